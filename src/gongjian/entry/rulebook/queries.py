"""The rules in force as the page shows them: those that need a confirmation first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from gongjian import rules
from gongjian.foundation.rulebook import RuleOverride, from_json, overrides
from gongjian.rules import NATION, Rule, Status, citation
from gongjian.rules.reading import entries
from gongjian.rules.values import written

COMPARED = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "": ""}
TONES = {
    Status.VERIFIED: "g",
    Status.SECONDARY: "",
    Status.PARTIAL: "a",
    Status.UNVERIFIED: "a",
    Status.CONFIRMED: "b",
    Status.OVERRIDDEN: "b",
}
SHELVES = (
    ("confirm", "请确认", "没有核对到原文。请照手头的文件确认，或者另定一个数。", (Status.UNVERIFIED, Status.PARTIAL)),
    ("office", "本单位已定", "本单位确认过或另定的。", (Status.CONFIRMED, Status.OVERRIDDEN)),
    ("secondary", "据转载", "见于转载或问答，没有看到文件原文。", (Status.SECONDARY,)),
    ("verified", "已核对原文", "看过条文原文的。", (Status.VERIFIED,)),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A rule in words."""

    rule: Rule

    @property
    def value(self) -> str:
        return f"{COMPARED[self.rule.operator]} {written(self.rule.value)} {self.rule.unit}".strip()

    @property
    def citation(self) -> str:
        return citation(self.rule)

    @property
    def tone(self) -> str:
        return TONES[self.rule.status]

    @property
    def period(self) -> str:
        start, end = self.rule.in_force_from, self.rule.in_force_until
        return f"{start or ''} 至 {end}".strip() if end else (f"{start} 起" if start else "未注明")

    @property
    def place(self) -> str:
        return place_name(self.rule.jurisdiction)


@dataclass(frozen=True, slots=True)
class Shelf:
    key: str
    label: str
    lead: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Decision:
    """What the office decided once about a rule."""

    row: RuleOverride

    @property
    def value(self) -> str:
        return written(from_json(self.row.value))

    @property
    def place(self) -> str:
        return place_name(self.row.jurisdiction)


def place_name(jurisdiction: str) -> str:
    """全国, or the last part of a path such as nation/江苏省/常州市."""
    return "全国" if jurisdiction == NATION else jurisdiction.rpartition("/")[2]


def shelves(*, on: date, text: str = "") -> list[Shelf]:
    """All rules in force here on a day whose title, text or regulation has TEXT in it, by how far they are checked."""
    held = rules.rules_in_force(on=on, jurisdiction=settings.JURISDICTION, overrides=overrides())
    fitting = [each for each in held if text in f"{each.title}{each.regulation}{each.article}{each.note}"]
    return [
        Shelf(key, label, lead, [Line(each) for each in fitting if each.status in statuses])
        for key, label, lead, statuses in SHELVES
    ]


def versions(key: str) -> list[Line]:
    """Every dated text of one rule, from all places, the newest first."""
    return [
        Line(each) for each in sorted(entries()[key], key=lambda each: each.in_force_from or date.min, reverse=True)
    ]


def decisions(key: str) -> list[Decision]:
    """What the office decided about one rule, the latest first."""
    return [Decision(each) for each in RuleOverride.objects.filter(key=key).order_by("-id")]
