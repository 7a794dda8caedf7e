"""Pages of reports: the list, beginning one, the page of one, writing it, handing it in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongjian.foundation.history import Entry
from gongjian.foundation.merging import Merged
from gongjian.foundation.pages.forms import as_written
from gongjian.foundation.pages.lists import list_page
from gongjian.foundation.pages.record import sections_for
from gongjian.foundation.pages.timeline import told
from gongjian.foundation.pages.toasts import say, warn
from gongjian.foundation.pages.writing import said_saved, sent_texts, told_back
from gongjian.foundation.refusals import Refused
from gongjian.mechanisms.reports import actions, permissions
from gongjian.mechanisms.reports.listing import REPORTS, last_month
from gongjian.mechanisms.reports.models import Report
from gongjian.mechanisms.reports.paper import last_remarks, parts_of
from gongjian.mechanisms.reports.queries import patterns_for, period_at, reports_for, writers_for, written_by
from gongjian.registers.organizations.models import Organization

RECENT, LONG, WRITERS = 6, 100, 300


def reports(request: HttpRequest) -> HttpResponse:
    allow(permissions.may_see_some(request.user), "您的账号看不到工作汇报。")
    context = {
        "may_write": permissions.may_write_some(request.user),
        "may_review": permissions.may_review_some(request.user),
    }
    return list_page(request, REPORTS, template="reports/list.html", context=context)


def new(request: HttpRequest) -> HttpResponse:
    """Begin a report: which organization, which kind, which period; one begun before is opened."""
    allow(permissions.may_write_some(request.user))
    asked = request.POST if request.method == "POST" else request.GET
    organization = writer_named(request, asked.get("organization", ""))
    patterns = patterns_for(organization) if organization else {}
    pattern = patterns.get(asked.get("kind", "")) or (next(iter(patterns.values())) if len(patterns) == 1 else None)
    day = day_in(asked.get("serves", ""))
    if request.method == "POST" and organization and pattern:
        try:
            made = actions.begin_report(organization, pattern.key, day, by=request.user, now=timezone.now())
        except Refused as refusal:
            warn(request, str(refusal))
        else:
            return redirect("report_write" if made.may_change else "report", made.pk)
    period = period_at(day, pattern.months) if pattern else None
    begun = begun_before(request, organization, pattern, period)
    if begun is not None:
        return redirect("report_write" if begun.may_change else "report", begun.pk)
    context = {
        "organizations": list(writers_for(request.user)[:WRITERS]) if organization is None else [],
        "organization": organization,
        "patterns": list(patterns.values()),
        "pattern": pattern,
        "period": period,
        "day": day,
    }
    return render(request, "reports/new.html", context)


def begun_before(request: HttpRequest, organization: Any, pattern: Any, period: Any) -> Report | None:
    """The viewer's report of that period, where there is one already."""
    if organization is None or pattern is None or period is None:
        return None
    rows = written_by(request.user).filter(organization=organization, kind=pattern.key, first=period.first)
    return rows.first()


def writer_named(request: HttpRequest, text: str) -> Organization | None:
    rows = writers_for(request.user)
    if text.isdecimal() and len(text) < 19:
        return rows.filter(pk=text).first()
    few = list(rows[:2])
    return few[0] if len(few) == 1 else None


def day_in(text: str) -> date:
    """The day an address or a form means; the month that ended last where it says nothing."""
    read = as_written(text)
    return read.date if read else last_month(timezone.localdate())


