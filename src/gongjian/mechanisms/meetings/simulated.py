"""Which meetings an organization would hold in a simulated year: on which days, for what, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from gongjian.foundation.rulebook import rule
from gongjian.foundation.work import Chance, Workday
from gongjian.mechanisms.meetings.kinds import KINDS, MeetingKind
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import BRANCH_KINDS, OrganizationKind
from gongjian.rules.months import add_months

YEAR = 12
FIRST_DAY, LAST_DAY = 6, 24
HELD, LATE, CANCELLED = 0.93, 0.96, 0.98


class Holder(NamedTuple):
    """What an organization's meetings follow from."""

    name: str
    kind: str
    body: str
    committee: int
    community: int

    @classmethod
    def of(cls, each: Organization) -> Holder:
        return cls(each.name, each.kind, each.body, each.committee_size or 0, each.community_id or 0)


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


def around(day: Workday, holder: Holder, *, ahead: int, behind: int) -> Iterator[tuple[int, Gathering]]:
    """(days from now, what is or was planned for then), from so many days AHEAD to so many BEHIND."""
    first, last = day.on - timedelta(days=behind), day.on + timedelta(days=ahead)
    for month in sorted({first.replace(day=1), day.on.replace(day=1), last.replace(day=1)}):
        for each in gatherings(day.chance, holder, month):
            yield (each.on - day.on).days, each


@lru_cache(maxsize=1000)
def gatherings(chance: Chance, holder: Holder, month: date) -> tuple[Gathering, ...]:
    """What an organization plans for the days of a month, its make-ups of the month before included."""
    wanted = [each for each in KINDS.values() if wants(holder, each)]
    meant = (gathering(chance, holder, kind, since) for kind in wanted for since in (month, add_months(month, -1)))
    return tuple(each for each in meant if each and each.on.replace(day=1) == month)


def gathering(chance: Chance, holder: Holder, kind: MeetingKind, month: date) -> Gathering | None:
    """The meeting of a kind meant for a month: held in it, or a month late, or called off, or none."""
    if not meets_in(chance, holder, kind, month):
        return None
    luck, uid = chance.luck(holder.name, kind.key, month), chance.uid(holder.name, kind.key, month)
    on, hour, fate = month.replace(day=luck.randint(FIRST_DAY, LAST_DAY)), luck.choice((9, 14, 15, 19)), luck.random()
    if fate < HELD:
        return Gathering(kind, on, hour, uid, also=extras(kind, luck))
    if fate < LATE:
        return Gathering(kind, add_months(on, 1), hour, uid, serves=month)
    return Gathering(kind, on, hour, uid, called_off=True) if fate < CANCELLED else None


def wants(holder: Holder, kind: MeetingKind) -> bool:
    """Whether the organization holds such meetings at all; some it holds by custom and owes to nobody."""
    if kind.duty is None:
        return by_custom(holder, kind)
    if kind.duty.needs and not holder.committee:
        return False
    asked = holder.kind in kind.duty.kinds or holder.body in kind.duty.bodies
    return asked and kind.may_be_held_by(holder.kind, holder.body)


def by_custom(holder: Holder, kind: MeetingKind) -> bool:
    """The street's office meets with the government, a community with its residents."""
    if kind.key == "party_government_meeting":
        return holder.kind == OrganizationKind.WORKING_COMMITTEE
    return kind.key == "consultation" and holder.community > 0 and holder.kind not in BRANCH_KINDS


def meets_in(chance: Chance, holder: Holder, kind: MeetingKind, month: date) -> bool:
    """Whether the one month of its period that the organization uses for a kind is this one."""
    every = months_between(kind, month)
    return (month.month - 1) % every == chance.luck(holder.name, kind.key, "month").randrange(every)


def months_between(kind: MeetingKind, month: date) -> int:
    """How far apart meetings of a kind are by the rule of the month; what nobody owes is held monthly."""
    if kind.duty is None:
        return 1
    number = rule(kind.duty.rule_key, on=month).number
    return max(1, YEAR // number) if kind.duty.every == "year" else number


def extras(kind: MeetingKind, luck: Random) -> tuple[str, ...]:
    """A theme day is often a lecture as well."""
    return ("lecture",) if kind.key == "theme_day" and luck.random() < 0.25 else ()


def values_of(each: Gathering, starts_at: Any) -> dict[str, Any]:
    words = f"{each.on.month} 月{each.kind.label}"
    return {
        "uid": each.uid,
        "kind": each.kind.key,
        "also": list(each.also),
        "title": f"{words}（补开）" if each.serves else words,
        "starts_at": starts_at,
        "place": "党群服务中心会议室",
        "serves_on": each.serves,
    }
