"""How the screen looks: kept with the account, or with the browser of someone not signed in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from gongjian.foundation.pages.way_back import way_back
from gongjian.registers.accounts.models import TextSize, Theme, User

ONE_YEAR = 365 * 24 * 3600
CHOICES: dict[str, dict[str, Any]] = {
    "text_size": {each: each for each in TextSize.values},
    "theme": {each: each for each in Theme.values},
    "shortcuts": {"on": True, "off": False},
}


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Take what was pressed and go back to the page it was pressed on."""
    chosen = {name: values[request.POST[name]] for name, values in CHOICES.items() if request.POST.get(name) in values}
    if chosen and request.user.is_authenticated:
        User.objects.filter(pk=request.user.pk).update(**chosen)
    response = redirect(way_back(request))
    for name, value in chosen.items():
        response.set_cookie(name, str(value), max_age=ONE_YEAR, samesite="Lax", httponly=True)
    return response
