"""Every period owed, for programs: the lines of `./gongjian duties --json`, as far as the viewer sees."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from ninja.errors import HttpError

from gongjian.entry.api.answers import DutyLine, Said
from gongjian.entry.api.asking import Day, Org, narrowed_to
from gongjian.foundation.scope import scope_of
from gongjian.oversight.duties.models import OccurrenceQuerySet
from gongjian.oversight.duties.reporting import lines

router = Router(tags=["应办"])
LONGEST = timedelta(days=2 * 366)


@router.get(
    "/duties",
    response={200: list[DutyLine], 401: Said, 403: Said, 404: Said, 422: Said},
    summary="应办的每一期",
)
def duties(
    request: HttpRequest,
    since: Annotated[Day | None, Query(alias="from", description="这一天或以后到期；不填是今年第一天")] = None,
    until: Annotated[Day | None, Query(alias="to", description="这一天或以前到期；不填是今年最后一天")] = None,
    on: Annotated[Day | None, Query(description="按哪一天看；不填是今天")] = None,
    org: Org = "",
) -> list[dict[str, Any]]:
    """谁应当办什么、哪一期、最晚哪天、办了没有，和命令 ./gongjian duties --json 的结果一样。一次最多两年。"""
    today = timezone.localdate()
    first, last = since or date(today.year, 1, 1), until or date(today.year, 12, 31)
    if not timedelta() <= last - first <= LONGEST:
        raise HttpError(422, "从 from 到 to 最多两年，to 不能早于 from。")
    paths = seen_by(request.user, narrowed_to(request, org))
    return list(lines(since=first, until=last, on=on or today, paths=paths))


def seen_by(user: Any, path: str) -> tuple[str, ...]:
    """Where USER sees what is owed, of that only what lies at PATH and below."""
    tops = scope_of(user).paths(OccurrenceQuerySet.view_permission)
    if any(path.startswith(top) for top in tops):
        return (path,) if path else tops
    return tuple(top for top in tops if top.startswith(path))
