"""What every request goes through: clean words, who is there, nothing left behind, findings as fresh as the change."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode

from gongjian.entry.errors import API, refusal
from gongjian.oversight.coverage.actions import catch_up

Handler = Callable[[HttpRequest], HttpResponse]
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")

OPEN_PATHS = ("/account/", "/healthz", "/static/", "/offline", "/public/", "/feeds/")


class WithoutNulls:
    """Addresses lose the zero characters that no database takes and nobody types."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        while "%00" in query:  # what is left of %0%000 is one
            query = query.replace("%00", "")
        request.META["QUERY_STRING"] = query
        return self.get_response(request)


class NothingKept:
    """No browser and no proxy keeps a page: people share computers, and pages name people."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        patch_cache_control(response, no_store=True, private=True)
        return response


class SignedInOnly:
    """Every page but the open ones asks for a sign-in and brings the visitor back to where they were going."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated or request.path.startswith(OPEN_PATHS):
            return self.get_response(request)
        if request.path.startswith(API):
            return refusal("还没有登录。请先在网页上登录。", 401)
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)


class OwnPassword:
    """Whoever came in with a password given by an administrator chooses an own one before anything else.

    What hangs on the account itself stays open: the page for it, the size of the text, and the way out.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.user.is_authenticated and request.user.must_change_password
        if not given or request.path.startswith(OPEN_PATHS):
            return self.get_response(request)
        if request.path.startswith(API):
            return refusal("您还在用管理员给的密码。请先在网页上改成自己的。", 403)
        then = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
        return redirect(reverse("account_change_password") + then)


class FreshFindings:
    """After a request that may have changed something, judge again what it touched."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if may_have_changed(request) and request.user.is_authenticated:
            catch_up(now=timezone.now())
        return response


def may_have_changed(request: HttpRequest) -> bool:
    """Whether REQUEST came in by an unsafe method, to a view that does not say it changes nothing."""
    view = request.resolver_match.func if request.resolver_match else None
    return request.method not in SAFE_METHODS and not getattr(view, "changes_nothing", False)
