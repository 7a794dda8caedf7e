"""One address, two answers: the whole page, or only the part that changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers


def page_or_fragment(
    request: HttpRequest, page: str, fragment: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """PAGE for a visit, FRAGMENT (a template PAGE includes) when htmx asked; waiting messages come along with it."""
    if not wants_fragment(request):
        response = render(request, page, context, status=status)
    else:
        response = render(request, fragment, context, status=status)
        if len(get_messages(request)):
            response.write(render_to_string("shell/toasts_late.html", {}, request))
    patch_vary_headers(response, ["HX-Request"])
    return response


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asked; going back through the history asks for the whole page."""
    headers = request.headers
    return headers.get("HX-Request") == "true" and headers.get("HX-History-Restore-Request") != "true"
