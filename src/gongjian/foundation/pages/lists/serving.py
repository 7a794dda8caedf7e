"""The one view behind every list: page, fragment, printed list or sheet from the same address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from gongjian.foundation.exports import reach_of, tell_export
from gongjian.foundation.pages.fragment import page_or_fragment
from gongjian.foundation.pages.lists import exporting
from gongjian.foundation.pages.lists.declaring import Table
from gongjian.foundation.pages.lists.drawing import Drawing, sorts_of, ticks_of
from gongjian.foundation.pages.lists.fields import field_of
from gongjian.foundation.pages.lists.headings import head_of, heading_of
from gongjian.foundation.pages.lists.markup import body_of
from gongjian.foundation.pages.lists.state import State, in_words, state_from
from gongjian.foundation.pages.lists.taking import in_order, lean, prepared, takeable
from gongjian.foundation.pages.lists.views import views_of
from gongjian.foundation.pages.paging import Total, bounded_count, page_of
from gongjian.foundation.pages.toasts import warn
from gongjian.foundation.scope import ScopedQuerySet, scope_of

PRINTED_AT_MOST = 2_000


def list_page(
    request: HttpRequest, table: Table, *, template: str, context: Mapping[str, Any] | None = None
) -> HttpResponse:
    """TABLE as the address asks for it. TEMPLATE extends lists/page.html; `format=xlsx` and `print=1` are read here."""
    state = state_from(table, request.GET, request.user)
    rows = state.narrow(table.rows(request.user))
    if request.GET.get("format") == "xlsx":
        return sheet(request, state, rows)
    printed = request.GET.get("print") == "1"
    drawing = drawing_of(request, state, rows, printed=printed)
    whole = {**(context or {}), "list": drawing, "printed": printed}
    response = page_or_fragment(request, template, "lists/rows.html", whole)
    if getattr(request, "htmx", None):
        response["HX-Push-Url"] = f"{request.path}?{state.query}" if state.query else request.path
    return response


def drawing_of(request: HttpRequest, state: State, rows: ScopedQuerySet, *, printed: bool) -> Drawing:
    table, user = state.table, request.user
    size = PRINTED_AT_MOST if printed else table.size
    page = page_of(
        lean(rows, state),
        key=state.order.field,
        query=request.GET,
        descending=state.descending,
        size=size,
        total=total_of(state, rows, user),
    )
    headings = tuple(heading_of(column, state) for column in state.columns)
    return Drawing(
        table=table,
        state=state,
        page=page,
        fields=tuple(field_of(each, state, user) for each in table.filters),
        headings=headings,
        head=head_of(headings, request.path, sorts=not printed),
        body=body_of(table, state.columns, prepared(table, page.rows), picks=bool(table.acts) and not printed),
        sorts=sorts_of(state),
        ticks=ticks_of(state),
        views=views_of(user, table.key),
        acts=table.acts,
        may_export=scope_of(user).holds_somewhere(table.export_permission),
        conditions=in_words(state, user) if printed else "",
    )


def total_of(state: State, rows: ScopedQuerySet, user: Any) -> Total:
    """How many ROWS there are: as it is kept where nothing narrows the table, else counted."""
    kept = state.table.total
    return Total(kept(user)) if kept and not state.values else bounded_count(rows)


def sheet(request: HttpRequest, state: State, rows: ScopedQuerySet) -> HttpResponse:
    """Those of ROWS that the viewer may export, as a workbook; a list too long for one is refused in words.

    Who took what is written into the history.
    """
    back = redirect(f"{request.path}?{state.query}")
    permission = state.table.export_permission
    if not scope_of(request.user).holds_somewhere(permission):
        warn(request, "您的账号不能导出。要导出的话，请找街道的系统管理员开通。")
        return back
    if state.unread:
        warn(request, f"{state.unread}。请改好或清掉，再导出。")
        return back
    rows = takeable(rows, state, request.user)
    total = bounded_count(rows, exporting.AT_MOST)
    if not total.exact:
        warn(request, f"超过 {exporting.AT_MOST:,} 行，一个文件放不下。请先用条件缩小范围。")
        return back
    content = exporting.workbook(exporting.list_sheet(state.columns, in_order(rows, state), name=state.table.label))
    tell_export(
        label=state.table.label,
        rows=total.value,
        part=in_words(state, request.user),
        path=reach_of(request.user, permission),
        by=request.user,
        now=timezone.now(),
    )
    return exporting.download(content, f"{state.table.label}.xlsx")
