"""The assessed confirm and appeal; the parties rate one another and nobody learns what one of them said."""

from __future__ import annotations

import json
from datetime import date

import pytest

from gongjian.foundation.history import Entry
from gongjian.foundation.refusals import Refused
from gongjian.oversight.assessment import answering, storing
from gongjian.oversight.assessment.models import Appeal, Indicator, Party, Rating, Result, Scheme
from tests.oversight.assessment.street import ASSEMBLIES, CLOSED, JANUARY, MUTUAL, Street, line, points
from tests.oversight.duties.offered import Work
from tests.street import NOW

pytestmark = pytest.mark.django_db


def papers(scheme: Scheme, street: Street) -> list[Party]:
    rows = Party.objects.select_related("scheme", "organization")
    return [rows.get(scheme=scheme, organization=each) for each in street.agencies]


def hand_in(scheme: Scheme, street: Street, paper: Party, *bands: str) -> None:
    """One paper that says the same of every community."""
    key = line(scheme, "条块互评").pk
    answers = {(result, key): list(bands) for result in answering.rated_by(paper)}
    answering.rate(paper, answers, by=street.secretaries[0], now=JANUARY)


def test_confirm_takes_the_points_that_were_shown(street: Street) -> None:
    result = street.result(street.adopted(ASSEMBLIES), 1)
    with pytest.raises(Refused, match="变成了 4 分"):
        answering.confirm(result, automatic=600, by=street.workers[1], now=NOW)
    for _ in range(2):
        answering.confirm(result, automatic=400, by=street.workers[1], now=NOW)
    result.refresh_from_db()
    assert (result.confirmed_points, result.confirmed_by) == (400, str(street.workers[1]))
    assert Entry.objects.filter(verb="确认").count() == 1


def test_what_changes_afterwards_has_to_be_confirmed_again(street: Street) -> None:
    scheme = street.adopted(ASSEMBLIES)
    result = street.result(scheme, 1)
    answering.confirm(result, automatic=400, by=street.workers[1], now=NOW)
    storing.take(scheme, now=NOW)
    assert street.result(scheme, 1).confirmed_points == 400
    Indicator.objects.update(each=100)
    storing.settle(scheme, on=NOW.date())
    assert street.result(scheme, 1).confirmed_points is None


def test_appeal_once_until_it_is_answered(street: Street) -> None:
    scheme = street.adopted(ASSEMBLIES)
    result, which = street.result(scheme, 1), line(scheme, "党员大会")
    first = answering.appeal(result, text="开过", indicator=which, by=street.workers[1], now=NOW)
    assert answering.appeal(result, text="开过", indicator=which, by=street.workers[1], now=NOW) == first
    with pytest.raises(Refused, match="正在等答复"):
        answering.appeal(result, text="真的", indicator=which, by=street.workers[1], now=NOW)
    assert (Appeal.objects.count(), first.org_path) == (1, street.communities[1].path)


def test_appeal_is_about_a_line_of_the_same_scheme(street: Street) -> None:
    one, other = street.adopted(ASSEMBLIES), street.adopted(ASSEMBLIES, first=date(2025, 1, 1))
    with pytest.raises(Refused, match="不在这次考核里"):
        answering.appeal(
            street.result(one), text="开过", indicator=line(other, "党员大会"), by=street.workers[0], now=NOW
        )


def test_rate_is_summed_once_all_have_answered(street: Street) -> None:
    scheme = street.adopted(MUTUAL)
    first, *others = papers(scheme, street)
    hand_in(scheme, street, first, "good", "fair")
    assert points(street.result(scheme)) == {}
    for each in others:
        hand_in(scheme, street, each, "good", "")
    result = street.result(scheme)
    assert points(result) == {"条块互评": 1000 * (100 + 80 + 100 + 100) // 400}
    assert result.sheet["lines"][0]["says"] == "3 家评过：好 3 次，较好 1 次，一般 0 次，需改进 0 次。"


def test_fewer_than_three_are_not_shown_and_do_not_count(street: Street) -> None:
    scheme = street.adopted(MUTUAL, ASSEMBLIES)
    for each in papers(scheme, street)[:2]:
        hand_in(scheme, street, each, "poor", "poor")
    storing.settle(scheme, on=CLOSED.date())
    result = street.result(scheme)
    assert (points(result), result.full) == ({"党员大会": 1000}, 1000)
    assert "不到 3 家" in result.sheet["lines"][0]["says"]


def test_the_history_and_the_results_do_not_tell_what_one_said(street: Street) -> None:
    scheme = street.adopted(MUTUAL)
    hand_in(scheme, street, papers(scheme, street)[0], "poor", "poor")
    told = json.dumps([*Entry.objects.values("verb", "changes", "reason"), *Result.objects.values("sheet")])
    assert ("poor" in told, "需改进" in told) == (False, False)


def test_rate_again_replaces_what_was_said(street: Street) -> None:
    scheme = street.adopted(MUTUAL)
    paper = papers(scheme, street)[0]
    hand_in(scheme, street, paper, "good", "good")
    hand_in(scheme, street, paper, "fair", "")
    assert {tuple(each) for each in Rating.objects.values_list("answers", flat=True)} == {("fair", "")}
    assert Entry.objects.filter(verb="交评议表").count() == 1


def test_rate_ends_with_the_day_and_keeps_to_the_other_side(street: Street) -> None:
    scheme = street.adopted(MUTUAL, kinds=["general_branch", "branch"])
    paper, which = papers(scheme, street)[0], line(scheme, "条块互评").pk
    own = Result.objects.get(scheme=scheme, organization=street.agencies[1])
    with pytest.raises(Refused, match="对象变了"):
        answering.rate(paper, {(own.pk, which): ["good", "good"]}, by=street.secretaries[0], now=JANUARY)
    with pytest.raises(Refused, match="已经截止"):
        answering.rate(paper, {}, by=street.secretaries[0], now=CLOSED)


def test_both_sides_rate_one_another(street: Street) -> None:
    scheme = street.adopted(MUTUAL, kinds=["general_branch", "branch"])
    sides = {each.organization_id: each for each in Party.objects.filter(scheme=scheme)}
    rated = {
        pk: set(Result.objects.filter(pk__in=answering.rated_by(each)).values_list("organization", flat=True))
        for pk, each in sides.items()
    }
    communities, agencies = ({each.pk for each in some} for some in (street.communities, street.agencies))
    assert rated == dict.fromkeys(communities, agencies) | dict.fromkeys(agencies, communities)


def test_work_made_up_for_is_seen_the_next_day(street: Street, work: Work) -> None:
    scheme = street.adopted(ASSEMBLIES)
    assert points(street.result(scheme, 1)) == {"党员大会": 400}
    street.make_up(work, "乙一支部", date(2026, 9, 1))
    storing.refresh(NOW)
    assert points(street.result(scheme, 1)) == {"党员大会": 600}
