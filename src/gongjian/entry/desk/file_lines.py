"""The files of a checked batch, each with the tables found in it and the way to leave it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gongjian.entry.desk.checked_page import tables_in
from gongjian.entry.desk.grouping import TABLE_OF
from gongjian.entry.desk.models import BatchFile
from gongjian.entry.desk.reporting import NO_TABLE


@dataclass(frozen=True, slots=True)
class TableLine:
    """A table: its number in the report, what it is called, its rows, and whether its columns were remembered."""

    number: int
    label: str
    rows: int
    remembered: bool


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of the batch; `trouble` says why nothing of it can be imported."""

    pk: int
    name: str
    tables: tuple[TableLine, ...]
    trouble: str

    @property
    def is_remembered(self) -> bool:
        return any(table.remembered for table in self.tables)


def file_lines(report: Mapping[str, Any], files: Iterable[BatchFile]) -> list[FileLine]:
    """A line for each file, in their order."""
    troubles = {entry["file"]: entry["errors"][0]["message"] for entry in report.get("files", ()) if not entry["kind"]}
    troubles |= dict.fromkeys(report.get("without_table", ()), NO_TABLE)
    return [FileLine(each.pk, each.name, (*_tables(report, each.name),), troubles.get(each.name, "")) for each in files]


def _tables(report: Mapping[str, Any], file: str) -> Iterator[TableLine]:
    remembered = {(each["file"], each["sheet"]) for each in report.get("sheets", ()) if each.get("remembered")}
    for number, entry in tables_in(report):
        if entry["file"] == file:
            kind, place = TABLE_OF[entry["kind"]].label, (file, entry["sheet"])
            label = kind if entry["sheet"] in ("", "Sheet1") else f"{entry['sheet']}（{kind}）"
            yield TableLine(number, label, entry["data_rows"], place in remembered)
