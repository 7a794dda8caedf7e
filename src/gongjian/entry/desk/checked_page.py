"""What the page of a checked batch shows above its rows: how much is good, and whether it can be imported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gongjian.entry.desk.sheet_rows import Need
from gongjian.entry.desk.showing import KIND_LABELS, KindCount
from gongjian.foundation.pages.charts import Bar, bar

Report = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Summary:
    """The rows of a batch: how many there are, cannot be imported, cannot because an earlier row says the same.

    `outside` rows are somebody else's and count in none of the others.
    """

    total: int
    bad: int
    repeated: int
    doubtful: int
    outside: int = 0

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
    outside: int

    @property
    def needs(self) -> list[Need]:
        """Why its rows are looked at, the most urgent first."""
        counted = ((Need.BAD, self.bad), (Need.DOUBTFUL, self.doubtful), (Need.OUTSIDE, self.outside))
        return [need for need, rows in counted if rows]


def tables_in(report: Report) -> list[tuple[int, dict[str, Any]]]:
    """The tables found, each with its number in the report."""
    return [(number, entry) for number, entry in enumerate(report.get("files", ())) if entry["kind"]]


def summary_of(report: Report) -> Summary:
    entries = [entry for _, entry in tables_in(report)]
    names = ("bad_rows", "repeated_rows", "doubtful_rows", "outside_rows")
    counts = {name.removesuffix("_rows"): sum(entry.get(name, 0) for entry in entries) for name in names}
    return Summary(total=sum(entry["data_rows"] for entry in entries) - counts["outside"], **counts)


def choices_in(report: Report) -> list[SheetChoice]:
    """The tables with rows that need a look."""
    return [
        SheetChoice(number, label_of(entry), entry["bad_rows"], entry["doubtful_rows"], entry.get("outside_rows", 0))
        for number, entry in tables_in(report)
        if entry["bad_rows"] or entry["doubtful_rows"] or entry.get("outside_rows")
    ]


def label_of(entry: Report) -> str:
    """A table by its file, and by its sheet where that has a name of its own."""
    return entry["file"] if entry["sheet"] in ("", "Sheet1") else f"{entry['file']} · {entry['sheet']}"


def expected_of(report: Report) -> list[KindCount]:
    """What the import would add and change, by kind, as the rehearsal counted it."""
    counts = report.get("counts", {})
    return [
        KindCount(label, **counts[kind]) for kind, label in KIND_LABELS.items() if any(counts.get(kind, {}).values())
    ]
