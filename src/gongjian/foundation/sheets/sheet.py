"""One sheet of a file: rows that can be read again and again, merged cells filled in."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gongjian.foundation.sheets.cells import Row


class Merge(NamedTuple):
    """A merged range, counted from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


class SheetRow(NamedTuple):
    """A row with Excel's number: `own` as stored, `cells` with the values of merged ranges."""

    number: int
    cells: Row
    own: Row


@dataclass(frozen=True)
class Sheet:
    """A visible sheet. `name` is empty for a file that has no sheets, such as csv."""

    name: str
    read: Callable[[], Iterator[Row]]
    merges: Sequence[Merge] = ()

    def rows(self) -> Iterator[SheetRow]:
        """All rows from the top, numbered from 1."""
        waiting = sorted(self.merges, reverse=True)
        active: list[tuple[Merge, object]] = []
        for index, own in enumerate(self.read()):
            while waiting and waiting[-1].top <= index:
                merge = waiting.pop()
                value = own[merge.left] if merge.left < len(own) else None
                active.append((merge, value))
            if not active:
                yield SheetRow(index + 1, own, own)
                continue
            yield SheetRow(index + 1, _filled(own, active), own)
            active = [(merge, value) for merge, value in active if merge.bottom > index]


def _filled(own: Row, active: Sequence[tuple[Merge, object]]) -> Row:
    cells = list(own)
    for merge, value in active:
        for column in range(merge.left, min(merge.right + 1, len(cells))):
            cells[column] = value  # type: ignore[call-overload]
    return cells
