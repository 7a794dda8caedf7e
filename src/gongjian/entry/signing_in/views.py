"""The sign-in page, which locks an account at one address for a while after too many wrong passwords."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView
from axes.decorators import axes_dispatch, axes_form_invalid
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from gongjian.entry.demo.accounts import listed
from gongjian.registers.accounts.models import User


@method_decorator(axes_dispatch, name="dispatch")
@method_decorator(axes_form_invalid, name="form_invalid")
class SignIn(LoginView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "demo_accounts": demo_accounts()}


def demo_accounts() -> list[dict[str, str]]:
    """What the sign-in page of a demo shows; nothing elsewhere."""
    return [
        {
            "username": account.username,
            "name": account.name,
            "role": account.role_label,
            "sees": account.sees,
            "url": reverse("demo_sign_in"),
        }
        for account in listed()
    ]


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """One click signs in as a demo account; exists in a demo only."""
    if request.POST.get("username") not in {account.username for account in listed()}:
        raise Http404
    user = get_object_or_404(User, username=request.POST["username"])
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return redirect(settings.LOGIN_REDIRECT_URL)
