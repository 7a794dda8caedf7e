"""What a check found, as plain data: for `--json`, for the wizard's pages, for the batch's memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongjian.entry.desk.checking import CheckedBatch, CheckedSheet, Problem, Severity
from gongjian.entry.desk.writing import KINDS, distinct, good_rows

Report = dict[str, Any]


def report(checked: CheckedBatch) -> Report:
    """{"files": an entry for every table and every file that could not be read, "summary": good rows by kind}."""
    return {
        "files": [*map(_unreadable, _unread(checked)), *map(_sheet, checked.sheets)],
        "summary": {kind: distinct(list(good_rows(checked, kind)), kind) for kind in KINDS},
    }


def exit_code(checked: CheckedBatch) -> int:
    """0 when every row is good, 1 when some are not, 2 when a file could not be read or there is no table at all."""
    if next(_unread(checked), None):
        return 2
    return int(any(not row.is_good for sheet in checked.sheets for row in sheet.rows))


def rows_in(entry: Report) -> dict[str, int]:
    """How many rows of one table are bad, are bad for nothing but a repetition, and are only doubtful."""
    bad = {problem["row"] for problem in entry["errors"]}
    other = {problem["row"] for problem in entry["errors"] if not problem["code"].endswith("_duplicate")}
    doubtful = {problem["row"] for problem in entry["warnings"]} - bad
    return {"bad_rows": len(bad), "repeated_rows": len(bad - other), "doubtful_rows": len(doubtful)}


def _unread(checked: CheckedBatch) -> Iterator[tuple[str, str, str]]:
    for file in checked.unreadable:
        yield file.name, file.code, file.message
    if not checked.sheets and not checked.unreadable:
        names = "、".join(file.name for file in checked.files)
        yield (
            names,
            "no_table",
            "没有找到党组织、单位或党员的表格。请看表头有没有“党组织名称”“单位名称”或“姓名”这一列。",
        )


def _unreadable(file: tuple[str, str, str]) -> Report:
    name, code, message = file
    problem = {"row": None, "column": None, "code": code, "message": message}
    empty = {"sheet": "", "kind": None, "header_row": None, "data_rows": 0}
    return {"file": name, **empty, "errors": [problem], "warnings": []}


def _sheet(sheet: CheckedSheet) -> Report:
    return {
        "file": sheet.file,
        "sheet": sheet.sheet,
        "kind": sheet.kind,
        "header_row": sheet.header_row,
        "data_rows": sheet.data_rows,
        "errors": list(_problems(sheet, Severity.ERROR)),
        "warnings": list(_problems(sheet, Severity.WARNING)),
    }


def _problems(sheet: CheckedSheet, severity: Severity) -> Iterator[Report]:
    for row in sheet.rows:
        yield from (_problem(row.number, each) for each in row.problems if each.severity is severity)


def _problem(row: int, problem: Problem) -> Report:
    return {"row": row, "column": problem.column, "code": problem.code, "message": problem.message}
