"""What a list is: its columns, filters and orders, as data that an official could proof-read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, Literal

from django.utils.safestring import SafeString

from gongjian.foundation.pages.paging import ROWS
from gongjian.foundation.scope import ScopedQuerySet

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value that also has a look: TONE of a tag ("g", "a", "o", "b", "plain") or MARK ("full", "half", "none")."""

    value: Any
    tone: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A value that the screen shows as MARKUP of its own; sheets and programs get the value."""

    value: Any
    markup: SafeString


@dataclass(frozen=True, slots=True)
class Column:
    """READ gives a row's text, number, day or None; a Cell or Drawn where it should look like more than text.

    ORDER is the key of the Order its heading sorts by. The screen and the sheet show the same value. READS names the
    fields that READ looks at: where all columns on screen say so, rows come with these fields and nothing else.
    """

    key: str
    label: str
    read: Callable[[Any], Any]
    order: str = ""
    shown: bool = True
    numeric: bool = False
    reads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """NARROW(rows, value) keeps the rows that fit. The value is a chosen key, a text, a day or a whole number.

    CHOICES(user, value) lists what may be chosen; a value that is not among them is no filter. `more` folds the field
    away behind 更多条件.
    """

    key: str
    label: str
    narrow: Callable[[ScopedQuerySet, Any], ScopedQuerySet]
    kind: Literal["choice", "text", "date", "number"] = "choice"
    choices: Callable[[Any, str], Choices] | None = None
    more: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """FIELD is a column or annotation that is never null and leads an index."""

    key: str
    label: str
    field: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """A button for the picked rows; it posts them to URL (see `selection_from`)."""

    label: str
    url: str
    main: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One list. ROWS(user) is what the viewer may see, already joined with all that the columns read.

    `unit` counts the rows in words (名, 家). The first order is the usual one, the first column carries the link to the
    page URL_NAME of the row's id. TOTAL(user) says how many ROWS(user) are, where that is kept and need not be counted.
    PREPARE(rows) gives the rows of a page, or of a part of a sheet, with what is read for all of them at once; a page
    has SIZE rows. NONE is said instead of EMPTY where nothing is looked for and there is nothing yet: how to begin.
    """

    key: str
    label: str
    unit: str
    rows: Callable[[Any], ScopedQuerySet]
    url_name: str
    columns: tuple[Column, ...]
    orders: tuple[Order, ...]
    filters: tuple[Filter, ...] = ()
    acts: tuple[Act, ...] = ()
    total: Callable[[Any], int] | None = None
    export_permission: str = "sheets.export"
    empty: str = "没有符合条件的。放宽条件再看，或清除条件。"
    none: str = ""
    prepare: Callable[[Sequence[Any]], Sequence[Any]] | None = None
    size: int = ROWS


def stored(key: str, label: str, *, order: str = "", shown: bool = True) -> Column:
    """A column that shows the field KEY as it is kept."""
    return Column(key, label, attrgetter(key), order, shown, reads=(key,))


def fixed(choices: Choices) -> Callable[[Any, str], Choices]:
    """Choices that are the same for everyone."""
    return lambda user, value: choices


def bare(value: Any) -> Any:
    """A value without its look."""
    return value.value if isinstance(value, Cell | Drawn) else value


def text_of(value: Any) -> str:
    """A value as the screen shows it: a day as 2016-07-01, a number with thousands, nothing as empty."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return f"{value:,}" if isinstance(value, int) else str(value)
