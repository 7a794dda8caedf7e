"""应到, 实到 and votes, each by the rule of the meeting's day."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from gongjian.mechanisms.meetings.counting import Attendance, attendance, outcome_of, quorum_of
from gongjian.mechanisms.meetings.minutes import resolve
from gongjian.mechanisms.meetings.models import Attendee, Meeting, Resolution
from gongjian.mechanisms.meetings.terms import Decision, Part, Presence
from tests.mechanisms.meetings.hall import Hall, clock
from tests.street import NOW

pytestmark = pytest.mark.django_db


def seated(meeting: Meeting, *, came: int, due: int) -> Attendance:
    """A meeting with DUE people who vote, CAME of them there."""
    meeting.attendees.all().delete()
    Attendee.objects.bulk_create(
        Attendee(meeting=meeting, name=f"{n}号", presence=Presence.PRESENT if n < came else Presence.LEAVE)
        for n in range(due)
    )
    return attendance(meeting.attendees.all())


def voted(meeting: Meeting, approvals: int, decision: str = Decision.ORDINARY) -> Resolution:
    return Resolution.objects.create(
        meeting=meeting, text="同意", voted=True, approvals=approvals, objections=0, abstentions=0, decision=decision
    )


def test_who_is_excluded_is_in_no_number_and_observers_are_counted_apart() -> None:
    people = [
        Attendee(name="一", presence=Presence.PRESENT),
        Attendee(name="二", presence=Presence.PRESENT, votes=False),
        Attendee(name="三", presence=Presence.LEAVE),
        Attendee(name="四"),
        Attendee(name="五", excluded="年老体弱", presence=Presence.PRESENT),
        Attendee(name="六", part=Part.OBSERVER, presence=Presence.PRESENT),
    ]
    counted = attendance(people)
    assert counted == Attendance(
        due=4, present=2, leave=1, absent=0, voting_due=3, voting_present=1, observers=1, excluded=1
    )
    assert counted.unmarked == 1


@pytest.mark.parametrize(("came", "due", "met"), [(5, 10, True), (4, 10, False), (6, 11, True), (5, 11, False)])
def test_half_of_those_due_make_a_quorum(came: int, due: int, met: bool) -> None:
    meeting = Hall().plan(at=clock(2026, 11, 20))
    quorum = quorum_of(meeting, seated(meeting, came=came, due=due))
    assert quorum is not None
    assert (quorum.met, quorum.citation) == (met, "《中国共产党支部工作条例（试行）》第十一条")


def test_before_its_text_was_in_force_no_quorum_is_claimed() -> None:
    meeting = Hall().plan(at=clock(2018, 10, 27))
    assert quorum_of(meeting, seated(meeting, came=3, due=10)) is None


def test_an_election_of_2019_and_one_of_2026_are_counted_by_their_own_rules() -> None:
    """Four fifths came, exactly: not enough by the rules of 1990 (more than), enough by those of 2020 (at least)."""
    hall, outcomes = Hall(), []
    for year in (2019, 2026):
        meeting = hall.plan(at=clock(year, 5, 6))
        counted = seated(meeting, came=8, due=10)
        outcome = outcome_of(voted(meeting, 5, Decision.ELECTION), meeting, counted)
        assert outcome is not None
        outcomes.append((outcome.quorate, outcome.least))
    assert outcomes == [(False, 5), (True, 6)]


def test_a_resolution_needs_more_than_half_of_those_due_not_of_those_who_came() -> None:
    meeting = Hall().plan(at=clock(2026, 11, 20))
    counted = seated(meeting, came=6, due=10)
    told = [outcome_of(voted(meeting, votes), meeting, counted) for votes in (5, 6)]
    assert [each.sentence for each in told if each] == ["赞成 5 票，要 6 票，未通过。", "赞成 6 票，要 6 票，通过。"]


def test_a_vote_without_a_quorum_is_void() -> None:
    meeting = Hall().plan(at=clock(2026, 11, 20))
    outcome = outcome_of(voted(meeting, 4), meeting, seated(meeting, came=4, due=10))
    assert outcome is not None
    assert (outcome.passed, outcome.sentence) == (False, "到会人数不够，表决无效。")


def test_where_nothing_is_put_to_the_vote_nothing_is_judged() -> None:
    hall = Hall()
    meeting = hall.held("group_meeting")
    made = resolve(meeting, {"text": "下月走访"}, by=hall.keeper, now=NOW)
    counted = attendance(meeting.attendees.all())
    assert (quorum_of(meeting, counted), outcome_of(made, meeting, counted)) == (None, None)


def words_of_the_day(decision: str, day: date, due: int, present: int, approvals: int) -> tuple[bool, bool]:
    """(enough came, it is carried) by the texts, in whole numbers. Elections: 1990 年暂行条例 until July 12, 2020."""
    half_of_due = 2 * approvals > due
    if decision == Decision.ELECTION and day < date(2020, 7, 13):
        came, carried = 5 * present > 4 * due, 2 * approvals > present
    elif decision == Decision.ELECTION:
        came, carried = 5 * present >= 4 * due, half_of_due
    elif decision == Decision.ADMISSION:
        came, carried = 2 * present > due, half_of_due
    else:
        came, carried = 2 * present >= due, half_of_due
    return came and due > 0, came and carried and due > 0


def test_thousands_of_votes_of_any_day_are_counted_by_the_texts_of_that_day() -> None:
    chance, met = Random(2020), set()
    first = date(2018, 10, 28)
    for _ in range(3000):
        day = first + timedelta(days=chance.randrange(2950))
        due = chance.choice((chance.randrange(12), chance.randrange(300)))
        present = chance.randint(due * 2 // 5, due)
        approvals = chance.randint(present // 3, present)
        decision = chance.choice(Decision.values)
        meeting = Meeting(kind="assembly", starts_at=clock(day.year, day.month, day.day))
        counted = Attendance(due, present, due - present, 0, voting_due=due, voting_present=present)
        resolution = Resolution(text="同意", voted=True, approvals=approvals, decision=decision)
        outcome = outcome_of(resolution, meeting, counted)
        assert outcome is not None
        told = outcome.quorate, outcome.passed
        assert told == words_of_the_day(decision, day, due, present, approvals), (decision, day, due, present)
        met.add((decision, *told))
    assert len(met) == 9, "every decision is met without a quorum, refused and carried"
