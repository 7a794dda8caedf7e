"""The board, the lists behind it, and the page of one finding."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from gongjian.foundation.pages.lists import list_page
from gongjian.foundation.scope import scope_of
from gongjian.oversight.coverage import boards
from gongjian.oversight.coverage.actions import catch_up
from gongjian.oversight.coverage.areas import area_at, areas_for
from gongjian.oversight.coverage.listing import COVERED_UNITS, FINDINGS
from gongjian.oversight.coverage.queries import fetched
from gongjian.oversight.coverage.showing import basis_of, board_context, card_of

BOARDS = {
    "units": ("单位", boards.unit_board),
    "organizations": ("党组织", boards.organization_board),
    "members": ("党员去向", boards.member_board),
}


def seen(user: Any) -> None:
    if not scope_of(user).holds_somewhere("findings.view"):
        raise PermissionDenied("您的账号看不到看板。")


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    seen(request.user)
    now = timezone.now()
    catch_up(now=now)
    top = area_at(request.user, request.GET.get("org", ""))
    chosen = request.GET.get("by", "units")
    chosen = chosen if chosen in BOARDS else "units"
    areas = areas_for(request.user, top=top)
    drawn = BOARDS[chosen][1](request.user, areas)
    context = board_context(
        request.user, areas, path=top.path if top else "", on=timezone.localdate(now), trend=chosen == "units"
    )
    segments = [(key, label, key == chosen) for key, (label, _) in BOARDS.items()]
    whole = {**context, "board": drawn, "segments": segments, "chosen": chosen, "org": top.pk if top else ""}
    return render(request, "coverage/board.html", whole)


@require_GET
def findings(request: HttpRequest) -> HttpResponse:
    seen(request.user)
    catch_up(now=timezone.now())
    return list_page(request, FINDINGS, template="coverage/findings.html")


@require_GET
def covered_units(request: HttpRequest) -> HttpResponse:
    seen(request.user)
    return list_page(request, COVERED_UNITS, template="coverage/covered_units.html")


@require_GET
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    found = fetched(request.user, pk)
    return render(request, "coverage/finding.html", {"card": card_of(request.user, found), "basis": basis_of(found)})
