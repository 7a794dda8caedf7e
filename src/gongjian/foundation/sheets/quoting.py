"""Records of delimited text, where a quotation mark that opens nothing is a plain character and swallows no row."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import NamedTuple

from gongjian.foundation.sheets.limits import MAX_FILE_BYTES

QUOTE = '"'
MOST_LINES = 200
SAMPLE_RECORDS = 50
FEWEST_CELLS = 3


class Record(NamedTuple):
    """The cells of a record; `is_mended` says that its quotation marks did not pair up and were read as characters."""

    cells: list[str]
    is_mended: bool = False


def read_records(text: str, delimiter: str) -> Iterator[Record]:
    """The records of TEXT; a quoted cell may hold delimiters, doubled quotation marks and line breaks.

    A record is read line by line, as plain text, where its quotation marks pair up with those of other rows.
    """
    csv.field_size_limit(MAX_FILE_BYTES)
    if QUOTE not in text:
        yield from map(Record, csv.reader(StringIO(text, newline=""), delimiter=delimiter))
        return
    sample = islice(_paired_records(text, delimiter, None), SAMPLE_RECORDS)
    yield from _paired_records(text, delimiter, _usual_width(sample))


def _usual_width(records: Iterator[Record]) -> int:
    counts = Counter(len(record.cells) for record in records)
    return max(counts, key=lambda cells: (counts[cells], cells), default=0)


class _Lines:
    """The lines of a text one by one; `taken` are those of the present record, which can be given back."""

    def __init__(self, text: str) -> None:
        self.stream = StringIO(text, newline="")
        self.returned: list[str] = []
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) == MOST_LINES:
            raise csv.Error
        self.taken.append(self.returned.pop() if self.returned else next(self.stream))
        return self.taken[-1]

    def keep_first(self) -> str:
        """The first line of the present record; the others are handed out again."""
        first, *others = self.taken
        self.returned += reversed(others)
        return first


def _paired_records(text: str, delimiter: str, width: int | None) -> Iterator[Record]:
    """Records; those of several lines are doubted once the usual WIDTH of a record is known."""
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    plain = _Plain(delimiter)
    while True:
        lines.taken = []
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = None
        if cells is None or (width and len(lines.taken) > 1 and plain.swallows(cells, lines.taken, width)):
            yield Record(plain.cells(lines.keep_first()), is_mended=True)
        else:
            yield Record(cells)


class _Plain:
    """Reads a line by itself: what opens with a quotation mark and is no whole quoted cell stands as it is."""

    def __init__(self, delimiter: str) -> None:
        sign = re.escape(delimiter)
        self.delimiter = delimiter
        self.cell = re.compile(rf'"((?:[^"]|"")*+)"(?={sign}|\Z)|([^{sign}]*)')

    def cells(self, line: str) -> list[str]:
        """The cells of one line."""
        line, place = line.rstrip("\r\n"), 0
        found: list[str] = []
        while match := self.cell.match(line, place):
            quoted, plain = match.groups()
            found.append(plain if quoted is None else quoted.replace(QUOTE * 2, QUOTE))
            place = match.end() + 1
            if match.end() == len(line):
                break
        return found

    def swallows(self, cells: Sequence[str], lines: Sequence[str], width: int) -> bool:
        """Whether CELLS, read from several LINES, are several records of the usual WIDTH tied together."""
        if width < FEWEST_CELLS:
            return False
        counts = [len(self.cells(line)) for line in lines]
        if len(cells) == width:
            return all(count == width for count in counts)
        whole = [3 * count >= 2 * width for count in counts]
        return any(whole[1:-1]) or (whole[0] and whole[-1])
