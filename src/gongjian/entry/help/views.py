"""Two pages that only say something: how the platform is used, and that there is no network."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongjian.entry.desk.undoing import UNDO_DAYS
from gongjian.foundation.scope import scope_of


def help_page(request: HttpRequest) -> HttpResponse:
    """Help with what this viewer may do; the rest would only be in the way."""
    may = scope_of(request.user).holds_somewhere
    return render(
        request,
        "help/help.html",
        {
            "undo_days": UNDO_DAYS,
            "may_import": may("sheets.import"),
            "sees_board": may("findings.view"),
            "sees_members": may("members.view"),
        },
    )


def offline(request: HttpRequest) -> HttpResponse:
    return render(request, "offline.html")
