"""Say what was done, and offer to undo it for ten seconds."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest


def say(request: HttpRequest, text: str, *, undo: str = "") -> None:
    """TEXT on the next page shown; UNDO is the address that a POST to undoes it."""
    messages.success(request, text, extra_tags=undo)


def warn(request: HttpRequest, text: str) -> None:
    """TEXT, loud: what did not happen and what to do instead."""
    messages.error(request, text)
