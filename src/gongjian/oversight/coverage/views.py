"""The board, the lists behind it, and the page of one finding."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from gongjian.foundation.pages.lists import list_page
from gongjian.foundation.scope import scope_of
from gongjian.oversight.coverage.actions import catch_up
from gongjian.oversight.coverage.areas import Areas, area_at, areas_for
from gongjian.oversight.coverage.board_sheet import board_sheet
from gongjian.oversight.coverage.boards import Board
from gongjian.oversight.coverage.by_organization import by_organization
from gongjian.oversight.coverage.finding_boards import member_board, organization_board
from gongjian.oversight.coverage.listing import COVERED_UNITS, FINDINGS
from gongjian.oversight.coverage.matrix import body_of, foot_of
from gongjian.oversight.coverage.queries import fetched
from gongjian.oversight.coverage.rates import offered
from gongjian.oversight.coverage.shares import shares_of
from gongjian.oversight.coverage.showing import basis_of, board_context, card_of, work_trend
from gongjian.oversight.coverage.unit_board import unit_board
from gongjian.oversight.coverage.work_board import work_board

BOARDS = {
    "units": ("单位", unit_board),
    "work": ("工作", work_board),
    "organizations": ("党组织", organization_board),
    "members": ("党员去向", member_board),
}


def seen(user: Any) -> None:
    if not scope_of(user).holds_somewhere("findings.view"):
        raise PermissionDenied("您的账号看不到看板。")


def boards_offered() -> dict[str, tuple[str, Callable[[Any, Areas], Board]]]:
    """{key: (label, how it is drawn)}; the board of work only where some folder tells how the work stands."""
    return {key: drawn for key, drawn in BOARDS.items() if key != "work" or offered()}


def whole_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    seen(request.user)
    now = timezone.now()
    catch_up(now=now)
    top = area_at(request.user, request.GET.get("org", ""))
    chosen = request.GET.get("by", "units")
    boards = boards_offered()
    chosen = chosen if chosen in boards else "units"
    areas = areas_for(request.user, top=top)
    label, draw = boards[chosen]
    drawn = draw(request.user, areas)
    if request.GET.get("format") == "xlsx":
        return board_sheet(request, drawn, areas, label=label, path=top.path if top else "", now=now)
    on = timezone.localdate(now)
    context = board_context(request.user, areas, path=top.path if top else "", on=on, trend=chosen == "units")
    if chosen == "work" and areas.top and drawn.work and drawn.work.owed:
        context |= work_trend(areas.top.path, on=on, work=drawn.work)
    segments = [(key, name, key == chosen) for key, (name, _) in boards.items()]
    lines = {
        "board": drawn,
        "body": body_of(drawn, whole_number(request.GET.get("from", ""))),
        "foot": foot_of(drawn),
        "shares": shares_of(drawn, areas.top, on),
    }
    whole = {**context, **lines, "segments": segments, "chosen": chosen, "org": top.pk if top else ""}
    return render(request, "coverage/board.html", whole)


@require_GET
def findings(request: HttpRequest) -> HttpResponse:
    seen(request.user)
    catch_up(now=timezone.now())
    return list_page(request, FINDINGS, template="coverage/findings.html")


@require_GET
def covered_organizations(request: HttpRequest) -> HttpResponse:
    """The board organization by organization."""
    seen(request.user)
    now = timezone.now()
    catch_up(now=now)
    table = by_organization(request.user, on=timezone.localdate(now))
    return list_page(request, table, template="coverage/by_organization.html", context={"work": offered()})


@require_GET
def covered_units(request: HttpRequest) -> HttpResponse:
    seen(request.user)
    return list_page(request, COVERED_UNITS, template="coverage/covered_units.html")


@require_GET
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    found = fetched(request.user, pk)
    return render(request, "coverage/finding.html", {"card": card_of(request.user, found), "basis": basis_of(found)})
