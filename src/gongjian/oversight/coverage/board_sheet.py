"""A board as a workbook: the table on the screen, and behind it the findings of the same part of the tree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from gongjian.foundation.exports import reach_of, tell_export
from gongjian.foundation.pages.lists import exporting
from gongjian.foundation.pages.lists.state import usual_columns
from gongjian.foundation.pages.shell import scope_name
from gongjian.foundation.pages.toasts import warn
from gongjian.foundation.scope import scope_of, within
from gongjian.oversight.coverage.areas import Areas
from gongjian.oversight.coverage.boards import Board, Row, row_url
from gongjian.oversight.coverage.listing import FINDINGS
from gongjian.oversight.coverage.queries import findings_for, named


def board_sheet(
    request: HttpRequest, board: Board, areas: Areas, *, label: str, path: str, now: datetime
) -> HttpResponse:
    """BOARD and the findings at PATH as far as the viewer may take them along; the history tells that they were."""
    user, permission = request.user, FINDINGS.export_permission
    if not scope_of(user).holds_somewhere(permission):
        warn(request, "您的账号不能导出。要导出的话，请找街道的系统管理员开通。")
        return redirect(row_url(None, board.key))
    day = timezone.localdate(now)
    where = areas.top.name if path and areas.top else scope_name(user)
    above = (f"覆盖看板：{label}", f"{day:%Y-%m-%d}，范围：{where}，导出人：{user}", board.caption)
    rows = findings_for(user, path=path).filter(within("org_path", scope_of(user), permission))
    rows = named(rows).order_by("severity", "since", "pk")[: exporting.AT_MOST]
    content = exporting.workbook(
        exporting.Sheet(label, ["社区、组织", *board.columns, *board.rates], lines_of(board), above),
        exporting.list_sheet(usual_columns(FINDINGS), rows.iterator(chunk_size=2000), name=FINDINGS.label),
    )
    tell_export(
        label=above[0],
        rows=len(board.rows),
        part=f"{where}，连同空白点和盲点的名单",
        path=reach_of(user, permission),
        by=user,
        now=now,
    )
    return exporting.download(content, f"覆盖看板（{label}）{day:%Y-%m-%d}.xlsx")


def lines_of(board: Board) -> Iterator[list[Any]]:
    """The rows and the foot, numbers as numbers."""
    for row in (*board.rows, board.total) if board.rows else ():
        yield values_of(row)


def values_of(row: Row) -> list[Any]:
    texts = [cell.text for cell in (*row.cells, *row.rates)]
    digits = [text.replace(",", "") for text in texts]
    return [row.label, *(int(plain) if plain.isdecimal() else text for plain, text in zip(digits, texts, strict=True))]
