"""The rows of one sheet that need a look, as Excel shows them: its row numbers, its letters, the bad cells marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gongjian.entry.desk.grouping import TABLE_OF
from gongjian.entry.desk.limiting import CODE
from gongjian.entry.desk.models import Batch
from gongjian.foundation.files import content_of
from gongjian.foundation.secrets import masked
from gongjian.foundation.sheets.cells import Row, letter
from gongjian.foundation.sheets.reading import read_sheets
from gongjian.foundation.sheets.repairs import LONGEST_FOUND, Fix, Repairs

ROWS = 25
FEW_COLUMNS = 6
LONGEST_SHOWN = 60
Entry = Mapping[str, Any]
Edit = dict[str, Any]


class Need(StrEnum):
    """Why a row is looked at: it is to be put right, it is only doubtful, or it is somebody else's."""

    BAD = "bad"
    DOUBTFUL = "doubtful"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file that stands for a field; `index` counts from 0."""

    index: int
    field: str
    header: str

    @property
    def letter(self) -> str:
        return letter(self.index)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with one cell; `column` is the header in the file."""

    column: str
    message: str
    is_error: bool


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell: its text, whether it is bad ("error", "warning" or ""), and what an input for it is called."""

    text: str
    bad: str
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    number: int
    cells: tuple[ShownCell, ...]
    troubles: tuple[Trouble, ...]


@dataclass(frozen=True, slots=True)
class ShownSheet:
    """One page of rows. `hidden` says how many columns were left out; `total` counts the rows of all pages."""

    columns: tuple[Column, ...]
    hidden: int
    rows: tuple[ShownRow, ...]
    page: int
    pages: int
    total: int

    @property
    def before(self) -> int:
        return self.page - 1

    @property
    def after(self) -> int:
        return self.page + 1


def troubles_of(entry: Entry, wanted: Need) -> dict[int, list[Trouble]]:
    """What is wrong in a table of a report, by Excel's row: of the rows that are looked at for one need."""
    found: dict[int, list[Trouble]] = defaultdict(list)
    needs: dict[int, Need] = {}
    for problem in entry["errors"]:
        need = Need.OUTSIDE if problem["code"] == CODE else Need.BAD
        found[problem["row"]].append(Trouble(problem["column"], problem["message"], is_error=need is Need.BAD))
        needs[problem["row"]] = need
    for problem in entry["warnings"]:
        found[problem["row"]].append(Trouble(problem["column"], problem["message"], is_error=False))
        needs.setdefault(problem["row"], Need.DOUBTFUL)
    return {number: found[number] for number in sorted(found) if needs[number] is wanted}


def columns_of(report: Mapping[str, Any], entry: Entry) -> list[Column]:
    """The columns of a table that stand for a field, from left to right."""
    for sheet in report.get("sheets", ()):
        if (sheet["file"], sheet["sheet"]) == (entry["file"], entry["sheet"]):
            named = sorted((index, field) for field, index in sheet["columns"].items())
            return [Column(index, field, sheet["headers"][index] or letter(index)) for index, field in named]
    return []


