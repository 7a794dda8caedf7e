"""What a folder says about its table: which columns it knows, under which names, and how their cells are read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from gongjian.foundation.sheets.cells import Cell, shown
from gongjian.foundation.sheets.dates import UnreadableDate, day_of, read_date
from gongjian.foundation.sheets.numbers import UnreadableNumber, read_count, read_number
from gongjian.foundation.sheets.text import compact, read_list, read_phone, read_remark, read_text

Reading = tuple[Any, str | None]
Reader = Callable[[Cell, date], Reading]
BRACKETS = re.compile(r"[(\[【{〔][^)\]】}〕]*[)\]】}〕]?")
MANY, HALF_TURN = 100, 180
ORNAMENT = re.compile(r"[*★☆※:#\"“”'‘’]")


@dataclass(frozen=True)
class Column:
    """A column: its field, its label, what else offices call it, and how a cell becomes a value.

    `synonyms` and `parts` are separated by blanks, the usual names first; `parts` are names that count only under a
    wider heading (正式 under 党员情况). `distinct` says that nearly every row has another value, so that readings are
    not worth keeping.
    """

    field: str
    label: str
    read: Reader
    synonyms: str = ""
    parts: str = ""
    distinct: bool = False
    width: int = 14
    choices: tuple[str, ...] = ()

    def text_of(self, cell: Cell) -> str:
        """The text a person reads in a cell of the column; where days are expected, a day's number is that day."""
        day = day_of(cell) if self.read is as_date and isinstance(cell, int | float) else None
        return day.isoformat() if day else shown(cell)


@dataclass(frozen=True)
class Table:
    """A kind of table.

    A header belongs to it when it has the `key` column, `needed` of the `telling` columns and three columns in all.
    `proof` fields show that a row is about one subject even where its name reads like a total (a person called 小计).
    """

    kind: str
    label: str
    columns: tuple[Column, ...]
    key: str
    telling: frozenset[str]
    needed: int
    proof: tuple[str, ...]
    sentences: Mapping[str, str]
    warnings: frozenset[str]

    @cached_property
    def by_field(self) -> dict[str, Column]:
        """Columns by field."""
        return {column.field: column for column in self.columns}

    @cached_property
    def fields_by_name(self) -> dict[str, str]:
        """Fields by every folded name that stands for itself."""
        return {
            fold_header(name): column.field
            for column in self.columns
            for name in (column.label, *column.synonyms.split())
        }

    @cached_property
    def ranks(self) -> dict[str, int]:
        """The rank of every such name: of two columns that could be one field, the better known name is it."""
        return {name: rank for rank, name in enumerate(self.fields_by_name)}

    @cached_property
    def fields_by_part(self) -> dict[str, str]:
        """Fields by the names that count under a wider heading."""
        return {fold_header(name): column.field for column in self.columns for name in column.parts.split()}


def fold_header(text: str) -> str:
    """A header without blanks, line breaks, stars and colons, in narrow letters."""
    return ORNAMENT.sub("", compact(text)).casefold()


def without_brackets(folded: str) -> str:
    """A folded header without its explanation: 任期(年) is 任期."""
    return BRACKETS.sub("", folded)


def as_text(value: Cell, on: date) -> Reading:
    """A name or word."""
    return read_text(value), None


def as_remark(value: Cell, on: date) -> Reading:
    """A note, unharmed."""
    return read_remark(value), None


def as_phone(value: Cell, on: date) -> Reading:
    """A telephone number; never a problem."""
    return read_phone(value), None


def as_list(value: Cell, on: date) -> Reading:
    """Several names in one cell."""
    return read_list(value), None


def as_date(value: Cell, on: date) -> Reading:
    """A date not after `on`; problems date_impossible, date_future, date_month_only, date_short_year."""
    try:
        read = read_date(value, on=on)
    except UnreadableDate:
        return None, "date_impossible"
    if read is None:
        return None, None
    if read.date > on:
        return None, "date_future"
    return read.date, read.doubt.value if read.doubt else None


def as_count(value: Cell, on: date) -> Reading:
    """A whole number; problem number_unreadable."""
    try:
        return read_count(value), None
    except UnreadableNumber:
        return None, "number_unreadable"


def as_few(value: Cell, on: date) -> Reading:
    """A whole number of years or seats, below a hundred; problem number_unreadable."""
    number, problem = as_count(value, on)
    return (None, "number_unreadable") if number is not None and number >= MANY else (number, problem)


def as_degrees(value: Cell, on: date) -> Reading:
    """A longitude or latitude; problem number_unreadable."""
    try:
        number = read_number(value)
    except UnreadableNumber:
        return None, "number_unreadable"
    if number is not None and not -HALF_TURN <= number <= HALF_TURN:
        return None, "number_unreadable"
    return None if number is None else float(number), None


def as_choice(meanings: Mapping[str, str], code: str) -> Reader:
    """A reader of one of a few words, known by their compact text; problem `code` for any other word."""
    meanings = {word: str(meaning) for word, meaning in meanings.items()}

    def read(value: Cell, on: date) -> Reading:
        text = read_text(value)
        if text is None:
            return None, None
        meaning = meanings.get(ORNAMENT.sub("", compact(text)))
        return meaning, None if meaning else code

    return read


DATE_SENTENCES = {
    "date_impossible": "没有这一天，或者看不出是哪一天。请写成 2016-07-01 这样。",
    "date_future": "这个日期还没有到。请核对年份。",
    "date_month_only": "只写到了月，先按当月 1 日算。知道是哪一天的话请补上。",
    "date_short_year": "年份只写了两位，已补成四位。请核对是不是这一年。",
    "number_unreadable": "这里要填数字，没有看懂。先按没有填处理。",
}
DATE_WARNINGS = frozenset({"date_month_only", "date_short_year", "number_unreadable"})