def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report as it stands; that the superior looked at it is noted."""
    chosen = get_object_or_404(reports_for(request.user), pk=pk)
    tab, on = request.GET.get("tab", ""), timezone.localdate()
    reviews, writes = permissions.may_review(request.user, chosen), permissions.may_write(request.user, chosen)
    looks = reviews and str(request.user) != chosen.sent_by
    if looks:
        actions.note_opened(chosen, by=request.user, now=timezone.now())
    context = {
        "report": chosen,
        "parts": parts_of(chosen, remarked=True),
        "tab": tab,
        "entries": told(Entry.objects.about("reports", chosen.pk)[: LONG if tab == "history" else RECENT]),
        "sections": sections_for("report", request.user, chosen, on=on) if tab == "viewers" else (),
        "may_write": writes and chosen.may_change,
        "may_take_back": writes and not looks and chosen.may_be_taken_back,
        "may_review": reviews and chosen.state == "sent",
    }
    return render(request, "reports/report.html", context)


def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The report with its texts to write; without a script one button saves them all."""
    chosen = written(request, pk)
    if not chosen.may_change:
        return redirect("report", pk)
    if request.method == "POST":
        return said_saved(request, save_texts(request, chosen), redirect("report_write", pk))
    whole = [each for each in last_remarks(chosen) if each.section is None]
    context = {
        "report": chosen,
        "parts": parts_of(chosen, remarked=True),
        "whole": whole,
        "is_early": chosen.is_early(timezone.localdate()),
    }
    return render(request, "reports/write.html", context)


@require_POST
def texts(request: HttpRequest, pk: int) -> HttpResponse:
    """What a script saves every few seconds: the texts as they stand now, others' words among them."""
    chosen = written(request, pk)
    return told_back(lambda: save_texts(request, chosen))


def save_texts(request: HttpRequest, chosen: Report) -> dict[str, Merged]:
    """Every text of the form, saved with what others wrote."""
    rows, now = {each.key: each for each in chosen.texts.all()}, timezone.now()
    return {
        key: actions.write_text(rows[key], base=base, words=words, by=request.user, now=now)
        for key, base, words in sent_texts(request.POST, rows)
    }


@require_POST
def recount(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = written(request, pk)
    refusing(request, lambda: say(request, counted_anew(request, chosen)))
    return redirect("report_write", pk)


def counted_anew(request: HttpRequest, chosen: Report) -> str:
    changed = actions.recount(chosen, by=request.user, now=timezone.now())
    return f"重新取了数，{len(changed)} 个变了：{'、'.join(changed[:6])}。" if changed else "重新取了数，没有变化。"


@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what came with the button, then hand in; numbers of an earlier day are taken again and shown first."""
    chosen = written(request, pk)
    if chosen.may_change and any(each.touched for each in save_texts(request, chosen).values()):
        warn(request, "有别人同时写了同样的地方。两份都留着，合并成一份再报送。")
        return redirect("report_write", pk)
    try:
        hand_in(request, chosen)
    except Refused as refusal:
        warn(request, str(refusal))
        return redirect("report_write", pk)
    say(request, "已报送。上级打开以前可以撤回。")
    return redirect("report", pk)


def hand_in(request: HttpRequest, chosen: Report) -> None:
    """Send; numbers of an earlier day are taken again first, and raise Stale where some changed."""
    by, now, early = request.user, timezone.now(), "early" in request.POST
    try:
        actions.send(chosen, by=by, now=now, early=early)
    except actions.Stale:
        changed = actions.recount(chosen, by=by, now=now)
        if changed:
            words = f"数字刚重新取过，有 {len(changed)} 个变了：{'、'.join(changed[:6])}。看一眼，再报送。"
            raise actions.Stale(words) from None
        actions.send(chosen, by=by, now=now, early=early)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = written(request, pk)
    refusing(request, lambda: actions.take_back(chosen, by=request.user, now=timezone.now()))
    return redirect("report", pk)


def written(request: HttpRequest, pk: int) -> Report:
    """A report the viewer writes; the fetch is the check, those who only see it are told so."""
    chosen = get_object_or_404(reports_for(request.user), pk=pk)
    allow(written_by(request.user).filter(pk=pk).exists())
    return chosen


def refusing(request: HttpRequest, act: Callable[[], Any]) -> None:
    """Do ACT; what it refuses is said on the next page."""
    try:
        act()
    except Refused as refusal:
        warn(request, str(refusal))


def allow(allowed: bool, otherwise: str = "这里的汇报不归您写，只能看。") -> None:
    if not allowed:
        raise PermissionDenied(otherwise)
