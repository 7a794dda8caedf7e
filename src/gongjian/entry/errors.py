"""Error pages in plain words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

API = "/api/"


def refusal(sentence: str, status: int) -> HttpResponse:
    """What programs are told instead of a page."""
    return JsonResponse({"detail": sentence}, status=status, json_dumps_params={"ensure_ascii": False})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Drawn without the frame: the frame asks what cannot be read, such as the address of the host."""
    return HttpResponse(render_to_string("400.html"), status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith(API):
        return refusal("没有这样的地址。有哪些，请看接口说明 /help/api。", 404)
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Drawn without the frame: what broke may be what the frame needs."""
    if request.path.startswith(API):
        return refusal("平台出了问题，已经记下。请稍后再试。", 500)
    return HttpResponse(render_to_string("500.html"), status=500)
