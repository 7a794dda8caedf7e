"""汇总: what subordinates handed in for the same period: sums of their figures, their texts, who is missing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from gongjian.foundation.work import Figure
from gongjian.mechanisms.reports.counting import figures
from gongjian.mechanisms.reports.models import Number, Report, Text
from gongjian.mechanisms.reports.paper import with_unit
from gongjian.mechanisms.reports.queries import members_of, patterns_at
from gongjian.registers.organizations.models import Organization

SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")


@dataclass(frozen=True, slots=True)
class Share:
    """What one subordinate reported of a figure."""

    value: int | None
    shown: str
    url: str


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure across subordinates; TOTAL is None for shares, which do not add up, OWN what this report says itself."""

    label: str
    unit: str
    shares: tuple[Share, ...]
    total: int | None
    own: int | None
    url: str

    @property
    def shown(self) -> str:
        return with_unit(self.total, self.unit)

    @property
    def own_shown(self) -> str:
        return with_unit(self.own, self.unit)

    @property
    def differs(self) -> bool:
        return self.total is not None and self.own is not None and self.total != self.own


@dataclass(frozen=True, slots=True)
class Sentence:
    """KEY is "id of the text:place of the sentence"."""

    key: str
    words: str
    taken: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One text of one subordinate, sentence by sentence."""

    organization: Organization
    report: Report
    label: str
    sentences: tuple[Sentence, ...]


class Missing(NamedTuple):
    """A subordinate that writes reports of a KIND and did not hand one in."""

    organization: Organization
    kind: str


@dataclass(frozen=True, slots=True)
class Assembly:
    """The reports handed in, who is MISSING, the sums of figures, what was said; OWN_TEXTS it may be picked into."""

    reports: tuple[Report, ...]
    missing: tuple[Missing, ...]
    sums: tuple[Sum, ...]
    said: tuple[Said, ...]
    own_texts: tuple[Text, ...]


def assembled(report: Report) -> Assembly:
    """What the subordinates of a report's organization handed in for its period; five queries."""
    handed_in, missing = subordinates(report)
    numbers = numbers_of([report, *handed_in])
    texts = texts_of([report, *handed_in])
    own = [each for each in texts if each.report_id == report.pk]  # type: ignore[attr-defined]
    known = figures()
    keys = [key for key in numbers[report.pk] if any(key in numbers[each.pk] for each in handed_in)]
    return Assembly(
        tuple(handed_in),
        tuple(missing),
        tuple(sum_of(report, numbers[report.pk][key], handed_in, numbers, known.get(key)) for key in keys),
        tuple(said_by(handed_in, texts, taken="\n".join(each.text for each in own))),
        tuple(own),
    )


def subordinates(report: Report) -> tuple[list[Report], list[Missing]]:
    """(the reports handed in for the same period, in tree order; those that write one and did not hand it in)."""
    patterns = [each for key, each in patterns_at(report.organization.path).items() if key in report.assembles]
    members = list(members_of(report.organization, patterns, on=report.last))
    rows = Report.objects.handed_in().filter(organization__in=members, first=report.first, kind__in=report.assembles)
    found = list(rows.select_related("organization").order_by("org_path", "pk"))
    there = {each.organization_id for each in found}
    above = report.organization.body
    kinds = {
        each.pk: next(pattern.key for pattern in patterns if pattern.is_written_by(each.kind, each.body, above))
        for each in members
    }
    return found, [Missing(each, kinds[each.pk]) for each in members if each.pk not in there]


def numbers_of(reports: Sequence[Report]) -> dict[int, dict[str, Number]]:
    """{report: {figure: number}}; one query."""
    found: dict[int, dict[str, Number]] = defaultdict(dict)
    for each in Number.objects.filter(report__in=reports).order_by("pk"):
        found[each.report_id][each.key] = each  # type: ignore[attr-defined]
    return found


def sum_of(
    report: Report,
    own: Number,
    reports: Sequence[Report],
    numbers: Mapping[int, Mapping[str, Number]],
    figure: Figure | None,
) -> Sum:
    values = [numbers[each.pk].get(own.key) for each in reports]
    shares = [share_of(each, number, own.unit, figure) for each, number in zip(reports, values, strict=True)]
    url = figure.rows(report.organization, report.first, report.last) if figure else ""
    return Sum(own.label, own.unit, tuple(shares), total_of(shares, figure), own.value, url)


def share_of(report: Report, number: Number | None, unit: str, figure: Figure | None) -> Share:
    value = number.value if number else None
    url = figure.rows(report.organization, report.first, report.last) if figure else ""
    return Share(value, with_unit(value, unit), url)


def total_of(shares: Iterable[Share], figure: Figure | None) -> int | None:
    """What the shares make together; None where they do not add up, or nobody reported any."""
    values = [each.value for each in shares if each.value is not None]
    return sum(values) if values and (figure is None or figure.adds_up) else None


def texts_of(reports: Sequence[Report]) -> list[Text]:
    """What stands in REPORTS, in tree order; one query."""
    return list(Text.objects.filter(report__in=reports).order_by("report__org_path", "pk"))


def said_by(reports: Sequence[Report], texts: Iterable[Text], *, taken: str = "") -> list[Said]:
    """What REPORTS say in TEXTS; a sentence that stands in TAKEN was picked already."""
    by_id = {each.pk: each for each in reports}
    return [
        Said(by_id[pk].organization, by_id[pk], each.label, sentences_of(each, taken))
        for each in texts
        for pk in (each.report_id,)  # type: ignore[attr-defined]
        if pk in by_id and each.text.strip()
    ]


def sentences_of(text: Text, taken: str = "") -> tuple[Sentence, ...]:
    words = [each.strip() for each in SENTENCE.findall(text.text)]
    return tuple(Sentence(f"{text.pk}:{place}", each, each in taken) for place, each in enumerate(words) if each)


def picked(report: Report, keys: Iterable[str]) -> list[str]:
    """The sentences behind KEYS, each with the name of who wrote it; what is no subordinate's is left out."""
    reports = subordinates(report)[0]
    offered = {
        each.key: f"{said.organization.name}：{each.words}"
        for said in said_by(reports, texts_of(reports))
        for each in said.sentences
    }
    return [offered[key] for key in keys if key in offered]


def as_rows(assembly: Assembly) -> list[list[Any]]:
    """The sums as lines of a sheet: label, unit, each subordinate, total."""
    return [[each.label, each.unit, *(share.value for share in each.shares), each.total] for each in assembly.sums]
