"""今天: everyone's first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gongjian.foundation.scope import scope_of
from gongjian.oversight.worklist.queries import WEEKDAYS, panels_for, todos_for, week_of


def today(request: HttpRequest) -> HttpResponse:
    on = timezone.localdate()
    items = todos_for(request.user, on=on)
    week = week_of(items, on=on)
    return render(
        request,
        "worklist/today.html",
        {
            "on": on,
            "weekday": WEEKDAYS[on.weekday()],
            "items": items,
            "late": sum(1 for item in items if item.days_late),
            "due_today": sum(1 for item in items if item.is_today),
            "week": week,
            "busy_week": any(day.items for day in week),
            "may_act": scope_of(request.user).holds_somewhere("findings.remedy"),
            "panels": panels_for(request.user, on=on),
        },
    )
