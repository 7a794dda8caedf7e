"""How this office opens accounts: an administrator does; nobody signs up by himself."""

from __future__ import annotations

from collections.abc import Mapping

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

LONGEST = 60


class ClosedDoor(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def attempted_username(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str:
    """Whose account somebody tries to open: as the back end was told it, else as the form says it.

    Cut down to what a database takes, for this is kept before any form has looked at it.
    """
    typed = (credentials or {}).get("username") or request.POST.get("login", "")
    return typed.replace("\x00", "")[:LONGEST]
