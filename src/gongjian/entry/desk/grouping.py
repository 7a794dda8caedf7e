"""Problems put together by kind and by what the cell says, so that many rows are corrected in one go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from gongjian.entry.desk.checking import TABLES, CheckedBatch, CheckedRow, CheckedSheet, Known, Problem
from gongjian.entry.desk.likeness import names_like
from gongjian.entry.desk.limiting import SECOND_ROOT_CODE, UNFOUND, is_outside
from gongjian.foundation.sheets.table import Table
from gongjian.registers.organizations.names import NameIndex

MOST_VALUES = 200
MOST_ROWS = 100
MOST_CHOICES = 5
FEW_NAMES = 30
NAMING_FIELDS = ("organization", "parent")
RANK = {"organizations": 0, "units": 1, "members": 1}
TABLE_OF: dict[str, Table] = {table.kind: table for table in TABLES}
Group = dict[str, Any]


def groups(checked: CheckedBatch, known: Known) -> list[Group]:
    """One group for each kind of problem: errors first, those of organizations before the rows that hang on them.

    A group is {"kind", "field", "column", "code", "severity", "message", "count", "values"}; each value {"found",
    "count", "rows": [{"file", "sheet", "row", "letter", "name"}], "choices": [what the cell may have meant]}. Of rows
    that are somebody else's only names are told, for those may be written wrongly.
    """
    found: dict[tuple[str, str, str], Group] = {}
    for sheet, row, problem in _problems(checked):
        if is_outside(row) and problem.message != UNFOUND:
            continue
        key = (sheet.kind, problem.field, problem.code)
        group = found.setdefault(key, _group(sheet, problem))
        group["count"] += 1
        _add(group, sheet, row, problem)
    guess = _Guess(checked, known)
    for group in found.values():
        values = sorted(group["values"].values(), key=lambda value: -value["count"])[:MOST_VALUES]
        group["values"] = [value | {"choices": guess.choices(group, value["found"])} for value in values]
    return sorted(found.values(), key=lambda group: (group["severity"], RANK[group["kind"]], -group["count"]))


def _problems(checked: CheckedBatch) -> Iterator[tuple[CheckedSheet, CheckedRow, Problem]]:
    for sheet in checked.sheets:
        for row in sheet.rows:
            for problem in row.problems:
                yield sheet, row, problem


def _group(sheet: CheckedSheet, problem: Problem) -> Group:
    return {
        "kind": sheet.kind,
        "field": problem.field,
        "column": TABLE_OF[sheet.kind].by_field[problem.field].label,
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        "count": 0,
        "values": {},
    }


def _add(group: Group, sheet: CheckedSheet, row: CheckedRow, problem: Problem) -> None:
    value = group["values"].setdefault(problem.found, {"found": problem.found, "count": 0, "rows": []})
    value["count"] += 1
    if len(value["rows"]) < MOST_ROWS:
        place = {"file": sheet.file, "sheet": sheet.sheet, "row": row.number, "letter": problem.letter}
        value["rows"].append(place | {"name": row.values.get("name") or ""})


class _Guess:
    """What a cell that was not understood may have meant."""

    def __init__(self, checked: CheckedBatch, known: Known) -> None:
        rows = (row for sheet in checked.of_kind("organizations") for row in sheet.rows if row.is_good)
        self.roots = [name for name, parent in known.organizations.items() if not parent]
        self.index = NameIndex([*known.organizations, *(row.values["name"] for row in rows)])

    def choices(self, group: Group, found: str) -> Sequence[str]:
        if group["field"] in NAMING_FIELDS:
            return self._names(found)
        if group["code"] == SECOND_ROOT_CODE:
            return self.roots
        return TABLE_OF[group["kind"]].by_field[group["field"]].choices

    def _names(self, found: str) -> Sequence[str]:
        candidates = self.index.resolve(found).candidates[:MOST_CHOICES]
        if candidates:
            return candidates
        like = names_like(found, self.index.names)
        few = self.index.names if len(self.index.names) <= FEW_NAMES else ()
        return [*like, *(name for name in few if name not in like)]
