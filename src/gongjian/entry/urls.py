"""The address book. Each folder brings its own addresses; entry only says where they hang."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLResolver, include, path

PLACED = {"gongjian.registers.accounts": "account/"}

handler400 = "gongjian.entry.errors.unreadable"
handler403 = "gongjian.entry.errors.forbidden"
handler404 = "gongjian.entry.errors.not_found"
handler500 = "gongjian.entry.errors.broken"


def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


def folders() -> Iterator[URLResolver]:
    """The addresses of every folder that is installed, in the order of the settings."""
    for name in settings.INSTALLED_APPS:
        if name.startswith("gongjian.") and name != "gongjian.entry" and find_spec(f"{name}.urls"):
            yield path(PLACED.get(name, ""), include(f"{name}.urls"))


urlpatterns = [
    path("healthz", healthz, name="healthz"),
    *folders(),
    path("", include("gongjian.entry.desk.urls")),
    path("account/", include("gongjian.entry.signing_in.urls")),
    path("", include("gongjian.entry.rulebook.urls")),
    path("", include("gongjian.entry.log.urls")),
    path("", include("gongjian.entry.notices.urls")),
    path("", include("gongjian.entry.search.urls")),
    path("", include("gongjian.entry.help.urls")),
    path("", include("gongjian.entry.api.urls")),
    path("admin/", admin.site.urls),
]
