"""Which meetings an organization would hold in a simulated year: on which days, for what, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from gongjian.foundation.rulebook import rule
from gongjian.foundation.work import StandingDuty, Workday
from gongjian.mechanisms.meetings.kinds import KINDS, MeetingKind
from gongjian.registers.organizations.models import Organization
from gongjian.rules.months import add_months

YEAR = 12
FIRST_DAY, LAST_DAY = 6, 24
HELD, LATE, CANCELLED = 0.93, 0.96, 0.98
BY_CUSTOM = {"party_government_meeting": "党工委", "consultation": "社区"}


@dataclass(frozen=True, slots=True)
class Gathering:
    """One meeting to be: `serves` is a day of the missed period it makes up for, `called_off` that it is not held."""

    kind: MeetingKind
    on: date
    hour: int
    uid: UUID
    serves: date | None = None
    also: tuple[str, ...] = ()
    called_off: bool = False


def gatherings(day: Workday, organization: Organization, month: date) -> Iterator[Gathering]:
    """What an organization plans for the days of a month, its make-ups of the month before included."""
    for kind in KINDS.values():
        if wants(organization, kind):
            for since in (month, add_months(month, -1)):
                planned = gathering(day, organization, kind, since)
                if planned and planned.on.replace(day=1) == month:
                    yield planned


def gathering(day: Workday, organization: Organization, kind: MeetingKind, month: date) -> Gathering | None:
    """The meeting of a kind meant for a month: held in it, or a month late, or called off, or none."""
    luck = day.luck(organization.name, kind.key, month)
    if not meets_in(day, organization, kind, month):
        return None
    on, hour = month.replace(day=luck.randint(FIRST_DAY, LAST_DAY)), luck.choice((9, 14, 15, 19))
    uid = day.uid(organization.name, kind.key, month)
    fate = luck.random()
    if fate < HELD:
        return Gathering(kind, on, hour, uid, also=extras(organization, kind, month, luck))
    if fate < LATE:
        return Gathering(kind, add_months(on, 1), hour, uid, serves=month)
    return Gathering(kind, on, hour, uid, called_off=True) if fate < CANCELLED else None


def wants(organization: Organization, kind: MeetingKind) -> bool:
    """Whether the organization holds such meetings at all; some are held by custom, owed by nobody."""
    if kind.duty is None:
        return organization.name.endswith(BY_CUSTOM[kind.key]) if kind.key in BY_CUSTOM else False
    return asked(organization, kind.duty) and kind.may_be_held_by(organization.kind, organization.body)


def asked(organization: Organization, duty: StandingDuty) -> bool:
    if duty.needs == "committee" and not organization.committee_size:
        return False
    return organization.kind in duty.kinds or organization.body in duty.bodies


def meets_in(day: Workday, organization: Organization, kind: MeetingKind, month: date) -> bool:
    """Whether the one month of its period that the organization uses for a kind is this one."""
    every = months_between(kind, month)
    chosen = day.luck(organization.name, kind.key, "month").randrange(every)
    return (month.month - 1) % every == chosen


def months_between(kind: MeetingKind, month: date) -> int:
    """How far apart meetings of a kind are by the rule of the month; what nobody owes is held monthly."""
    if kind.duty is None:
        return 1
    number = rule(kind.duty.rule_key, on=month).number
    return max(1, YEAR // number) if kind.duty.every == "year" else number


def extras(organization: Organization, kind: MeetingKind, month: date, luck: Random) -> tuple[str, ...]:
    """A theme day is often a lecture as well."""
    return ("lecture",) if kind.key == "theme_day" and luck.random() < 0.25 else ()


def around(day: Workday, organization: Organization, *, ahead: int, behind: int) -> Iterator[tuple[int, Gathering]]:
    """(days from now, what is or was planned for then), from so many days AHEAD to so many BEHIND."""
    first, last = day.on - timedelta(days=behind), day.on + timedelta(days=ahead)
    for month in sorted({first.replace(day=1), day.on.replace(day=1), last.replace(day=1)}):
        for each in gatherings(day, organization, month):
            yield (each.on - day.on).days, each


def title_of(organization: Organization, each: Gathering) -> str:
    words = f"{each.on.month} 月{each.kind.label}"
    return f"{words}（补开）" if each.serves else words


def values_of(organization: Organization, each: Gathering, starts_at: Any) -> dict[str, Any]:
    return {
        "uid": each.uid,
        "kind": each.kind.key,
        "also": list(each.also),
        "title": title_of(organization, each),
        "starts_at": starts_at,
        "place": "党群服务中心会议室",
        "serves_on": each.serves,
    }
