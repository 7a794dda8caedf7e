"""What the page of a checked batch shows above its rows: how much is good, and whether it can be imported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gongjian.entry.desk.showing import KIND_LABELS, KindCount
from gongjian.foundation.pages.charts import Bar, bar

Report = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Summary:
    """All rows of a batch: how many there are, cannot be imported, and cannot because an earlier row says the same."""

    total: int
    bad: int
    repeated: int
    doubtful: int

    @property
    def good(self) -> int:
        return self.total - self.bad

    @property
    def bar(self) -> Bar:
        parts = [("ok", self.good), ("fix", self.bad - self.repeated), ("dup", self.repeated)]
        return bar(parts, label=f"{self.good:,} 行可以导入，{self.bad:,} 行要改，其中 {self.repeated:,} 行重复")


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """A table in the list of tables: its number in the report, its name, and how many of its rows need a look."""

    number: int
    label: str
    bad: int
    doubtful: int


def tables_in(report: Report) -> list[tuple[int, Mapping[str, Any]]]:
    """The tables found, each with its number in the report."""
    return [(number, entry) for number, entry in enumerate(report.get("files", ())) if entry["kind"]]


def unreadable_in(report: Report) -> list[tuple[str, str]]:
    """Files that could not be read: (name, why)."""
    return [(entry["file"], entry["errors"][0]["message"]) for entry in report.get("files", ()) if not entry["kind"]]


def summary_of(report: Report) -> Summary:
    sums: Counter[str] = Counter()
    for _, entry in tables_in(report):
        bad, repeated, doubtful = _rows(entry)
        sums.update(total=entry["data_rows"], bad=len(bad), repeated=len(repeated), doubtful=len(doubtful))
    return Summary(sums["total"], sums["bad"], sums["repeated"], sums["doubtful"])


def _rows(entry: Mapping[str, Any]) -> tuple[set[int], set[int], set[int]]:
    """Rows that are bad, that are bad for nothing but a repetition, and that are only doubtful."""
    bad = {problem["row"] for problem in entry["errors"]}
    other = {problem["row"] for problem in entry["errors"] if not problem["code"].endswith("_duplicate")}
    return bad, bad - other, {problem["row"] for problem in entry["warnings"]} - bad


def choices_in(report: Report) -> list[SheetChoice]:
    """The tables with rows that need a look."""
    choices = []
    for number, entry in tables_in(report):
        bad, _, doubtful = _rows(entry)
        label = entry["file"] if entry["sheet"] in ("", "Sheet1") else f"{entry['file']} · {entry['sheet']}"
        choices.append(SheetChoice(number, label, len(bad), len(doubtful)))
    return [each for each in choices if each.bad or each.doubtful]


def expected_of(report: Report) -> list[KindCount]:
    """What the import would add and change, by kind, as the rehearsal counted it."""
    counts = report.get("counts", {})
    return [
        KindCount(label, **counts[kind]) for kind, label in KIND_LABELS.items() if any(counts.get(kind, {}).values())
    ]
