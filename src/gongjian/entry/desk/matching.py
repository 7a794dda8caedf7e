"""Which column is which field, where a person said so: in this batch, or once before under the same headers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from gongjian.foundation.sheets.header import Header

Chosen = Mapping[int, str | None]


def nothing(kind: str, headers: Sequence[str]) -> Chosen:
    return {}


@dataclass(frozen=True)
class Matching:
    """`chosen` holds, by (file, sheet), the field a person chose for a column (from 0), None to leave a column out.

    Where it holds nothing, `remembered` is asked by kind and headers.
    """

    chosen: Mapping[tuple[str, str], Chosen] = field(default_factory=dict)
    remembered: Callable[[str, Sequence[str]], Chosen] = nothing

    def matched(self, header: Header, place: tuple[str, str]) -> tuple[Header, bool]:
        """The header with its columns as they were matched, and whether that was before this batch."""
        if place in self.chosen:
            return header.mapped(self.chosen[place]), False
        recalled = self.remembered(header.table.kind, header.texts)
        return header.mapped(recalled), bool(recalled)
