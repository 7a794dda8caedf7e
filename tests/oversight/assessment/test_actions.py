"""Writing, copying, adopting and publishing a scheme."""

from __future__ import annotations

from datetime import date

import pytest

from gongjian.foundation.editing import Meanwhile
from gongjian.foundation.history import Entry
from gongjian.foundation.refusals import Refused
from gongjian.oversight.assessment import actions, answering, storing, weighing
from gongjian.oversight.assessment.models import Indicator, Party, Reading, Result, Scheme
from gongjian.oversight.assessment.queries import to_copy
from tests.oversight.assessment.street import (
    ASSEMBLIES,
    CLOSED,
    JANUARY,
    JUDGED,
    MUTUAL,
    SHARE,
    YEAR,
    Street,
    line,
    points,
)
from tests.street import NOW

pytestmark = pytest.mark.django_db


def test_make_scheme_sent_twice_makes_one(street: Street) -> None:
    uid = Scheme().uid
    made = [actions.make_scheme(street.root, YEAR, uid=uid, by=street.office, now=NOW) for _ in range(2)]
    assert made[0] == made[1]
    assert Entry.objects.filter(verb="起草考核办法").count() == 1


def test_add_indicator_reads_its_number_at_once(street: Street) -> None:
    scheme = street.scheme(ASSEMBLIES)
    read = dict(Reading.objects.filter(scheme=scheme).values_list("organization", "value"))
    assert read == dict(zip([each.pk for each in street.communities], (0, 3, 1), strict=True))


def test_change_scheme_tells_a_second_editor(street: Street) -> None:
    scheme = street.scheme()
    actions.change_scheme(scheme, {"good": 95}, version=1, by=street.office, now=NOW)
    with pytest.raises(Meanwhile):
        actions.change_scheme(scheme, {"good": 85}, version=1, by=street.office, now=NOW)
    assert Scheme.objects.get().good == 95


def test_change_indicator_reads_anew(street: Street) -> None:
    scheme = street.scheme(ASSEMBLIES)
    actions.change_indicator(
        line(scheme, "党员大会"), {"source": "share:assembly"}, version=1, by=street.office, now=NOW
    )
    assert set(scheme.readings.values_list("source", flat=True)) == {"share:assembly"}


def test_drop_indicator_once_and_again(street: Street) -> None:
    scheme = street.scheme(ASSEMBLIES)
    found = line(scheme, "党员大会")
    for _ in range(2):
        actions.drop_indicator(found, by=street.office, now=NOW)
    assert (Indicator.objects.count(), Reading.objects.count()) == (0, 0)


def test_adopt_fixes_who_is_assessed_and_who_rates(street: Street) -> None:
    scheme = street.adopted(ASSEMBLIES, MUTUAL)
    assert [each.organization for each in scheme.results.order_by("org_path")] == street.communities
    rating = {each.organization: each.rates for each in Party.objects.select_related("organization")}
    assert rating == dict.fromkeys(street.communities, False) | dict.fromkeys(street.agencies, True)


def test_adopt_lets_both_sides_rate_where_both_are_assessed(street: Street) -> None:
    street.adopted(MUTUAL, kinds=["general_branch", "branch"])
    assert set(Party.objects.values_list("rates", flat=True)) == {True}


def test_adopt_asks_for_indicators_and_for_somebody_to_assess(street: Street) -> None:
    empty = actions.make_scheme(street.root, YEAR, by=street.office, now=NOW)
    with pytest.raises(Refused, match="还没有指标"):
        actions.adopt(empty, by=street.office, now=NOW)
    nobody = street.scheme(ASSEMBLIES, kinds=["joint_branch"])
    with pytest.raises(Refused, match="没有这几类"):
        actions.adopt(nobody, by=street.office, now=NOW)


