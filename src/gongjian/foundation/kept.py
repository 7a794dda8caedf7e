"""Numbers kept at and below organizations, as a viewer may see them: which rows hold them, and how they add up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from gongjian.foundation.tree import nodes


@dataclass(frozen=True, slots=True)
class Kept:
    """PARTS are {path: the widest parts at and below it that the viewer may see}.

    ROWS, as `gathering.told` leaves them, have the `organization` at such a part and either a `key` with its `number`,
    or a number under each key.
    """

    parts: Mapping[str, Sequence[str]]
    rows: QuerySet[Any, Any]

    def numbers(self, rows: Iterable[Mapping[str, Any]]) -> dict[str, Counter[str]]:
        """{path: {key: number at and below it}} of these ROWS once they are read."""
        found: defaultdict[int, Counter[str]] = defaultdict(Counter)
        for row in rows:
            given = dict(row)
            counts = found[given.pop("organization")]
            counts.update({given["key"]: given["number"]} if "key" in given else given)
        return {path: sum((found[nodes(part)[-1]] for part in each), Counter()) for path, each in self.parts.items()}
