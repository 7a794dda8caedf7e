"""Chooses the entry that judges an event: by its day, by its place, and by what the office has decided."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from gongjian.rules.entries import (
    NATION,
    NotInForce,
    Override,
    Rule,
    Status,
    UnfitOverride,
    UnknownRule,
    covers,
    in_force,
)
from gongjian.rules.reading import entries


def rule(key: str, *, on: date, jurisdiction: str = NATION, overrides: Iterable[Override] = ()) -> Rule:
    """The rule that judges an event of day ``on`` in ``jurisdiction`` (a path such as nation/江苏省/常州市).

    The nearest jurisdiction wins; at the same one an office's decision goes before the file, and the later decision
    before the earlier. A decision is about the version of the rule in force on its first day: a newer regulation has to
    be confirmed anew. Raises UnknownRule, NotInForce, UnfitOverride.
    """
    if key not in entries():
        raise UnknownRule(key)
    written = nearest(entries()[key], on=on, jurisdiction=jurisdiction)
    if written is None:
        raise NotInForce(key, on, jurisdiction)
    return _decided(written, [one for one in overrides if one.key == key], on, jurisdiction)


def rules_in_force(*, on: date, jurisdiction: str = NATION, overrides: Iterable[Override] = ()) -> list[Rule]:
    """Every rule that holds on this day in this jurisdiction, ordered by key."""
    decisions = list(overrides)
    written = (nearest(group, on=on, jurisdiction=jurisdiction) for group in entries().values())
    return [
        _decided(one, [each for each in decisions if each.key == one.key], on, jurisdiction)
        for one in written
        if one is not None
    ]


def nearest(group: Iterable[Rule], *, on: date, jurisdiction: str) -> Rule | None:
    """The entry of a group in force on this day whose jurisdiction is the longest path above ``jurisdiction``."""
    fitting = [one for one in group if in_force(one, on) and covers(one.jurisdiction, jurisdiction)]
    return max(fitting, key=lambda one: len(one.jurisdiction), default=None)


def _decided(written: Rule, decisions: list[Override], on: date, jurisdiction: str) -> Rule:
    fitting = [one for one in decisions if in_force(one, on) and _concerns(one, written, jurisdiction)]
    if not fitting:
        return written
    return _apply(max(fitting, key=lambda one: (len(one.jurisdiction), one.in_force_from)), written)


def _concerns(decision: Override, written: Rule, jurisdiction: str) -> bool:
    reaches = covers(written.jurisdiction, decision.jurisdiction) and covers(decision.jurisdiction, jurisdiction)
    return reaches and (written.in_force_from or date.min) <= decision.in_force_from


def _apply(decision: Override, written: Rule) -> Rule:
    if type(decision.value) is not type(written.value):
        raise UnfitOverride(decision, written)
    return replace(
        written,
        value=decision.value,
        status=_status(decision, written),
        jurisdiction=decision.jurisdiction,
        in_force_from=decision.in_force_from,
        in_force_until=decision.in_force_until,
        reason=decision.reason,
        by=decision.by,
    )


def _status(decision: Override, written: Rule) -> Status:
    if decision.value != written.value:
        return Status.OVERRIDDEN
    return Status.VERIFIED if written.status == Status.VERIFIED else Status.CONFIRMED
