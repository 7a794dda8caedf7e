"""What the superior does: look reports through, put them together, ask for those that are missing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from gongjian.foundation.pages.lists import UnreadFilter, list_page, selection_from
from gongjian.foundation.pages.toasts import say, warn
from gongjian.foundation.pages.way_back import way_back
from gongjian.foundation.refusals import Refused
from gongjian.foundation.scope import scope_of
from gongjian.mechanisms.reports import actions, permissions
from gongjian.mechanisms.reports.consolidating import assembled, picked
from gongjian.mechanisms.reports.kinds import Pattern
from gongjian.mechanisms.reports.listing import owed_table
from gongjian.mechanisms.reports.models import Report
from gongjian.mechanisms.reports.paper import parts_of
from gongjian.mechanisms.reports.queries import REVIEW, patterns_at, period_at, reports_for, reviewed_by
from gongjian.mechanisms.reports.views import allow, day_in, written
from gongjian.rules.periods import Period

MOST_URGED = 500


def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Look through one report: a remark beside each section and back, or accepted."""
    chosen = reviewed(request, pk)
    if request.method == "POST":
        return decided(request, chosen)
    actions.note_opened(chosen, by=request.user, now=timezone.now())
    if chosen.state != "sent":
        return redirect("report", pk)
    return render(request, "reports/review.html", {"report": chosen, "parts": parts_of(chosen)})


def decided(request: HttpRequest, chosen: Report) -> HttpResponse:
    by, now = request.user, timezone.now()
    try:
        if "accept" in request.POST:
            actions.accept(chosen, by=by, now=now)
            say(request, f"已接收“{chosen.title}”。")
        else:
            actions.return_report(chosen, remarks_in(request, chosen), by=by, now=now)
            say(request, "已退回，要改的都在对方的“今天”里。")
    except Refused as refusal:
        warn(request, str(refusal))
        chosen.refresh_from_db()
        return redirect("report_review" if chosen.state == "sent" else "report", chosen.pk)
    return redirect("report", chosen.pk)


def remarks_in(request: HttpRequest, chosen: Report) -> dict[int | None, str]:
    """{place of a section: words}, None for the report as a whole."""
    found: dict[int | None, str] = {
        place: request.POST.get(f"remark-{place}", "") for place in range(len(chosen.outline))
    }
    return found | {None: request.POST.get("remark", "")}


def reviewed(request: HttpRequest, pk: int) -> Report:
    """A report that came to the viewer; the fetch is the check."""
    chosen = get_object_or_404(reports_for(request.user), pk=pk)
    allow(reviewed_by(request.user).filter(pk=pk).exists(), "这份汇报不是报给您的，只能看。")
    return chosen


def members(request: HttpRequest, pk: int) -> HttpResponse:
    """What the subordinates handed in for the same period; sentences are picked from it into a text of this report."""
    chosen = get_object_or_404(reports_for(request.user), pk=pk)
    if request.method == "POST":
        return take_over(request, written(request, pk))
    may_write = permissions.may_write(request.user, chosen) and chosen.may_change
    context = {
        "report": chosen,
        "assembly": assembled(chosen),
        "may_write": may_write,
        "may_urge": scope_of(request.user).holds(REVIEW, chosen.org_path),
    }
    return render(request, "reports/members.html", context)


def take_over(request: HttpRequest, chosen: Report) -> HttpResponse:
    into = get_object_or_404(chosen.texts, key=request.POST.get("into", ""))
    sentences = picked(chosen, request.POST.getlist("sentence"))
    try:
        number = actions.take_over(chosen, into, sentences, by=request.user, now=timezone.now())
    except Refused as refusal:
        warn(request, str(refusal))
    else:
        say(request, f"选的 {number} 句已经放进“{into.label}”，去改成自己的话。" if number else "没有选新的句子。")
    return redirect("report_members", chosen.pk)


def owed(request: HttpRequest) -> HttpResponse:
    """Who handed in a report for a period and who did not."""
    allow(permissions.may_review_some(request.user), "您的账号不收工作汇报。")
    patterns = patterns_pursued(request)
    pattern, period = chosen_in(request, request.GET, patterns)
    url = f"{reverse('reports_urge')}?{urlencode({'kind': pattern.key, 'serves': f'{period.first}'})}"
    context = {
        "patterns": list(patterns.values()),
        "pattern": pattern,
        "period": period,
        "before": period_at(period.first.fromordinal(period.first.toordinal() - 1), pattern.months),
        "after": period_at(period.last.fromordinal(period.last.toordinal() + 1), pattern.months),
        "today": timezone.localdate(),
    }
    return list_page(request, owed_table(pattern, period, url=url), template="reports/owed.html", context=context)


def patterns_pursued(request: HttpRequest) -> dict[str, Pattern]:
    """The templates in use where the viewer reviews reports."""
    paths = scope_of(request.user).paths(REVIEW)
    return patterns_at(paths[0] if paths else "")


def chosen_in(request: HttpRequest, asked: Any, patterns: dict[str, Pattern]) -> tuple[Pattern, Period]:
    """The template and the period an address asks for; the first one and the month that ended last otherwise."""
    pattern = patterns.get(asked.get("kind", ""))
    if pattern is None:
        usual = patterns.get("community_report") or next(iter(patterns.values()), None)
        allow(usual is not None, "现在没有在用的汇报模板。")
        pattern = usual
    assert pattern is not None
    return pattern, period_at(day_in(asked.get("serves", "")), pattern.months)


@require_POST
def urge(request: HttpRequest) -> HttpResponse:
    """催报: ask those picked, or the one named by `organization`, for the report of a period."""
    allow(permissions.may_review_some(request.user), "您的账号不收工作汇报。")
    pattern, period = chosen_in(request, request.GET, patterns_pursued(request))
    back = way_back(request, usual=reverse("reports_owed"))
    posted = request.POST.copy()
    if posted.get("organization"):
        posted.setlist("pick", [str(posted["organization"])])
    try:
        rows = selection_from(owed_table(pattern, period, url=""), posted, request.user).rows
    except UnreadFilter as refused:
        warn(request, str(refused))
        return redirect(back)
    now = timezone.now()
    asked = [actions.urge(each, pattern, period, by=request.user, now=now) for each in rows[:MOST_URGED]]
    number = sum(asked)
    say(request, f"已催报 {number} 个，对方的“今天”里看得到。" if number else "选的都已经报了，或者今天已经催过。")
    return redirect(back)
