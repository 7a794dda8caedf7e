"""Finds where a table starts: its header, of one to three rows, wherever it stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from gongjian.foundation.sheets.cells import Cell, shown
from gongjian.foundation.sheets.sheet import Sheet, SheetRow
from gongjian.foundation.sheets.table import Table, fold_header, without_brackets

SEARCHED_ROWS = 60
MOST_HEADER_ROWS = 3
FEWEST_COLUMNS = 3
LONGEST_HEADER = 60
EXPLANATION_COST = 2
SERIAL_NAMES = frozenset({"序号", "序", "编号", "no", "no.", "序列", "行号", "序列号", "号"})


@dataclass(frozen=True)
class Header:
    """A header found: `row` is its last row (from 1), `columns` the column (from 0) of every field."""

    table: Table
    row: int
    texts: Sequence[str]
    columns: Mapping[str, int]
    words: Sequence[frozenset[str]] = field(repr=False)

    @property
    def unmapped(self) -> list[int]:
        """Columns with a header text that stand for no field."""
        used = set(self.columns.values())
        return [index for index, text in enumerate(self.texts) if text and index not in used]

    @property
    def serial(self) -> int | None:
        """The column that only counts the rows, if there is one."""
        used = set(self.columns.values())
        names = [fold_header(text) for text in self.texts]
        for index, name in enumerate(names):
            if name in SERIAL_NAMES and index not in used:
                return index
        return 0 if names and not names[0] and 0 not in used else None

    def mapped(self, overrides: Mapping[int, str | None]) -> "Header":
        """The same header with the fields of some columns chosen by a person; None leaves a column out."""
        columns = {name: index for name, index in self.columns.items() if index not in overrides}
        chosen = {name: index for index, name in overrides.items() if name in self.table.by_field}
        return Header(self.table, self.row, self.texts, columns | chosen, self.words)


class _Candidate(NamedTuple):
    """A possible header."""

    fields: int
    whole_names: int
    shallowness: int
    earliness: int
    header: Header

    def beats(self, other: "_Candidate", *, top: int) -> bool:
        """Whether this one, which starts at row TOP, is the better header; one further down may be a repetition."""
        if top > other.header.row:
            return self.fields > other.fields
        return self[:4] > other[:4]


def find_header(sheet: Sheet, tables: Iterable[Table]) -> Header | None:
    """The header of the first table of `sheet` that is one of `tables`, or None."""
    rows = list(islice(sheet.rows(), SEARCHED_ROWS))
    tables = list(tables)
    folded = [[fold_header(_header_text(cell)) for cell in row.cells] for row in rows]
    keys = {name for table in tables for name, place in table.fields_by_name.items() if place == table.key}
    keyed = [any(text in keys or without_brackets(text) in keys for text in set(row)) for row in folded]
    best: _Candidate | None = None
    for last in range(len(rows)):
        for depth in range(1, min(MOST_HEADER_ROWS, last + 1) + 1):
            if not any(keyed[last - depth + 1 : last + 1]):
                continue
            parts = _parts(folded[last - depth + 1 : last + 1])
            for table in tables:
                candidate = _candidate(table, parts, rows, last, depth)
                if candidate and (best is None or candidate.beats(best, top=rows[last - depth + 1].number)):
                    best = candidate
    return _stretched(best.header, rows) if best else None


def _header_text(cell: Cell) -> str:
    text = shown(cell)
    return text if len(text) <= LONGEST_HEADER else ""


def _parts(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """For every column its texts from top to bottom, repeats left out."""
    columns = []
    for index in range(len(rows[-1])):
        texts = [row[index] for row in rows if index < len(row) and row[index]]
        columns.append([text for place, text in enumerate(texts) if not place or text != texts[place - 1]])
    return columns


def _candidate(
    table: Table, parts: list[list[str]], rows: Sequence[SheetRow], last: int, depth: int
) -> _Candidate | None:
    columns, whole = _match(table, parts)
    if table.key not in columns or len(table.telling & columns.keys()) < table.needed or len(columns) < FEWEST_COLUMNS:
        return None
    texts = _texts(rows[last - depth + 1 : last + 1])
    header = Header(table, rows[last].number, texts, columns, [frozenset(part) for part in parts])
    return _Candidate(len(columns), whole, -depth, -last, header)


def _match(table: Table, parts: list[list[str]]) -> tuple[dict[str, int], int]:
    """Fields by column, and how many were known by their whole name."""
    names = table.fields_by_name
    columns: dict[str, int] = {}
    taken: set[int] = set()

    def take(index: int, name: str | None) -> None:
        if name and name not in columns and index not in taken:
            columns[name] = index
            taken.add(index)

    for _, index, name in sorted(_known_names(table.ranks, parts)):
        take(index, names[name])
    whole = len(columns)
    for index, texts in enumerate(parts):
        if texts:
            last = without_brackets(texts[-1])
            take(index, names.get(last) or table.fields_by_part.get(last))
    for index, texts in enumerate(parts):
        for text in texts[:-1]:
            take(index, names.get(without_brackets(text)))
    return columns, whole


def _known_names(ranks: Mapping[str, int], parts: list[list[str]]) -> Iterator[tuple[int, int, str]]:
    """(rank, column, name) of the columns under a known name; an explanation in brackets costs some rank."""
    for index, texts in enumerate(parts):
        whole = "".join(texts)
        name = whole if whole in ranks else without_brackets(whole)
        if name in ranks:
            yield ranks[name] + (EXPLANATION_COST if name != whole else 0), index, name


def _texts(rows: Sequence[SheetRow]) -> list[str]:
    """What a person reads over every column."""
    texts = []
    for index in range(len(rows[-1].cells)):
        seen = dict.fromkeys("".join(shown(row.cells[index]).split()) for row in rows if index < len(row.cells))
        texts.append(" ".join(text for text in seen if text))
    return texts


def _stretched(header: Header, rows: Sequence[SheetRow]) -> Header:
    """The header with the further rows that its own merged cells reach into."""
    last = header.row
    while last < len(rows) and _continues(header, rows[last - 1], rows[last]):
        last += 1
    return Header(header.table, last, header.texts, header.columns, header.words)


def _continues(header: Header, row: SheetRow, following: SheetRow) -> bool:
    places = [index for index in header.columns.values() if index < len(following.cells)]
    merged = [
        index
        for index in places
        if following.own[index] is None and following.cells[index] is not None
        if following.cells[index] == row.cells[index]
    ]
    return len(merged) >= FEWEST_COLUMNS or (len(merged) == len(places) and bool(places))
