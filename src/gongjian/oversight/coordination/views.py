"""统筹协调: all that is open, put together, filtered, exported, printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from gongjian.foundation.exports import reach_of, tell_export
from gongjian.foundation.pages.lists import exporting
from gongjian.foundation.pages.toasts import warn
from gongjian.foundation.scope import scope_of
from gongjian.oversight.coordination import showing
from gongjian.oversight.coordination.queries import VIEW, Opened, may_see_some, opened_for
from gongjian.oversight.coordination.terms import Age, By

NAME = "统筹协调"
EXPORT = "sheets.export"
PAGE = 60


@require_GET
def coordination(request: HttpRequest) -> HttpResponse:
    """What was agreed or asked for and is not closed yet: whose turn it is, and since when."""
    if not may_see_some(request.user):
        raise PermissionDenied("您的账号看不到统筹协调。")
    everything = opened_for(request.user, on=timezone.localdate())
    chosen = showing.chosen_from(request.GET)
    rows = showing.narrowed(everything, chosen)
    if request.GET.get("format") == "xlsx":
        return sheet(request, rows, chosen)
    asked = request.GET.get("by", "")
    by = By(asked) if asked in By.values else By.BODY
    printed = request.GET.get("print") == "1"
    groups = showing.grouped(rows, by, {**chosen, by.value: ""} if printed else chosen)
    shown, pages = paged(groups, request.GET.get("page", ""), whole=printed)
    context = {
        "everything": len(everything),
        "total": len(rows),
        "late": sum(1 for each in rows if each.days_late),
        "late_url": showing.address(**{**chosen, "late": "late", "by": by.value}),
        "ages": list(Age),
        "summary": showing.summary(rows, chosen) if "body" not in chosen or "age" not in chosen else [],
        "groups": shown,
        "pages": [(number, showing.address(**chosen, by=by.value, page=number), now) for number, now in pages],
        "by": by,
        "looks": [(each, showing.address(**chosen, by=each.value)) for each in By],
        "choices": showing.choices(everything, chosen),
        "q": chosen.get("q", ""),
        "filtered": bool(chosen),
        "export": showing.address(**chosen, format="xlsx"),
        "print": showing.address(**chosen, by=by.value, print=1),
        "here": request.get_full_path(),
        "printed": printed,
        "may_export": scope_of(request.user).holds_somewhere(EXPORT),
    }
    return render(request, "coordination/page.html", context)


def paged(groups: Sequence[showing.Group], asked: str, *, whole: bool) -> tuple[list[showing.Group], list[Any]]:
    """The groups of the page asked for, no more than about PAGE rows, and (number, whether it is this) of all pages."""
    if whole:
        return list(groups), []
    pages: list[list[showing.Group]] = [[]]
    for each in (part for group in groups for part in showing.split(group, PAGE)):
        if pages[-1] and sum(len(held.rows) for held in pages[-1]) + len(each.rows) > PAGE:
            pages.append([])
        pages[-1].append(each)
    at = int(asked) if asked.isdecimal() and 0 < int(asked[:6]) <= len(pages) else 1
    return pages[at - 1], [(number, number == at) for number in range(1, len(pages) + 1)] if len(pages) > 1 else []


def sheet(request: HttpRequest, rows: Sequence[Opened], chosen: Mapping[str, str]) -> HttpResponse:
    """Those of ROWS that the viewer may export, as a workbook; who took it is written into the history."""
    scope = scope_of(request.user)
    if not scope.holds_somewhere(EXPORT):
        warn(request, "您的账号不能导出。要导出的话，请找街道的系统管理员开通。")
        return redirect(showing.address(**chosen))
    held = [each for each in rows if scope.holds(EXPORT, each.item.org_path)]
    content = exporting.workbook(exporting.list_sheet(showing.COLUMNS, held, name=NAME))
    labels = {each.key: {value: text for value, text, _ in each.options} for each in showing.choices(rows, {})}
    told = "，".join(labels.get(key, {}).get(text, text) for key, text in chosen.items())
    path = reach_of(request.user, VIEW)
    tell_export(label=NAME, rows=len(held), part=told, path=path, by=request.user, now=timezone.now())
    return exporting.download(content, f"{NAME}.xlsx")
