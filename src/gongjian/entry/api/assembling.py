"""The API put together: who may ask, and how it refuses."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import django_auth

from gongjian.entry.api import duties, tables

api = NinjaAPI(
    title="共建",
    version="1",
    description="给程序用的门：只读，先在网页上登录，看到的范围和登录的人在屏幕上看到的一样。",
    auth=django_auth,
    docs_url=None,
    openapi_url="/openapi.json",
)
api.add_router("", tables.router)
api.add_router("", duties.router)


@api.exception_handler(ValidationError)
def unreadable(request: HttpRequest, refusal: ValidationError) -> HttpResponse:
    names = "、".join(f"“{each['loc'][-1]}”" for each in refusal.errors)
    return said(request, f"{names}看不懂。日期请写成 2026-07-01，其余请看接口说明。", 422)


@api.exception_handler(AuthenticationError)
def stranger(request: HttpRequest, refusal: AuthenticationError) -> HttpResponse:
    return said(request, "还没有登录。请先在网页上登录。", 401)


@api.exception_handler(Http404)
def missing(request: HttpRequest, refusal: Http404) -> HttpResponse:
    return said(request, "没有这样的地址。", 404)


def said(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    answer: Any = api.create_response(request, {"detail": sentence}, status=status)
    return answer
