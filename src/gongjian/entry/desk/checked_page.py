"""What the page of a checked batch shows above its rows: how much is good, and whether it can be imported."""

from __future__ import annotations

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


def tables_in(report: Report) -> list[tuple[int, dict[str, Any]]]:
    """The tables found, each with its number in the report."""
    return [(number, entry) for number, entry in enumerate(report.get("files", ())) if entry["kind"]]


def summary_of(report: Report) -> Summary:
    entries = [entry for _, entry in tables_in(report)]
    names = ("data_rows", "bad_rows", "repeated_rows", "doubtful_rows")
    return Summary(*(sum(entry[name] for entry in entries) for name in names))


def choices_in(report: Report) -> list[SheetChoice]:
    """The tables with rows that need a look."""
    return [
        SheetChoice(number, label_of(entry), entry["bad_rows"], entry["doubtful_rows"])
        for number, entry in tables_in(report)
        if entry["bad_rows"] or entry["doubtful_rows"]
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
