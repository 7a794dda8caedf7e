"""What those who judge do with a result: points with a reason, deductions and credits with a record, answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongjian.foundation import history
from gongjian.foundation.refusals import Refused
from gongjian.oversight.assessment.models import Adjustment, Appeal, Indicator, Judgement, Result
from gongjian.oversight.assessment.scoring import spoken
from gongjian.oversight.assessment.storing import settle
from gongjian.oversight.assessment.terms import Measure

FIXED = "结果已经公布，不能再改。"


@transaction.atomic
def judge(
    result: Result, indicator: Indicator, *, points: int, reason: str, link: str = "", by: Any, now: datetime
) -> Judgement:
    """Give points (hundredths) for what has to be looked at; given again they replace those before."""
    held = lock(result)
    if indicator.measure != Measure.JUDGED or indicator.scheme_id != held.scheme_id:
        raise Refused("这一项不用评，平台会自动算。")
    return _set_points(held, indicator, points, reason, link, verb="评分", by=by, now=now)


@transaction.atomic
def adjust(result: Result, *, points: int, reason: str, link: str, by: Any, now: datetime) -> Adjustment:
    """Add (or, negative, take off) POINTS for what a record says; the same said twice counts once."""
    held = lock(result)
    if not points:
        raise Refused("还没有填加几分、扣几分。")
    if not link:
        raise Refused("加减分要有记录。请写记录在哪里。")
    made, fresh = Adjustment.objects.get_or_create(
        result=held, points=points, reason=reason, link=link, defaults={"by": str(by), "at": now}
    )
    if fresh:
        tell(held, "加分" if points > 0 else "扣分", points, reason, what="加减", by=by, now=now)
        settle(held.scheme, on=timezone.localdate(now))
    return made


@transaction.atomic
def drop_adjustment(adjustment: Adjustment, *, by: Any, now: datetime) -> None:
    """Take a credit or deduction back; a second time changes nothing."""
    held = lock(adjustment.result)
    if Adjustment.objects.filter(pk=adjustment.pk).delete()[0]:
        tell(held, "撤回加减分", -adjustment.points, adjustment.reason, what="加减", by=by, now=now)
        settle(held.scheme, on=timezone.localdate(now))


@transaction.atomic
def answer_appeal(
    appeal: Appeal, *, accepted: bool, answer: str, points: int | None = None, by: Any, now: datetime
) -> Appeal:
    """Answer an appeal once; when it is ACCEPTED against one line, POINTS (hundredths) replace those of the line."""
    result = lock(appeal.result)
    held = Appeal.objects.select_for_update().get(pk=appeal.pk)
    if held.accepted is not None:
        return held
    if accepted and held.indicator is not None:
        if points is None:
            raise Refused("采纳的话，请写这一项改成几分。")
        _set_points(result, held.indicator, points, answer, "", verb="申诉后改分", by=by, now=now)
    held.accepted, held.answer = accepted, answer
    held.answered_by, held.answered_at = str(by), now
    held.save(update_fields=["accepted", "answer", "answered_by", "answered_at"])
    tell(result, "采纳申诉" if accepted else "不采纳申诉", None, answer, by=by, now=now)
    return held


def _set_points(
    result: Result, indicator: Indicator, points: int, reason: str, link: str, *, verb: str, by: Any, now: datetime
) -> Judgement:
    if not 0 <= points <= indicator.weight:
        raise Refused(f"“{indicator.name}”的得分在 0 到 {spoken(indicator.weight)} 之间。")
    values = {"points": points, "reason": reason, "link": link, "by": str(by), "at": now}
    before = Judgement.objects.filter(result=result, indicator=indicator).first()
    if before is not None and (before.points, before.reason, before.link) == (points, reason, link):
        return before
    made, _ = Judgement.objects.update_or_create(result=result, indicator=indicator, defaults=values)
    tell(result, verb, points, reason, what=indicator.name, by=by, now=now)
    settle(result.scheme, on=timezone.localdate(now))
    return made


def lock(result: Result) -> Result:
    """The result as it is now, kept from others until this is done; refused once it was published."""
    held = Result.objects.select_for_update(of=("self",)).select_related("scheme", "organization").get(pk=result.pk)
    if held.scheme.is_published:
        raise Refused(FIXED)
    return held


def tell(
    result: Result, verb: str, points: int | None, reason: str, *, what: str = "得分", by: Any, now: datetime
) -> None:
    """A line in the history of a result, in the log of the assessed organization: WHAT came to POINTS, and why."""
    history.record(
        verb=verb[:40],
        subject_type="assessment_result",
        subject_id=result.pk,
        subject=f"{result.organization.name}：{result.scheme.title}",
        org_path=result.org_path,
        changes={what: [None, f"{spoken(points)} 分"]} if points is not None else None,
        reason=reason[:400],
        by=by,
        now=now,
    )
