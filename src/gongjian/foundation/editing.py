"""Two people, one record: the second is told, and neither overwrites what the other wrote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from gongjian.foundation.history import changed
from gongjian.foundation.records import Record, snapshot


class Meanwhile(Exception):
    """The record changed after the writer opened it. `record` is as it is now; nothing was written."""

    def __init__(self, record: Record) -> None:
        super().__init__("您打开以后，别人改了这条记录。")
        self.record = record


def change(
    rows: QuerySet[Any], pk: int, values: Mapping[str, Any], *, version: int
) -> tuple[Any, dict[str, list[Any]]]:
    """Lock one of ROWS, set VALUES and count its version up; returns it and {field: [before, after]}.

    Foreign keys are given as records and told by id. Raises Meanwhile unless VERSION is what the writer saw. To be
    called inside a transaction, which also writes the history line.
    """
    record = rows.select_for_update().get(pk=pk)
    if record.version != version:
        raise Meanwhile(record)
    names = tuple(values)
    before = snapshot(record, names)
    for name, value in values.items():
        setattr(record, name, value)
    changes = changed(before, snapshot(record, names))
    if changes:
        record.version += 1
        record.save(update_fields=[*changes, "version"])
    return record, changes
