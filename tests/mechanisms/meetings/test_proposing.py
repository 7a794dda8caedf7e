"""What a new meeting is filled in with."""

from __future__ import annotations

from datetime import date

import pytest

from gongjian.mechanisms.meetings.kinds import KINDS
from gongjian.mechanisms.meetings.proposing import propose, start_for, usual_start
from gongjian.mechanisms.meetings.serving import period_of
from tests.mechanisms.meetings.hall import Hall, clock
from tests.street import TODAY


def test_the_next_one_is_on_the_same_weekday_of_the_month_and_at_the_same_hour() -> None:
    assert usual_start(clock(2026, 10, 28, 9, 0), TODAY).isoformat() == "2026-12-23T09:00:00+08:00"
    assert usual_start(clock(2026, 10, 23), date(2026, 11, 2)).isoformat() == "2026-11-27T14:30:00+08:00"


def test_the_first_one_is_three_days_ahead_on_a_weekday() -> None:
    assert usual_start(None, date(2026, 11, 25)).isoformat() == "2026-11-30T14:30:00+08:00"


@pytest.mark.django_db
def test_place_people_and_agenda_are_those_of_last_time() -> None:
    hall = Hall()
    hall.held("theme_day", chair="丁一", recorder="何二")
    proposal = propose(hall.branch, KINDS["theme_day"], serves=date(2026, 10, 1), on=TODAY)
    assert (proposal.title, proposal.place, proposal.chair, proposal.recorder) == (
        "10 月主题党日（补开）",
        "二楼会议室",
        "丁一",
        "何二",
    )
    assert proposal.serves_on == date(2026, 10, 1)


@pytest.mark.django_db
def test_the_first_one_is_chaired_by_the_secretary_and_has_the_agenda_of_its_kind() -> None:
    proposal = propose(Hall().branch, KINDS["appraisal"], serves=date(2026, 11, 1), on=TODAY)
    assert (proposal.chair, proposal.agenda[0], proposal.serves_on) == ("丁一", "个人自评", None)


@pytest.mark.django_db
def test_the_first_one_is_where_the_superior_met_and_is_recorded_by_whoever_plans_it() -> None:
    hall = Hall()
    first = propose(hall.branch, KINDS["lecture"], serves=None, on=TODAY, by=hall.office)
    assert (first.place, first.recorder) == ("甲社区第一党支部会议室", str(hall.office))
    assert first.agenda == ("讲课", "联系实际讨论")
    hall.plan("committee_plenum", of=hall.community, place="社区大会议室")
    hall.office.name = "丁一"
    first = propose(hall.branch, KINDS["lecture"], serves=None, on=TODAY, by=hall.office)
    assert (first.place, first.chair, first.recorder) == ("社区大会议室", "丁一", "")


@pytest.mark.django_db
def test_the_day_lies_in_what_is_left_of_the_period_it_is_for() -> None:
    """The usual day where that is one of it; of the last days the soonest on which people work."""
    kind, last = KINDS["theme_day"], clock(2026, 10, 19, 9, 0)
    november = period_of(kind, date(2026, 11, 1))
    days = [start_for(november, last, date(2026, 11, each)).isoformat()[5:16] for each in (2, 24, 27, 29, 30)]
    assert days == ["11-16T09:00", "11-27T09:00", "11-30T09:00", "11-30T09:00", "11-30T09:00"]
    assert start_for(period_of(kind, date(2027, 1, 1)), last, TODAY).date() == date(2027, 1, 18)
    assert start_for(november, last, date(2026, 12, 1)).date() == date(2026, 12, 21)


@pytest.mark.django_db
def test_what_is_due_in_november_is_not_proposed_for_december() -> None:
    hall = Hall()
    hall.held("theme_day", at=clock(2026, 10, 19, 9, 0))
    proposal = propose(hall.branch, KINDS["theme_day"], serves=date(2026, 11, 1), on=date(2026, 11, 24))
    assert (proposal.title, proposal.starts_at.date(), proposal.serves_on) == (
        "11 月主题党日",
        date(2026, 11, 27),
        None,
    )
