"""Signing in, which ten wrong passwords lock for a while at one address; and choosing a password of one's own."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView
from axes.decorators import axes_dispatch, axes_form_invalid
from django.conf import settings
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from gongjian.entry.demo.accounts import listed
from gongjian.entry.signing_in.forms import PasswordForm
from gongjian.foundation.pages.toasts import say
from gongjian.foundation.pages.way_back import way_back
from gongjian.registers.accounts.actions import choose_password
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


@sensitive_post_parameters()
@login_required
def change_password(request: HttpRequest) -> HttpResponse:
    """A new password for oneself; who came in with a given one goes on to where they were going."""
    user: Any = request.user
    form, back = PasswordForm(request.POST or None, user=user), way_back(request)
    if request.method == "POST" and form.is_valid():
        choose_password(user, form.cleaned_data["chosen"], now=timezone.now())
        update_session_auth_hash(request, user)
        say(request, "密码改好了。下次请用新密码登录。")
        return redirect(back)
    context = {"form": form, "back": back, "frame": "plain.html" if user.must_change_password else "base.html"}
    return render(request, "account/password_change.html", context, status=422 if form.errors else 200)
