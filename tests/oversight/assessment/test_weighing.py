"""Points given with a reason, credits and deductions with a record, appeals answered."""

from __future__ import annotations

import pytest

from gongjian.foundation.history import Entry
from gongjian.foundation.refusals import Refused
from gongjian.oversight.assessment import actions, answering, weighing
from gongjian.oversight.assessment.models import Adjustment, Appeal, Judgement
from tests.oversight.assessment.street import ASSEMBLIES, CLOSED, JUDGED, Street, line, points
from tests.street import NOW

pytestmark = pytest.mark.django_db


def test_judge_gives_points_that_count_at_once(street: Street) -> None:
    scheme = street.adopted(ASSEMBLIES, JUDGED)
    result, material = street.result(scheme), line(scheme, "调研材料")
    assert (points(result), result.waiting) == ({"党员大会": 1000}, 1)
    for _ in range(2):
        weighing.judge(result, material, points=850, reason="扎实", link="/h/1", by=street.office, now=NOW)
    result.refresh_from_db()
    assert (points(result), result.waiting, result.points) == ({"党员大会": 1000, "调研材料": 850}, 0, 1850)
    assert Entry.objects.filter(subject_type="assessment_result", verb="评分").count() == 1


def test_judge_keeps_within_the_weight_and_off_what_is_computed(street: Street) -> None:
    scheme = street.adopted(ASSEMBLIES, JUDGED)
    result = street.result(scheme)
    with pytest.raises(Refused, match="在 0 到 10 之间"):
        weighing.judge(result, line(scheme, "调研材料"), points=1001, reason="多", by=street.office, now=NOW)
    with pytest.raises(Refused, match="自动算"):
        weighing.judge(result, line(scheme, "党员大会"), points=1, reason="改", by=street.office, now=NOW)
    assert Judgement.objects.count() == 0


def test_adjust_counts_once_exactly_and_needs_a_record(street: Street) -> None:
    result = street.result(street.adopted(ASSEMBLIES))
    for _ in range(2):
        weighing.adjust(result, points=-250, reason="通报", link="某发〔2026〕3 号", by=street.office, now=NOW)
    weighing.adjust(result, points=100, reason="表扬", link="/h/2", by=street.office, now=NOW)
    result.refresh_from_db()
    assert (result.points, result.full, len(result.sheet["adjustments"])) == (1000 - 250 + 100, 1000, 2)
    with pytest.raises(Refused, match="要有记录"):
        weighing.adjust(result, points=-100, reason="听说", link="", by=street.office, now=NOW)


def test_drop_adjustment_gives_the_points_back(street: Street) -> None:
    result = street.result(street.adopted(ASSEMBLIES))
    made = weighing.adjust(result, points=-250, reason="通报", link="/h/1", by=street.office, now=NOW)
    for _ in range(2):
        weighing.drop_adjustment(made, by=street.office, now=NOW)
    result.refresh_from_db()
    assert (result.points, Adjustment.objects.count()) == (1000, 0)
    assert Entry.objects.filter(verb="撤回加减分").count() == 1


def test_answer_appeal_changes_the_line_and_says_so(street: Street) -> None:
    scheme = street.adopted(ASSEMBLIES)
    result = street.result(scheme, 1)
    asked = answering.appeal(
        result, text="记在别处了", indicator=line(scheme, "党员大会"), by=street.workers[1], now=NOW
    )
    with pytest.raises(Refused, match="改成几分"):
        weighing.answer_appeal(asked, accepted=True, answer="属实", by=street.office, now=NOW)
    weighing.answer_appeal(asked, accepted=True, answer="属实", points=1000, by=street.office, now=NOW)
    weighing.answer_appeal(asked, accepted=False, answer="又不采纳", by=street.office, now=NOW)
    result.refresh_from_db()
    assert (points(result), Appeal.objects.get().accepted) == ({"党员大会": 1000}, True)
    assert result.sheet["lines"][0]["says"].endswith("申诉后由 4 分改为 10 分：属实")


def test_a_published_result_is_touched_by_nobody(street: Street) -> None:
    scheme = street.adopted(ASSEMBLIES)
    actions.publish(scheme, by=street.office, now=CLOSED)
    result = street.result(scheme)
    with pytest.raises(Refused, match="已经公布"):
        weighing.adjust(result, points=-100, reason="晚了", link="/h/1", by=street.office, now=CLOSED)
    with pytest.raises(Refused, match="已经公布"):
        answering.appeal(result, text="晚了", by=street.workers[0], now=CLOSED)
    with pytest.raises(Refused, match="已经公布"):
        answering.confirm(result, automatic=result.automatic, by=street.workers[0], now=CLOSED)
