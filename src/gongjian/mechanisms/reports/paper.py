"""A report as one piece of paper: plain words, from which screen, print, Word and Excel are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from gongjian.mechanisms.reports.counting import figures
from gongjian.mechanisms.reports.models import Number, Remark, Report, Text

NUMERALS = "一二三四五六七八九十"
UNKNOWN = "—"


@dataclass(frozen=True, slots=True)
class Line:
    """A figure with what is beside it; URL leads to the rows behind it, "" where no folder offers it any more."""

    key: str
    label: str
    unit: str
    value: int | None
    before: int | None
    url: str

    @property
    def shown(self) -> str:
        return with_unit(self.value, self.unit)

    @property
    def shown_before(self) -> str:
        return with_unit(self.before, self.unit)

    @property
    def change(self) -> str:
        """+3, −2, 持平; nothing where one of the two is not known."""
        if self.value is None or self.before is None:
            return ""
        step = self.value - self.before
        return f"{'+' if step > 0 else '−'}{abs(step):,}" if step else "持平"


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its figures, texts, and what the superior last asked to be put right there."""

    place: int
    number: str
    title: str
    lines: tuple[Line, ...]
    texts: tuple[Text, ...]
    remarks: tuple[Remark, ...] = ()
    hints: Mapping[str, str] = field(default_factory=dict)


def with_unit(value: int | None, unit: str) -> str:
    """1,234 名, 66%, — where nobody can know."""
    if value is None:
        return UNKNOWN
    return f"{value:,}%" if unit == "%" else f"{value:,} {unit}"


def numeral(number: int) -> str:
    """1 as 一, up to 十; beyond that in digits."""
    return NUMERALS[number - 1] if number <= len(NUMERALS) else str(number)


def parts_of(report: Report, *, remarked: bool = False) -> list[Part]:
    """The sections of a report as it stands, REMARKED with what is to be put right; two queries, three with remarks."""
    known = figures()
    numbers = {each.key: each for each in report.numbers.all()}
    texts = {each.key: each for each in report.texts.all()}
    remarks = last_remarks(report) if remarked else []
    found = []
    for place, section in enumerate(report.outline):
        lines = [line_of(report, numbers[key], known) for key in section["figures"] if key in numbers]
        asked = [texts[each["key"]] for each in section["texts"] if each["key"] in texts]
        here = tuple(each for each in remarks if each.section == place)
        hints = {each["key"]: each["hint"] for each in section["texts"]}
        found.append(Part(place, numeral(place + 1), section["title"], tuple(lines), tuple(asked), here, hints))
    return found


def line_of(report: Report, number: Number, known: Mapping[str, Any]) -> Line:
    figure = known.get(number.key)
    url = figure.rows(report.organization, report.first, report.last) if figure else ""
    return Line(number.key, number.label, number.unit, number.value, number.before, url)


def last_remarks(report: Report) -> list[Remark]:
    """What was asked when the report was last returned; those of returns before are in its history."""
    rows = list(report.remarks.all())
    return [each for each in rows if each.at == rows[0].at]


def day_in_words(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def paper_of(report: Report, parts: list[Part]) -> dict[str, Any]:
    """All of a report as words and lists of words."""
    counted = timezone.localtime(report.counted_at)
    return {
        "title": report.title,
        "label": report.label,
        "organization": report.organization.name,
        "to": report.to.name if report.to else "",
        "period": report.period.label,
        "days": f"{day_in_words(report.first)}至{day_in_words(report.last)}",
        "counted": f"数字取自平台，{moment_in_words(counted)}。",
        "state": report.get_state_display(),
        "sections": [section_in_words(each) for each in parts],
        "date": day_in_words(report.sent_on or counted.date()),
        "author": report.sent_by,
    }


def moment_in_words(at: datetime) -> str:
    return f"{at.year} 年 {at.month} 月 {at.day} 日 {at:%H:%M}"


def section_in_words(part: Part) -> dict[str, Any]:
    return {
        "number": part.number,
        "title": part.title,
        "lines": [
            {"label": each.label, "value": each.shown, "before": each.shown_before, "change": each.change}
            for each in part.lines
        ],
        "texts": [{"label": each.label, "lines": each.text.splitlines()} for each in part.texts if each.text.strip()],
    }
