"""One sheet of a file: rows that can be read again and again, merged cells filled in."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gongjian.foundation.sheets.cells import Cell, Row


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
    """A visible sheet with `height` rows. `name` is empty for a file that has no sheets, such as csv.

    `unpaired` are the numbers of rows whose quotation marks had to be read as plain characters.
    """

    name: str
    read: Callable[[], Iterator[Row]]
    merges: Sequence[Merge] = ()
    height: int = 0
    unpaired: Collection[int] = frozenset()

    def rows(self) -> Iterator[SheetRow]:
        """All rows from the top, numbered from 1."""
        waiting = sorted(self.merges, reverse=True)
        active: dict[int, tuple[Merge, Cell]] = {}
        for index, own in enumerate(self.read()):
            while waiting and waiting[-1].top <= index:
                merge = waiting.pop()
                if merge.left < len(own):
                    active[merge.left] = (merge, own[merge.left])
            if not active:
                yield SheetRow(index + 1, own, own)
                continue
            yield SheetRow(index + 1, _filled(own, active.values()), own)
            active = {left: (merge, value) for left, (merge, value) in active.items() if merge.bottom > index}


def _filled(own: Row, active: Iterable[tuple[Merge, Cell]]) -> Row:
    cells = list(own)
    for merge, value in active:
        for column in range(merge.left, min(merge.right + 1, len(cells))):
            cells[column] = value
    return cells
