"""The history of a bulk write: one line per record, gathered while the work goes on, written together at its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gongjian.foundation import bulk
from gongjian.foundation.changes import touch, touch_everything
from gongjian.foundation.history import Entry, line

Change = dict[str, list[Any]]
JUDGED = ("organizations", "units", "members")
FEW = 500
TAKEN_IN = ("导入", "导入更新")


@dataclass(slots=True)
class Told:
    """One line: a record, its name and path, and {field: [before, after]}, or None for a record come or gone."""

    subject_type: str
    subject_id: int
    subject: str
    org_path: str
    changes: Change | None


@dataclass(slots=True)
class Journal:
    """Who writes, when, in which batch and under which verbs, and what was told so far."""

    by: Any
    now: datetime
    batch_id: int | None = None
    verb_whole: str = TAKEN_IN[0]
    verb_changed: str = TAKEN_IN[1]
    lines: dict[tuple[str, int], Told] = field(default_factory=dict)

    def tell(
        self, subject_type: str, subject_id: int, subject: str, org_path: str, changes: Change | None = None
    ) -> None:
        """Add to the record's line. A record that came or went in this journal keeps its one line without changes."""
        told = self.lines.get((subject_type, subject_id))
        if told is None:
            self.lines[subject_type, subject_id] = Told(subject_type, subject_id, subject, org_path, changes)
        elif told.changes is not None and changes is not None:
            told.changes.update(changes)

    def told(self, subject_type: str, *, whole: bool) -> list[Told]:
        """The lines about one kind of record: come or gone (WHOLE), or changed."""
        return [
            each
            for each in self.lines.values()
            if each.subject_type == subject_type and (each.changes is None) is whole
        ]

    def write(self) -> None:
        """Write the lines, and note for oversight what they touched."""
        bulk.insert(Entry, self._rows())
        if len(self.lines) > FEW:
            touch_everything()
            return
        for subject_type in JUDGED:
            touch(subject_type, [each.subject_id for each in self.lines.values() if each.subject_type == subject_type])

    def _rows(self) -> Iterator[Mapping[str, Any]]:
        common = line(by=self.by, now=self.now)
        for told in self.lines.values():
            yield {
                "at": self.now,
                "actor": common.actor,
                "actor_id": common.actor_id,
                "verb": self.verb_whole if told.changes is None else self.verb_changed,
                "subject_type": told.subject_type,
                "subject_id": told.subject_id,
                "subject": told.subject,
                "org_path": told.org_path,
                "changes": told.changes,
                "batch_id": self.batch_id,
            }
