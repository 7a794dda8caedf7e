"""The numbers of a report, taken from the platform."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from gongjian.foundation import registry
from gongjian.foundation.work import Figure
from gongjian.mechanisms.reports.models import Number, Report
from gongjian.mechanisms.reports.queries import period_at, report_before
from gongjian.rules.periods import Period

ONE_DAY = timedelta(days=1)


def figures() -> dict[str, Figure]:
    """{key: figure} of all that folders offer."""
    return {each.key: each for each in registry.offers("figures")}


def keys_of(report: Report) -> list[str]:
    """The figures a report asks for, each once, in order."""
    return list(dict.fromkeys(key for section in report.outline for key in section["figures"]))


def counted(report: Report) -> Iterator[Number]:
    """The numbers of a report as they are now, not saved; beside each that of the period before.

    What was handed in for the period before is what stands there; else it is counted, where the rows can still tell.
    """
    known, path = figures(), report.organization.path
    before = period_before(report.period)
    kept = kept_numbers(report, before)
    for figure in (known[key] for key in keys_of(report) if key in known):
        value = figure.count(path=path, since=report.first, until=report.last)
        earlier = kept.get(figure.key)
        if earlier is None and not figure.standing:
            earlier = figure.count(path=path, since=before.first, until=before.last)
        yield Number(report=report, key=figure.key, label=figure.label, unit=figure.unit, value=value, before=earlier)


def period_before(period: Period) -> Period:
    return period_at(period.first - ONE_DAY, period.months)


def kept_numbers(report: Report, before: Period) -> dict[str, int | None]:
    """{key: value} as handed in for the period right BEFORE."""
    earlier = report_before(report.organization, report.kind, report.first)
    if earlier is None or earlier.first != before.first:
        return {}
    return dict(earlier.numbers.values_list("key", "value"))


def differing(old: Iterable[Number], new: Iterable[Number]) -> list[str]:
    """The labels of the figures of this period that are not what they were."""
    values = {each.key: each.value for each in old}
    return [each.label for each in new if each.key in values and values[each.key] != each.value]
