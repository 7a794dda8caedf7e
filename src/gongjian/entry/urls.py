"""The address book. Each folder brings its own addresses; entry only says where they hang."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

handler400 = "gongjian.entry.errors.unreadable"
handler403 = "gongjian.entry.errors.forbidden"
handler404 = "gongjian.entry.errors.not_found"
handler500 = "gongjian.entry.errors.broken"


def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("gongjian.oversight.worklist.urls")),
    path("", include("gongjian.oversight.coverage.urls")),
    path("", include("gongjian.mechanisms.meetings.urls")),
    path("", include("gongjian.mechanisms.reports.urls")),
    path("", include("gongjian.mechanisms.research.urls")),
    path("", include("gongjian.oversight.handovers.urls")),
    path("", include("gongjian.oversight.duties.urls")),
    path("", include("gongjian.oversight.assessment.urls")),
    path("", include("gongjian.oversight.coordination.urls")),
    path("", include("gongjian.registers.members.urls")),
    path("", include("gongjian.registers.units.urls")),
    path("", include("gongjian.registers.organizations.urls")),
    path("", include("gongjian.registers.places.urls")),
    path("", include("gongjian.registers.access.urls")),
    path("", include("gongjian.entry.desk.urls")),
    path("account/", include("gongjian.registers.accounts.urls")),
    path("account/", include("gongjian.entry.signing_in.urls")),
    path("", include("gongjian.entry.rulebook.urls")),
    path("", include("gongjian.entry.log.urls")),
    path("", include("gongjian.entry.notices.urls")),
    path("", include("gongjian.entry.search.urls")),
    path("", include("gongjian.entry.help.urls")),
    path("", include("gongjian.entry.api.urls")),
    path("admin/", admin.site.urls),
]
