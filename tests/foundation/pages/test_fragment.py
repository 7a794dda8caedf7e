"""One address, the page or the part."""

from __future__ import annotations

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.test import RequestFactory

from gongjian.foundation.pages.fragment import page_or_fragment
from gongjian.foundation.pages.toasts import say


def visit(**headers: str) -> HttpRequest:
    request = RequestFactory().get("/", headers=headers)
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    return request


@pytest.mark.parametrize(
    ("headers", "whole"),
    [
        ({}, True),
        ({"HX-Request": "true"}, False),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, True),
    ],
)
def test_htmx_gets_the_part_and_everyone_else_the_page(headers: dict[str, str], whole: bool) -> None:
    response = page_or_fragment(visit(**headers), "offline.html", "forms/summary.html", {}, status=422)
    assert (b"<!doctype html>" in response.content, response.status_code) == (whole, 422)
    assert response["Vary"] == "HX-Request"


def test_a_waiting_message_comes_along_with_the_part() -> None:
    request = visit(**{"HX-Request": "true"})
    say(request, "已删除 1 条。", undo="/undo/1/")
    html = page_or_fragment(request, "offline.html", "forms/summary.html", {}).content.decode()
    assert '<div hx-swap-oob="beforeend:#toasts">' in html
    assert "<span>已删除 1 条。</span>" in html
    assert '<form method="post" action="/undo/1/">' in html


def test_a_part_without_messages_is_only_the_part() -> None:
    request = visit(**{"HX-Request": "true"})
    assert page_or_fragment(request, "offline.html", "forms/summary.html", {}).content.strip() == b""
