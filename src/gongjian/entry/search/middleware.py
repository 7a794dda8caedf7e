"""Addresses are kept in histories and logs, so no address keeps a person's number."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from gongjian.foundation.pages.toasts import warn
from gongjian.foundation.personal import is_personal

TYPED = ("q", "find", "what")
SAID = "号码不放进网址，所以没有按它查。按身份证号找人，请用页面最上面的搜索框。"


class NumbersStayOut:
    """A search box that sends what was typed in the address is answered by the same page without the number."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        numbers = [key for key in TYPED if any(map(is_personal, request.GET.getlist(key)))]
        if request.method not in ("GET", "HEAD") or not numbers:
            return self.get_response(request)
        warn(request, SAID)
        left = request.GET.copy()
        for key in numbers:
            del left[key]
        return HttpResponseRedirect(f"{request.path}?{left.urlencode()}" if left else request.path)
