"""设置 → 操作日志: read-only, filtered by who, what and when, and taken along as a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from gongjian.entry.log.grouping import Act, page_of_acts
from gongjian.entry.log.queries import entries_for, kinds_for, may_read, unread
from gongjian.foundation.exports import reach_of, tell_export
from gongjian.foundation.history import EntryQuerySet
from gongjian.foundation.pages.fragment import page_or_fragment
from gongjian.foundation.pages.lists import Column
from gongjian.foundation.pages.lists.exporting import download, list_sheet, workbook
from gongjian.foundation.pages.paging import Page, page_of
from gongjian.foundation.pages.timeline import Told, told
from gongjian.foundation.pages.toasts import warn
from gongjian.foundation.scope import scope_of

EXPORTED_AT_MOST = 10_000
COLUMNS = (
    Column("at", "时间", lambda row: f"{timezone.localtime(row.at):%Y-%m-%d %H:%M:%S}"),
    Column("actor", "谁", lambda row: row.actor),
    Column("verb", "做了什么", lambda row: row.verb),
    Column("subject", "对象", lambda row: row.subject),
    Column("changes", "改动", lambda row: "；".join(map(str, row.changes))),
    Column("reason", "原因", lambda row: row.reason),
)


def log(request: HttpRequest) -> HttpResponse:
    if not may_read(request.user):
        raise PermissionDenied("操作日志只给管理和审计的人看。")
    rows = entries_for(request.user, request.GET)
    if request.GET.get("format") == "xlsx":
        if wrong := unread(request.GET):
            warn(request, f"筛选里的{'、'.join(wrong)}看不懂，没有导出。请改好或清掉，再导出。")
            return redirect("log")
        return sheet(request, told(rows.order_by("-pk")[:EXPORTED_AT_MOST]))
    page, entries = line_by_line(rows, request.GET) if request.GET.get("lines") else by_acts(rows, request.GET)
    context: dict[str, Any] = {
        "page": page,
        "entries": entries,
        "kinds": kinds_for(request.user).items(),
        "query": request.GET,
    }
    return page_or_fragment(request, "log/log.html", "log/rows.html", context)


def by_acts(rows: EntryQuerySet, query: Mapping[str, str]) -> tuple[Page, Sequence[Act | Told]]:
    page = page_of_acts(rows, query=query)
    return page, page.rows


def line_by_line(rows: EntryQuerySet, query: Mapping[str, str]) -> tuple[Page, Sequence[Told]]:
    page = page_of(rows, key="id", query=query, descending=True)
    return page, told(page.rows)


def sheet(request: HttpRequest, lines: list[Told]) -> HttpResponse:
    part = "，".join(filter(None, (request.GET.get(key, "") for key in ("who", "what", "kind", "since", "until"))))
    permission = "history.view" if scope_of(request.user).holds_somewhere("history.view") else "access.manage"
    path = reach_of(request.user, permission)
    tell_export(label="操作日志", rows=len(lines), part=part, path=path, by=request.user, now=timezone.now())
    return download(workbook(list_sheet(COLUMNS, lines, name="操作日志")), "操作日志.xlsx")
