"""Schemes, results and appeals to look at."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from gongjian.foundation.history import Entry
from gongjian.foundation.pages.lists import list_page
from gongjian.foundation.pages.timeline import told
from gongjian.oversight.assessment import permissions, showing
from gongjian.oversight.assessment.actions import hindrance
from gongjian.oversight.assessment.listing import APPEALS, RESULTS, SCHEMES
from gongjian.oversight.assessment.models import Result, Scheme
from gongjian.oversight.assessment.queries import (
    appeals_for,
    assessed_by,
    earlier_of,
    papers_for,
    previous_bands,
    result_for,
    results_for,
    scheme_for,
    to_copy,
)
from gongjian.oversight.assessment.scoring import spoken
from gongjian.oversight.assessment.sources import sources
from gongjian.oversight.assessment.terms import LineState, Measure

SHOWN = 300
TABS = ("", "indicators", "history")


def allow(allowed: bool, reason: str) -> None:
    if not allowed:
        raise PermissionDenied(reason)


def seen(user: Any) -> None:
    allow(permissions.may_see_some(user), "您的账号看不到考核评价。")


@require_GET
def schemes(request: HttpRequest) -> HttpResponse:
    """All schemes; one press copies the last one while the running period has none."""
    seen(request.user)
    on = timezone.localdate()
    found = to_copy(request.user, on)
    context = {
        "may_set": permissions.may_set_some(request.user),
        "copy": {"pk": found[0].pk, "title": found[0].title, "word": found[0].get_months_display()} if found else None,
        "papers": [each for each in papers_for(request.user).filter(answered_on=None) if rates(request, each)],
    }
    return list_page(request, SCHEMES, template="assessment/schemes.html", context=context)


def rates(request: HttpRequest, paper: Any) -> bool:
    return permissions.may_rate(request.user, paper, timezone.localdate())


@require_GET
def scheme(request: HttpRequest, pk: int) -> HttpResponse:
    """One scheme: how those it assesses stand, like beside like; by what; and what was done with it."""
    seen(request.user)
    chosen = scheme_for(request.user, pk)
    tab = request.GET.get("tab", "indicators" if chosen.is_draft else "")
    tab = tab if tab in TABS else ""
    context = {
        "scheme": chosen,
        "tab": tab,
        "may_set": permissions.may_set(request.user, chosen),
        "assessed": showing.assessed_in_words(chosen),
        "over": timezone.localdate() > chosen.last,
        **{"": standings, "indicators": indicators, "history": happened}[tab](request, chosen),
    }
    return render(request, "assessment/scheme.html", context)


def standings(request: HttpRequest, chosen: Scheme) -> dict[str, Any]:
    results = list(results_for(request.user).filter(scheme=chosen).order_by("org_path")[:SHOWN])
    may_set, on = permissions.may_set(request.user, chosen), timezone.localdate()
    return {
        "peers": showing.peers_of(results, previous_bands(chosen), on),
        "counts": showing.counts_of(results, chosen, on),
        "total": len(results),
        "open_appeals": appeals_for(request.user).filter(result__scheme=chosen, accepted__isnull=True).count(),
        "hindrance": hindrance(chosen, on=on) if may_set and chosen.is_open else "",
        "paper": papers_for(request.user).filter(scheme=chosen).first(),
    }


def indicators(request: HttpRequest, chosen: Scheme) -> dict[str, Any]:
    found = list(chosen.indicators.all())
    return {
        "lines": showing.indicator_lines(found, sources()),
        "weight": showing.weight_of(found),
        "number": assessed_by(chosen).count() if chosen.is_draft else chosen.results.count(),
    }


def happened(request: HttpRequest, chosen: Scheme) -> dict[str, Any]:
    entries = Entry.objects.visible_to(request.user).about("assessment", chosen.pk)[:SHOWN]
    return {"entries": told(entries)}


@require_GET
def results(request: HttpRequest) -> HttpResponse:
    seen(request.user)
    return list_page(request, RESULTS, template="assessment/results.html")


@require_GET
def appeals(request: HttpRequest) -> HttpResponse:
    seen(request.user)
    return list_page(request, APPEALS, template="assessment/appeals.html")


@require_GET
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """One organization's result: every line with what it was computed from, what was appealed, how it was before."""
    seen(request.user)
    chosen, on = result_for(request.user, pk), timezone.localdate()
    asked = list(chosen.appeals.select_related("indicator").order_by("pk"))
    answers = permissions.may_answer(request.user, chosen)
    judges = permissions.may_judge(request.user, chosen)
    waiting = {each.indicator_id: each for each in asked if each.accepted is None}
    groups, past = showing.past_of(earlier_of(chosen), on)
    entries = Entry.objects.visible_to(request.user).about("assessment_result", chosen.pk)[:SHOWN]
    context = {
        "result": chosen,
        "scheme": chosen.scheme,
        "band": showing.shown_band(chosen, on),
        "tone": showing.shown_tone(chosen, on),
        "points": spoken(chosen.points),
        "full": spoken(chosen.full),
        "automatic": spoken(chosen.automatic),
        "counted": counted(chosen),
        "parts": showing.parts_of(chosen, judges=judges, answers=answers, appealed=waiting),
        "adjustments": showing.adjustments_of(chosen),
        "appeals": asked,
        "may_confirm": answers and chosen.confirmed_at is None and chosen.full > 0 and not chosen.is_provisional(on),
        "may_appeal": answers and None not in waiting,
        "may_judge": judges,
        "peers": showing.group_label(chosen.kind, chosen.size),
        "groups": groups,
        "past": past if len(past) > 1 else [],
        "entries": told(entries),
    }
    return render(request, "assessment/result.html", context)


def counted(chosen: Result) -> int:
    """How many lines the platform has worked out by itself."""
    free = (LineState.WAITING, LineState.FREE)
    lines = chosen.sheet.get("lines", [])
    return sum(each["measure"] == Measure.DATA and each["state"] not in free for each in lines)