def test_an_adopted_scheme_is_changed_by_nobody(street: Street) -> None:
    scheme = street.adopted()
    with pytest.raises(Refused, match="已经定了"):
        actions.change_scheme(scheme, {"good": 95}, version=1, by=street.office, now=NOW)
    with pytest.raises(Refused, match="已经定了"):
        actions.add_indicator(scheme, SHARE, by=street.office, now=NOW)
    assert actions.adopt(scheme, by=street.office, now=NOW).results.count() == 3


def test_copy_scheme_pressed_twice_makes_one_with_all_lines(street: Street) -> None:
    last = street.adopted(ASSEMBLIES, MUTUAL, months=3, first=date(2026, 7, 1), last=date(2026, 9, 30))
    assert to_copy(street.office, NOW.date()) == (last, date(2026, 10, 1))
    made = {actions.copy_scheme(last, first=date(2026, 10, 1), by=street.office, now=NOW).pk for _ in range(2)}
    copied = Scheme.objects.get(pk=made.pop())
    assert (copied.title, copied.stage, copied.last) == ("2026 年第 4 季度考核", "draft", date(2026, 12, 31))
    assert [each.name for each in copied.indicators.all()] == ["党员大会", "条块互评"]
    assert to_copy(street.office, NOW.date()) is None


def test_publish_waits_for_the_end_for_judges_and_for_answers(street: Street) -> None:
    scheme = street.adopted(ASSEMBLIES, JUDGED)
    reasons = [actions.hindrance(scheme, on=day.date()) for day in (NOW, JANUARY)]
    assert reasons == ["这一期到 2026-12-31 才结束。", "还有 3 个党组织没有评完。"]
    for each in scheme.results.all():
        weighing.judge(each, line(scheme, "调研材料"), points=800, reason="扎实", by=street.office, now=JANUARY)
    assert actions.hindrance(scheme, on=JANUARY.date()).startswith("还有 3 个党组织没有确认。")
    asked = answering.appeal(street.result(scheme), text="开过", by=street.workers[0], now=JANUARY)
    with pytest.raises(Refused, match="申诉没有答复"):
        actions.publish(scheme, by=street.office, now=CLOSED)
    weighing.answer_appeal(asked, accepted=False, answer="没有记录", by=street.office, now=CLOSED)
    assert actions.publish(scheme, by=street.office, now=CLOSED).stage == "published"


def test_publish_fixes_the_results_with_what_they_came_from(street: Street) -> None:
    scheme = street.adopted(ASSEMBLIES)
    actions.publish(scheme, by=street.office, now=CLOSED)
    scheme.refresh_from_db()
    before = list(Result.objects.order_by("pk").values())
    street.communities[0].name = "改了名"
    scheme.indicators.update(each=900)
    assert (storing.take(scheme, now=CLOSED), storing.settle(scheme, on=CLOSED.date())) == (0, 0)
    assert list(Result.objects.order_by("pk").values()) == before
    assert before[1]["sheet"]["lines"][0]["cases"][0]["text"].startswith("乙一支部")
    assert actions.publish(scheme, by=street.office, now=CLOSED).published_at == CLOSED


def test_nothing_of_a_failed_act_stays(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**act: object) -> None:
        raise RuntimeError("no history")

    scheme = street.scheme()
    monkeypatch.setattr("gongjian.foundation.history.record", broken)
    with pytest.raises(RuntimeError):
        actions.adopt(scheme, by=street.office, now=NOW)
    assert (Result.objects.count(), Scheme.objects.get().stage) == (0, "draft")


def test_the_points_follow_from_the_duties(street: Street) -> None:
    scheme = street.adopted()
    found = [points(street.result(scheme, at)) for at in range(3)]
    assert found == [
        {"党员大会": 1000, "按时率": 2000},
        {"党员大会": 400, "按时率": 0},
        {"党员大会": 800, "按时率": 640},
    ]
    assert [street.result(scheme, at).band for at in range(3)] == ["good", "poor", "poor"]
