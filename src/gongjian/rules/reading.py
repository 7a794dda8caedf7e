"""Reads the rule files under ``texts/`` and refuses whatever an official could not rely on."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from gongjian.rules.entries import NATION, Rule, Status, Value, covers

FOLDER = Path(__file__).with_name("texts")
OPERATORS = frozenset({"", ">=", ">", "<=", "<"})
WRITTEN_STATUSES = frozenset({Status.VERIFIED, Status.SECONDARY, Status.PARTIAL, Status.UNVERIFIED})
COMMON = frozenset({"regulation", "source", "jurisdiction", "in_force_from", "in_force_until"})
OWN = frozenset({"key", "title", "value", "fraction", "unit", "operator", "article", "status", "note"})


class UnfitText(ValueError):
    """A rule file says something that is incomplete, unknown or contradictory."""


@cache
def entries() -> Mapping[str, tuple[Rule, ...]]:
    """Every entry of the rule files by key, read once per process; raises UnfitText."""
    return by_key(rule for path in sorted(FOLDER.rglob("*.toml")) for rule in read(path.read_text("utf-8"), path.name))


def by_key(rules: Iterable[Rule]) -> dict[str, tuple[Rule, ...]]:
    """Groups entries by key; raises UnfitText where two of one key and jurisdiction hold on the same day."""
    found: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        found[rule.key].append(rule)
    for key, group in found.items():
        if any(_overlap(one, other) for one, other in combinations(group, 2)):
            raise UnfitText(f"{key}: two entries hold on the same day")
    return {key: tuple(group) for key, group in sorted(found.items())}


def read(text: str, name: str) -> list[Rule]:
    """The entries of one rule file (TOML); what stands above ``[[rules]]`` holds for each of them."""
    document = tomllib.loads(text)
    common = {field: value for field, value in document.items() if field != "rules"}
    return [_entry(common | own, f"{name}: {own.get('key', '?')}") for own in document.get("rules", [])]


def _entry(fields: dict[str, Any], where: str) -> Rule:
    if unknown := fields.keys() - COMMON - OWN:
        raise UnfitText(f"{where}: unknown field {', '.join(sorted(unknown))}")
    if missing := {"key", "title", "source", "status"} - fields.keys():
        raise UnfitText(f"{where}: {', '.join(sorted(missing))} is missing")
    rule = Rule(
        key=fields["key"],
        title=fields["title"],
        value=_value(fields, where),
        unit=fields.get("unit", ""),
        operator=fields.get("operator", ""),
        regulation=fields.get("regulation", ""),
        article=fields.get("article", ""),
        in_force_from=fields.get("in_force_from"),
        in_force_until=fields.get("in_force_until"),
        source=fields["source"],
        status=Status(fields["status"]),
        jurisdiction=fields.get("jurisdiction", NATION),
        note=fields.get("note", ""),
    )
    _check(rule, where)
    return rule


def _value(fields: dict[str, Any], where: str) -> Value:
    if ("value" in fields) == ("fraction" in fields):
        raise UnfitText(f"{where}: give either a value or a fraction")
    if "fraction" in fields:
        return Fraction(*fields["fraction"])
    value = fields["value"]
    if not isinstance(value, int | str):
        raise UnfitText(f"{where}: a value is a whole number, a text or true or false")
    return value


def _check(rule: Rule, where: str) -> None:
    if rule.operator not in OPERATORS:
        raise UnfitText(f"{where}: unknown operator {rule.operator!r}")
    if rule.status not in WRITTEN_STATUSES:
        raise UnfitText(f"{where}: only an office can say {rule.status.value!r}")
    if not covers(NATION, rule.jurisdiction):
        raise UnfitText(f"{where}: a jurisdiction begins with {NATION!r}")
    if rule.status == Status.VERIFIED and not (rule.regulation and rule.article):
        raise UnfitText(f"{where}: a verified entry names its regulation and article")
    if rule.status == Status.UNVERIFIED and rule.regulation:
        raise UnfitText(f"{where}: an unverified entry is a parameter and names no regulation")
    if _first(rule) > _last(rule):
        raise UnfitText(f"{where}: ends before it begins")


def _overlap(one: Rule, other: Rule) -> bool:
    same_place = one.jurisdiction == other.jurisdiction
    return same_place and _first(one) <= _last(other) and _first(other) <= _last(one)


def _first(rule: Rule) -> date:
    return rule.in_force_from or date.min


def _last(rule: Rule) -> date:
    return rule.in_force_until or date.max
