"""What a check found, as plain data: for `--json`, for the wizard's pages, for the batch's memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongjian.entry.desk.checking import CheckedBatch, CheckedSheet, Problem, Severity
from gongjian.entry.desk.limiting import CODE, is_outside
from gongjian.entry.desk.verdict import Verdict
from gongjian.entry.desk.writing import KINDS, distinct, good_rows

Report = dict[str, Any]
NO_TABLE = "里面没有党组织、单位或党员的表，什么都不会导入。"


def report(checked: CheckedBatch) -> Report:
    """What a check found.

    {"files": an entry for every table and every file that could not be read, "unread": [{"file", "message"}] for every
    file of which nothing is imported, "summary": good rows by kind}.
    """
    return {
        "files": [*map(_unreadable, _unread(checked)), *map(_sheet, checked.sheets)],
        "unread": [
            {"file": each.name, "message": each.message or NO_TABLE}
            for each in (*checked.unreadable, *checked.without_table)
        ],
        "summary": {kind: distinct(list(good_rows(checked, kind)), kind) for kind in KINDS},
    }


def verdict(checked: CheckedBatch) -> Verdict:
    """Whether the batch may be imported; rows that are somebody else's are left out in any case."""
    if next(_unread(checked), None):
        return Verdict.UNREADABLE
    wrong = any(not (row.is_good or is_outside(row)) for sheet in checked.sheets for row in sheet.rows)
    return Verdict.ROWS_BAD if wrong else Verdict.CLEAN


def rows_in(entry: Report) -> dict[str, int]:
    """How many rows of one table are somebody else's, bad, bad for nothing but a repetition, and only doubtful."""
    outside = {problem["row"] for problem in entry["errors"] if problem["code"] == CODE}
    bad = {problem["row"] for problem in entry["errors"]} - outside
    other = {problem["row"] for problem in entry["errors"] if not problem["code"].endswith("_duplicate")}
    doubtful = {problem["row"] for problem in entry["warnings"]} - bad - outside
    counts = {"bad_rows": len(bad), "repeated_rows": len(bad - other), "doubtful_rows": len(doubtful)}
    return counts | {"outside_rows": len(outside)}


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
