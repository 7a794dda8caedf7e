"""What the assessed and the parties do: confirm, appeal, rate the other side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongjian.foundation import history
from gongjian.foundation.refusals import Refused
from gongjian.oversight.assessment.models import Appeal, Indicator, Party, Rating, Result
from gongjian.oversight.assessment.queries import all_rated
from gongjian.oversight.assessment.scoring import spoken
from gongjian.oversight.assessment.storing import settle
from gongjian.oversight.assessment.terms import Band, Measure
from gongjian.oversight.assessment.weighing import lock, tell

Answers = Mapping[tuple[int, int], Sequence[str]]


@transaction.atomic
def confirm(result: Result, *, automatic: int, by: Any, now: datetime) -> Result:
    """确认自动得分 as it was shown (AUTOMATIC hundredths); refused when it changed meanwhile."""
    held = lock(result)
    if held.confirmed_points == automatic:
        return held
    if held.automatic != automatic:
        raise Refused(f"您打开以后，自动得分变成了 {spoken(held.automatic)} 分。请看过再确认。")
    held.confirmed_points, held.confirmed_by, held.confirmed_at = automatic, str(by), now
    held.save(update_fields=["confirmed_points", "confirmed_by", "confirmed_at"])
    tell(held, "确认", automatic, "", what="自动得分", by=by, now=now)
    return held


@transaction.atomic
def appeal(result: Result, *, text: str, indicator: Indicator | None = None, by: Any, now: datetime) -> Appeal:
    """申诉 against one line or the whole; one that waits for its answer is not asked for again."""
    held = lock(result)
    if indicator is not None and indicator.scheme_id != held.scheme_id:
        raise Refused("这一项不在这次考核里。请回到结果页再点。")
    open_ = Appeal.objects.filter(result=held, indicator=indicator, accepted__isnull=True).first()
    if open_ is not None:
        if open_.text == text:
            return open_
        raise Refused("这一项已经申诉过了，正在等答复。")
    made = Appeal.objects.create(
        result=held, indicator=indicator, org_path=held.org_path, text=text, by=str(by), at=now
    )
    tell(held, f"申诉：{indicator.name}" if indicator else "申诉", None, text, by=by, now=now)
    return made


@transaction.atomic
def rate(paper: Party, answers: Answers, *, by: Any, now: datetime) -> Party:
    """Hand in a paper: ANSWERS is {(result id, indicator id): a band or "" for each question}.

    Handed in again it replaces the one before. What is left open is no rating. The history does not tell the answers.
    """
    on = timezone.localdate(now)
    held = Party.objects.select_for_update(of=("self",)).select_related("scheme", "organization").get(pk=paper.pk)
    if not held.scheme.is_open or on > held.scheme.closes_on:
        raise Refused(f"互评 {held.scheme.closes_on} 已经截止。")
    mutual = held.scheme.indicators.filter(measure=Measure.MUTUAL).values_list("pk", flat=True)
    wanted = {(result, indicator) for result in rated_by(held) for indicator in mutual}
    if not answers.keys() <= wanted or not all(set(said) <= {"", *Band.values} for said in answers.values()):
        raise Refused("评的对象变了。请刷新以后再评。")
    held.ratings.all().delete()
    Rating.objects.bulk_create(
        Rating(party=held, result_id=result, indicator_id=indicator, answers=list(said))
        for (result, indicator), said in answers.items()
        if any(said)
    )
    first = held.answered_on is None
    held.answered_on = on
    held.save(update_fields=["answered_on"])
    if first:
        history.record(
            verb="交评议表",
            subject_type="assessment",
            subject_id=held.scheme_id,
            subject=f"{held.organization.name}：{held.scheme.title}",
            org_path=held.org_path,
            by=by,
            now=now,
        )
    if all_rated(held.scheme):
        settle(held.scheme, on=on)
    return held


def rated_by(paper: Party) -> list[int]:
    """The results of the organizations of the other side, in tree order."""
    others = Party.objects.filter(scheme=paper.scheme_id).exclude(side=paper.side).values("organization")
    rows = Result.objects.filter(scheme=paper.scheme_id, organization__in=others)
    return list(rows.order_by("org_path").values_list("pk", flat=True))