def show_sheet(batch: Batch, entry: Entry, need: Need, *, page: int, whole: bool) -> ShownSheet:
    """The PAGE (from 1) of the rows of one NEED; a few columns, or all that stand for a field (WHOLE)."""
    troubles = troubles_of(entry, need)
    numbers = list(troubles)
    pages = max(1, -(-len(numbers) // ROWS))
    page = min(max(page, 1), pages)
    here = numbers[(page - 1) * ROWS : page * ROWS]
    columns = columns_of(batch.report, entry)
    headers = {trouble.column for number in here for trouble in troubles[number]}
    chosen = columns if whole else _few(columns, headers)
    texts = texts_of(batch, entry, here)
    rows = tuple(_row(number, texts.get(number, {}), troubles[number], chosen) for number in here)
    return ShownSheet(tuple(chosen), len(columns) - len(chosen), rows, page, pages, len(numbers))


def _few(columns: Sequence[Column], headers: set[str]) -> list[Column]:
    """The columns under HEADERS and the first others up to FEW_COLUMNS, from left to right."""
    wanted = [column for column in columns if column.header in headers]
    others = [column for column in columns if column.header not in headers]
    return sorted([*wanted, *others[: max(0, FEW_COLUMNS - len(wanted))]], key=lambda column: column.index)


def _row(number: int, texts: Mapping[str, str], troubles: Sequence[Trouble], columns: Sequence[Column]) -> ShownRow:
    bad = {trouble.column: "warning" for trouble in troubles}
    bad |= {trouble.column: "error" for trouble in troubles if trouble.is_error}
    cells = tuple(_cell(number, texts.get(column.field, ""), column, bad.get(column.header, "")) for column in columns)
    return ShownRow(number, cells, tuple(dict.fromkeys(troubles)))


def _cell(number: int, text: str, column: Column, bad: str) -> ShownCell:
    plain = text if bad else discreet(column.field, text)[:LONGEST_SHOWN]
    return ShownCell(plain, bad, f"cell-{number}-{column.field}", f"第 {number} 行 {column.header}")


def discreet(field: str, text: str) -> str:
    """TEXT with the middle of personal numbers hidden."""
    if field == "identity_number":
        return masked(text, head=6, tail=4) if text else ""
    return masked(text, head=3, tail=4) if "phone" in field and text else text


def texts_of(batch: Batch, entry: Entry, numbers: Sequence[int]) -> dict[int, dict[str, str]]:
    """What rows say after the fixes chosen so far: {Excel's row: {field: text}}."""
    repairs = repairs_of(batch, entry)
    return {
        number: {field: _now(repairs, field, text, number) for field, text in texts.items()}
        for number, texts in originals_of(batch, entry, numbers).items()
    }


def originals_of(batch: Batch, entry: Entry, numbers: Sequence[int]) -> dict[int, dict[str, str]]:
    """What rows say in the file: {Excel's row: {field: text}}."""
    columns = [(TABLE_OF[entry["kind"]].by_field[each.field], each.index) for each in columns_of(batch.report, entry)]
    return {
        number: {column.field: column.text_of(cells[index]) if index < len(cells) else "" for column, index in columns}
        for number, cells in cells_of(batch, entry, numbers)
    }


def cells_of(batch: Batch, entry: Entry, numbers: Sequence[int]) -> Iterator[tuple[int, Row]]:
    """Some rows of a table in the file, each with Excel's number and all its cells."""
    wanted, last = set(numbers), max(numbers, default=0)
    file = batch.files.select_related("file").get(name=entry["file"]).file
    for sheet in read_sheets(content_of(file)) if wanted else ():
        if sheet.name == entry["sheet"]:
            for row in sheet.rows():
                if row.number > last:
                    return
                if row.number in wanted:
                    yield row.number, row.cells


def edits_of(batch: Batch, entry: Entry, typed: Mapping[tuple[int, str], str]) -> list[Edit]:
    """Fixes for the cells ({(row, field): text}) in which something else was typed than they say now."""
    originals = originals_of(batch, entry, sorted({number for number, _ in typed}))
    repairs = repairs_of(batch, entry)
    place = {"file": entry["file"], "sheet": entry["sheet"]}
    fixes = []
    for (number, field), text in typed.items():
        original = originals.get(number, {}).get(field)
        if original is not None and text.strip() != _now(repairs, field, original, number).strip():
            found = original[:LONGEST_FOUND]
            fixes.append({"field": field, "found": found, "replacement": text.strip(), **place, "row": number})
    return fixes


def repairs_of(batch: Batch, entry: Entry) -> Repairs:
    """The fixes chosen so far that can touch a table of the report."""
    fixes = [Fix(**fix) for fix in batch.fixes]
    columns = {column.field: column.index for column in columns_of(batch.report, entry)}
    here = [fix for fix in fixes if fix.concerns(file=entry["file"], sheet=entry["sheet"])]
    return Repairs(here, TABLE_OF[entry["kind"]], columns)


def _now(repairs: Repairs, field: str, text: str, number: int) -> str:
    replacement = repairs.replacement(field, text, number)
    return text if replacement is None else replacement
