"""Every list on screen for programs: same columns, same rows, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from ninja import Path, Query, Router
from ninja.errors import HttpError

from gongjian.entry.api.answers import Rows, Said, TableLine
from gongjian.entry.api.asking import Org, narrowed_to
from gongjian.foundation import registry
from gongjian.foundation.pages.lists import Column, Table
from gongjian.foundation.pages.lists.exporting import records
from gongjian.foundation.pages.lists.gathered import Gathered
from gongjian.foundation.pages.lists.state import State, state_from
from gongjian.foundation.pages.lists.taking import lean, prepared, ties_of
from gongjian.foundation.pages.paging import ROWS, bounded_count, page_of, place_from
from gongjian.foundation.scope import scope_of
from gongjian.foundation.tree import under

router = Router(tags=["表"])
REFUSALS = {401: Said, 403: Said, 404: Said, 422: Said}


@router.get("/tables", response={200: list[TableLine], 401: Said, 403: Said}, summary="有哪些表")
def tables(request: HttpRequest) -> list[dict[str, Any]]:
    """您的账号能打开的每一张表，和它的列。"""
    return [
        {"key": each.key, "label": each.label, "unit": each.unit, "columns": said(each.columns)}
        for each in opened_by(request.user)
    ]


@router.get("/tables/{key}", response={200: Rows, **REFUSALS}, summary="一张表的内容")
def table(
    request: HttpRequest,
    key: Annotated[str, Path(max_length=40, description="表的 key，见“有哪些表”")],
    org: Org = "",
    page: Annotated[str, Query(max_length=1000, description="上一页给的 next；第一页不填")] = "",
    columns: Annotated[str, Query(max_length=1000, description="要哪些列：用点连起来的 key；不填和屏幕上一样")] = "",
) -> dict[str, Any]:
    """和屏幕上同样的列、同样的范围、同样的顺序，一页 50 行。号码和屏幕上一样只显示一部分。"""
    chosen = one_of(request.user, key)
    if isinstance(chosen, Gathered):
        shown = chosen.chosen(columns.split("."))
        part = whole_page(chosen, shown, request, org, page)
        return {"key": key, "label": chosen.label, "columns": said(shown), **part}
    state = state_from(chosen, QueryDict(urlencode({"columns": columns})), request.user)
    return {"key": key, "label": chosen.label, "columns": said(state.columns), **page_from(request, state, org, page)}


def opened_by(user: Any) -> list[Table | Gathered]:
    """The lists USER may see rows of."""
    scope = scope_of(user)
    return [each for each in offered().values() if scope.holds_somewhere(permission_of(each, user))]


def offered() -> dict[str, Table | Gathered]:
    return registry.tables(timezone.localdate()) | registry.gathered()


def permission_of(table: Table | Gathered, user: Any) -> str:
    return table.view_permission if isinstance(table, Gathered) else table.rows(user).view_permission


def one_of(user: Any, key: str) -> Table | Gathered:
    if key not in offered():
        raise HttpError(404, "没有这张表。有哪些表，请看 /api/tables。")
    found = next((each for each in opened_by(user) if each.key == key), None)
    if found is None:
        raise HttpError(403, "您的账号看不到这张表。要看的话，请找街道的系统管理员开通。")
    return found


def page_from(request: HttpRequest, state: State, org: str, page: str) -> dict[str, Any]:
    rows = state.table.rows(request.user)
    if path := narrowed_to(request, org):
        rows = rows.filter(under(rows.path_field, path))
    ties = ties_of(rows)
    key = state.order.field
    if page and place_from(page, rows, key) is None:
        raise HttpError(422, "page 看不懂。请用上一页给的 next，第一页不填。")
    total = bounded_count(rows)
    found = page_of(lean(rows, state, ties), key=key, query={"after": page}, descending=state.descending, total=total)
    return {
        "total": total.value,
        "exact": total.exact,
        "rows": list(records(state.columns, prepared(state.table, found.rows), ties=ties)),
        "next": found.after or None,
    }


def whole_page(table: Gathered, columns: Sequence[Column], request: HttpRequest, org: str, page: str) -> dict[str, Any]:
    """The rows of a list that is put together at once, from the one that PAGE numbers on."""
    if page and not (page.isascii() and page.isdecimal()):
        raise HttpError(422, "page 看不懂。请用上一页给的 next，第一页不填。")
    path, start = narrowed_to(request, org), int(page or 0)
    found = [row for row in table.rows(request.user, timezone.localdate()) if not path or table.concerns(row, path)]
    end = start + ROWS
    return {
        "total": len(found),
        "exact": True,
        "rows": list(table.records(columns, found[start:end])),
        "next": str(end) if end < len(found) else None,
    }


def said(columns: tuple[Column, ...]) -> list[dict[str, Any]]:
    return [{"key": each.key, "label": each.label, "shown": each.shown} for each in columns]
