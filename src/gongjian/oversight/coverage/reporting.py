"""The findings as a report: for the command line, and for whoever takes figures elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongjian.foundation import registry
from gongjian.foundation.rulebook import rule
from gongjian.oversight.coverage.actions import catch_up
from gongjian.oversight.coverage.judging import computed
from gongjian.oversight.coverage.models import Finding
from gongjian.oversight.coverage.terms import Mark
from gongjian.registers.organizations.models import Organization
from gongjian.rules import NotInForce, citation

SINGULAR = {"organizations": "organization", "units": "unit", "members": "member"}


@dataclass(frozen=True, slots=True)
class Line:
    """One finding, ready to be written down."""

    rule: registry.FindingRule
    name: str
    org_path: str
    since: date | None
    kind: str = ""
    rule_key: str = ""


def lines_today(now: datetime) -> Iterator[Line]:
    """The stored findings, after catching up."""
    catch_up(now=now)
    rules = registry.finding_rules()
    for each in Finding.objects.order_by("severity", "rule", "subject_name", "pk"):
        kind, rule_key = each.kind, each.detail.get("rule_key", "") if each.kind else ""
        yield Line(rules[each.rule], each.subject_name, each.org_path, each.since, kind, rule_key)


def lines_on(day: date) -> list[Line]:
    """What the rules find as of a day among what the registers hold now; nothing is stored."""
    lines = [
        Line(rule, found.subject_name, found.org_path, found.since, found.kind, found.detail.get("rule_key", ""))
        for rule, found in computed(on=day)
    ]
    return sorted(lines, key=lambda line: (line.rule.severity, line.rule.key, line.name))


def report(lines: Iterable[Line], *, on: date, path: str = "") -> dict[str, Any]:
    """{"summary", "findings"} of the LINES at PATH and below it."""
    chosen = [line for line in lines if line.org_path.startswith(path)]
    names = dict(Organization.objects.values_list("path", "name")) if chosen else {}
    citations = {line.rule_key: citation_of(line.rule_key, on) for line in chosen if line.kind}
    citations |= {key: citation_of(each.rule_key, on) for key, each in registry.finding_rules().items()}
    return {
        "summary": summary(chosen, on),
        "findings": [
            {
                "rule": line.rule.key,
                "subject": {"type": SINGULAR[line.rule.subject_type], "name": line.name},
                "organization": names.get(line.org_path),
                "since": line.since.isoformat() if line.since else None,
                "citation": citations[line.rule_key if line.kind else line.rule.key],
                **({"kind": line.kind} if line.kind else {}),
            }
            for line in chosen
        ],
    }


def summary(lines: list[Line], on: date) -> dict[str, Any]:
    """The counts; a rule about what is owed is named only where it finds something."""
    by_rule = Counter(line.rule.key for line in lines)
    return {
        "on": on.isoformat(),
        "findings": len(lines),
        "gaps": sum(line.rule.mark == Mark.GAP for line in lines),
        "blind_spots": sum(line.rule.mark == Mark.BLIND_SPOT for line in lines),
        "by_rule": {
            key: by_rule[key] for key, each in registry.finding_rules().items() if each.on_today or by_rule[key]
        },
    }


def citation_of(rule_key: str, on: date) -> str:
    """The regulation and article a finding rests on that day, "" before it was in force."""
    try:
        return citation(rule(rule_key, on=on))
    except NotInForce:
        return ""
