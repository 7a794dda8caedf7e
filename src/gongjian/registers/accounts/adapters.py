"""How this office opens accounts: an administrator does; nobody signs up by himself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from gongjian.foundation.pages.toasts import warn
from gongjian.registers.accounts.models import User

LONGEST = 60


class ClosedDoor(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, str]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "账号或密码不对。请再核对一遍，注意大小写。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The package's own sentences are left out: the page that follows shows who came in or went."""

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        warn(request, "这个账号已经停用。要用的话，请找街道的系统管理员。")
        return redirect("account_login")


def attempted_username(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str:
    """Whose account somebody tries to open: as the back end was told it, else as the form says it.

    Cut down to what a database takes, for this is kept before any form has looked at it.
    """
    typed = (credentials or {}).get("username") or request.POST.get("login", "")
    return typed.replace("\x00", "")[:LONGEST]
