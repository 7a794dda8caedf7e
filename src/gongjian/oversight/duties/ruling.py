"""A duty in words: how often, who owes it, when it is due, by which article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongjian.foundation import registry
from gongjian.oversight.duties.models import Duty
from gongjian.oversight.duties.schedules import DutyInForce
from gongjian.oversight.duties.terms import Needs
from gongjian.oversight.duties.terms import Rhythm as By
from gongjian.registers.organizations.terms import Body, OrganizationKind
from gongjian.rules import Status
from gongjian.rules.owing import DueDay
from gongjian.rules.periods import YEAR, ChosenDays, Rhythm

TONES = {
    Status.VERIFIED: "g",
    Status.SECONDARY: "",
    Status.PARTIAL: "a",
    Status.UNVERIFIED: "a",
    Status.CONFIRMED: "b",
    Status.OVERRIDDEN: "b",
}
EVERY = {1: "每月", 2: "每两个月", 3: "每季度", 6: "每半年", 12: "每年"}


@dataclass(frozen=True, slots=True)
class Card:
    """All that the page of duties says of one."""

    key: str
    label: str
    cadence: str
    owers: str
    due: str
    evidence: str
    citation: str
    status: str
    tone: str
    own: bool
    stopped: bool
    changed: date | None
    lead_days: int
    may_set: bool


def card_of(duty: DutyInForce, on: date, *, may_set: bool) -> Card:
    said, change, text = duty.said_on(on), duty.change_on(on), duty.rule_on(on)
    set_here = change is not None
    status = Status.OVERRIDDEN if set_here or text is None else text.status
    latest = duty.changes[-1] if duty.changes else None
    return Card(
        key=duty.key,
        label=duty.label,
        cadence=cadence_of(duty, on),
        owers=owers_of(said, is_election=duty.is_election),
        due=due_of(said, by_term=duty.by_term),
        evidence=evidence_label(said.evidence),
        citation=duty.citation(on).partition("〔")[0] or "本单位定的",
        status=status.label,
        tone=TONES[status],
        own=duty.standing is None,
        stopped=latest is not None and latest.stopped and latest.in_force_from <= on,
        changed=latest.in_force_from if latest else None,
        lead_days=said.lead_days,
        may_set=may_set and not duty.is_election,
    )


def cadence_of(duty: DutyInForce, on: date) -> str:
    """每季度 1 次; 停用 where nothing is owed any more."""
    if duty.is_election:
        return "每届期满"
    change = duty.change_on(on)
    if change is None and duty.changes and duty.rhythm(on) is None:
        return f"{duty.changes[0].in_force_from:%Y 年 %m 月}起"
    if duty.by_term and change is not None:
        return "停用" if change.stopped else f"每届 {change.times} 次"
    return rhythm_in_words(duty.rhythm(on), duty.times(on))


def rhythm_in_words(rhythm: Rhythm | None, times: int) -> str:
    """每季度 1 次, 每 5 个月 1 次（3 月起一期）, 每年 3 月 15 日、9 月 15 日前各 1 次."""
    if rhythm is None:
        return "停用"
    if isinstance(rhythm, ChosenDays):
        days = "、".join(f"{month} 月 {day} 日" for month, day in rhythm.days)
        return f"每年 {days}前{'各' if len(rhythm.days) > 1 else ''} {times} 次"
    months = rhythm if isinstance(rhythm, int) else rhythm.months
    every = f"{EVERY.get(months, f'每 {months} 个月')} {times} 次"
    return every if isinstance(rhythm, int) or YEAR % months else f"{every}，从 {rhythm.shift + 1} 月数起"


def owers_of(said: Duty, *, is_election: bool) -> str:
    if is_election:
        return "设届期的党组织"
    kinds = [OrganizationKind(each).label for each in said.kinds]
    bodies = [Body(each).label for each in said.bodies]
    chosen = said.chosen.count() if said.pk else 0
    asked = "、".join([*kinds, *bodies])
    needs = f"（{Needs(said.needs).label}）" if said.needs else ""
    by_hand = f"选定的 {chosen} 个党组织" if chosen else ""
    return "，另有".join(part for part in (f"{asked}{needs}" if asked else "", by_hand) if part) or "还没有选"


def due_of(said: Duty, *, by_term: bool) -> str:
    if by_term:
        return "届满那天"
    if said.rhythm == By.DAYS:
        return "选定的那天"
    if said.due_day == DueDay.WORKING_DAY_AFTER:
        return f"下个月第 {said.due_number} 个工作日"
    return f"最后一个月的 {said.due_number} 日" if said.due_day == DueDay.DAY else "这一期最后一天"


def evidence_label(key: str) -> str:
    return next((each.label for each in registry.offers("evidence") if each.key == key), "只提醒")
