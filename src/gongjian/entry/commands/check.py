"""`./gongjian check`: judge the office's spreadsheets row by row and change nothing."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongjian.entry.commands.days import day
from gongjian.entry.desk.verdict import Verdict

if TYPE_CHECKING:
    from gongjian.entry.desk.checking import CheckedBatch, Known, Source

KIND_WORDS = {"organizations": "党组织", "units": "单位", "members": "党员"}
SHEET_ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ett", ".ods", ".csv", ".tsv", ".htm", ".html"})
EXIT_CODES: Mapping[Verdict, int] = {Verdict.CLEAN: 0, Verdict.ROWS_BAD: 1, Verdict.UNREADABLE: 2}
MISSING = "这里没有这个文件或文件夹。请核对路径。"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help="spreadsheets, or folders of spreadsheets")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument("--on", type=day, metavar="DATE", help="judge as of this day (default: today)")


def run(options: argparse.Namespace) -> int:
    from django.utils import timezone  # Django is ready only now

    from gongjian.entry.desk.known import known_if_any
    from gongjian.entry.desk.reporting import report, verdict

    _, checked = checked_at(options.paths, known=known_if_any(), on=options.on or timezone.localdate())
    found = report(checked)
    say(found, ending(found), as_json=options.json)
    return EXIT_CODES[verdict(checked)]


def checked_at(paths: Sequence[str], *, known: Known, on: date) -> tuple[list[Source], CheckedBatch]:
    """The files at PATHS, and what their check finds. A path where nothing is counts as an unreadable file."""
    from gongjian.entry.desk.checking import CheckedFile, Source, check_sources  # reads models

    there = [Path(each) for each in paths if Path(each).exists()]
    sources = [Source(name, file) for file, name in named(there).items()]
    checked = check_sources(sources, known=known, on=on)
    checked.files += [CheckedFile(each, "file_missing", MISSING) for each in paths if not Path(each).exists()]
    pass_over(checked, {name for path in there if path.is_dir() for name, _ in files_at(path)})
    return sources, checked


def named(paths: Sequence[Path]) -> dict[Path, str]:
    """{file: what a report calls it}: each file once, and by its whole path where two have one name."""
    found: dict[Path, str] = {}
    for path in paths:
        for name, file in files_at(path):
            found.setdefault(file.resolve(), name)
    uses = Counter(found.values())
    return {file: name if uses[name] == 1 else file.as_posix() for file, name in found.items()}


def pass_over(checked: CheckedBatch, beside: Collection[str]) -> None:
    """What lies BESIDE the spreadsheets of a folder and is none does no harm; it is mentioned all the same."""
    for file in checked.unreadable:
        if file.name in beside and Path(file.name).suffix.lower() not in SHEET_ENDINGS:
            checked.files[checked.files.index(file)] = replace(file, code="")


def files_at(path: Path) -> Iterator[tuple[str, Path]]:
    """(name, file) of PATH itself, or of all it holds, by name; hidden files and those an open Excel leaves are not."""
    if not path.is_dir():
        yield path.name, path
        return
    for file in sorted(path.rglob("*")):
        name = file.relative_to(path)
        if file.is_file() and not any(part.startswith((".", "~$")) for part in name.parts):
            yield name.as_posix(), file


def say(found: dict[str, Any], ending: str, *, as_json: bool) -> None:
    """Print a report, as JSON or in words with an ENDING; files that say nothing go to standard error, too."""
    told = {sheet["file"] for sheet in found["files"]}
    for each in found["unread"]:
        if each["file"] not in told:
            print(f"没有读“{each['file']}”：{each['message']}", file=sys.stderr)
    print(json.dumps(found, ensure_ascii=False) if as_json else "\n".join([*lines(found), ending]))


def lines(found: dict[str, Any]) -> Iterator[str]:
    """Every table of a report, and every problem in it as Excel names its row."""
    for sheet in found["files"]:
        where = "·".join(filter(None, (sheet["file"], sheet["sheet"])))
        if sheet["kind"] is None:
            yield f"✗ {where}：{sheet['errors'][0]['message']}"
            continue
        yield f"{where}：{KIND_WORDS[sheet['kind']]} {sheet['data_rows']} 行"
        for sign, problems in (("✗", sheet["errors"]), ("·", sheet["warnings"])):
            yield from (f"  {sign} 第 {each['row']} 行 {each['column']}：{each['message']}" for each in problems)


def ending(found: dict[str, Any]) -> str:
    """How many records could be imported."""
    good = "，".join(f"{KIND_WORDS[kind]} {count}" for kind, count in found["summary"].items())
    return f"可以导入：{good}。"
