"""What a cell can hold, and the names Excel gives to rows and columns."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

EXACT = 10**15

Cell = str | int | float | date | None
Row = list[Cell]


def plain(value: Any) -> Cell:
    """The value of a cell as one of str, int, float, date or None.

    Whole numbers become int, an empty text becomes None, the time of a day is dropped from a date.
    """
    match value:
        case str():
            return value or None
        case bool():
            return "是" if value else "否"
        case float() if value.is_integer():
            return fifteen_digits(value)
        case datetime():
            return value.date()
        case time() | timedelta():
            return str(value)
        case _:
            return value  # type: ignore[no-any-return]


def fifteen_digits(value: float) -> int:
    """A whole number as spreadsheets keep and show it: from the sixteenth digit on it reads 0."""
    return int(value) if abs(value) < EXACT else int(Decimal(f"{value:.15g}"))


def plain_row(values: list[Any]) -> Row:
    """`plain` for a whole row; texts, the common case, skip the call."""
    return [(value or None) if value.__class__ is str else plain(value) for value in values]


def shown(value: Cell) -> str:
    """The text a person would read in the cell."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)


def letter(index: int) -> str:
    """Excel's name of a column, counted from 0: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_number(name: str) -> int:
    """The column, counted from 0, that Excel calls `name`."""
    number = 0
    for character in name.upper():
        number = number * 26 + ord(character) - 64
    return number - 1
