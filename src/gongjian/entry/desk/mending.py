"""Like problems as lines with one button each, and the fixes that a press of it means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongjian.entry.desk.grouping import NAMING_FIELDS, TABLE_OF
from gongjian.entry.desk.limiting import ADRIFT_CODE, SECOND_ROOT_CODE, UNSETTLED_CODE
from gongjian.entry.desk.limiting import CODE as OUTSIDE
from gongjian.foundation.sheets.dates import UnreadableDate, read_date

FIRST_DAY = "first-day"
UNDECIDED = "undecided"
DATE_CODES = ("date_month_only", "date_short_year")
BY_ROW_CODES = ("conversion_before_join", "join_before_18", "probationary_with_conversion", "uscc_duplicate")
NAMING_CODES = (
    "branch_unknown",
    "branch_ambiguous",
    "parent_unknown",
    "parent_ambiguous",
    "organization_unknown",
    UNSETTLED_CODE,
    OUTSIDE,
)
NOT_FOR_ALL = (OUTSIDE, ADRIFT_CODE, "cycle", "id_duplicate", "name_duplicate", "parent_bad")
NEVER_EMPTY = ("name", "identity_number")
QUIET = ("identity_number", "phone")
MOST_NAMES = 6
MOST_ERRORS = 8
MOST_DOUBTS = 3
MOST_OTHERS = 16
Group = Mapping[str, Any]
Value = Mapping[str, Any]
Fix = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of 同样的问题，一次改完. `found`, `file` and `sheet` narrow the group down; "" when they do not."""

    kind: str
    field: str
    code: str
    column: str
    sentence: str
    example: str
    count: int
    fixable: int
    is_error: bool
    choices: tuple[tuple[str, str], ...]
    found: str = ""
    file: str = ""
    sheet: str = ""

    @property
    def is_outside(self) -> bool:
        """Whether the rows are somebody else's, unless the name in them is a slip."""
        return self.code == OUTSIDE

    @property
    def comes_first(self) -> bool:
        """Whether everything else of the table waits for this one row."""
        return self.code == SECOND_ROOT_CODE

    @property
    def is_typed(self) -> bool:
        """Whether the name is written by hand, for there are too many to choose from."""
        return bool(self.found) and not any(value for value, _ in self.choices)


def lines_of(report: Mapping[str, Any], *, on: date) -> list[Line]:
    """All lines of a report, errors first, led by what the rest hangs on; MOST_NAMES of the names that say nothing."""
    lines: list[Line] = []
    for group in report.get("groups", ()):
        if group["code"] in NAMING_CODES and group["field"] in NAMING_FIELDS:
            lines += _by_name(group)
        else:
            lines.append(_whole(group, on))
    return sorted(lines, key=lambda line: (not line.is_error, -line.comes_first, -line.count))


def first_lines(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines worth seeing at once, and the others: what keeps most rows out, then what is doubtful most often."""
    errors = [line for line in lines if line.is_error and not line.is_outside]
    doubts = [line for line in lines if not line.is_error]
    rest = errors[MOST_ERRORS:] + doubts[MOST_DOUBTS:] + [line for line in lines if line.is_outside]
    return errors[:MOST_ERRORS] + doubts[:MOST_DOUBTS], rest[:MOST_OTHERS]


def fixes_for(report: Mapping[str, Any], pressed: Mapping[str, str], *, on: date) -> list[Fix]:
    """What pressing a line's button with a choice means; none when the report no longer holds such problems."""
    wanted = pressed.get("kind"), pressed.get("field"), pressed.get("code")
    fixes: list[Fix] = []
    for group in report.get("groups", ()):
        if (group["kind"], group["field"], group["code"]) == wanted:
            fixes += _fixes(group, pressed, on)
    return fixes


@dataclass(frozen=True, slots=True)
class Made:
    """Fixes chosen in one go: their positions in `batch.fixes`, and what they do in words."""

    numbers: tuple[int, ...]
    sentence: str


def made_so_far(fixes: Sequence[Mapping[str, Any]], report: Mapping[str, Any]) -> list[Made]:
    """The fixes of a batch, those of one field with one replacement together, the latest first."""
    together: dict[tuple[str, str, bool], list[int]] = defaultdict(list)
    for number, fix in enumerate(fixes):
        together[fix["field"], fix["replacement"], fix["row"] is None].append(number)
    made = [Made(tuple(numbers), _in_words([fixes[each] for each in numbers], report)) for numbers in together.values()]
    return sorted(made, key=lambda each: -each.numbers[-1])


def _in_words(fixes: Sequence[Mapping[str, Any]], report: Mapping[str, Any]) -> str:
    first, count = fixes[0], len(fixes)
    after = f"改成“{first['replacement']}”" if first["replacement"] else "先不填"
    if first["row"] is not None and count == 1:
        return f"第 {first['row']} 行的{_label(first, report)}，{after}"
    before = f"“{first['found']}”" if count == 1 and first["field"] not in QUIET else f" {count} 处"
    return f"{_label(first, report)}里的{before}，{after}"


def _label(fix: Mapping[str, Any], report: Mapping[str, Any]) -> str:
    """What the tables that a fix can touch call its field."""
    files = [entry for entry in report.get("files", ()) if entry["kind"] and fix["file"] in (None, entry["file"])]
    tables = [TABLE_OF[kind] for kind in dict.fromkeys(entry["kind"] for entry in files)]
    labels = (table.by_field[fix["field"]].label for table in tables if fix["field"] in table.by_field)
    return "、".join(dict.fromkeys(labels))


def _whole(group: Group, on: date) -> Line:
    first = group["values"][0]["found"] if group["values"] else ""
    return Line(
        **_common(group),
        example="" if group["field"] in QUIET else first,
        count=group["count"],
        fixable=sum(_reach(group, value) for value in group["values"]),
        choices=_choices(group, first, on),
    )


def _by_name(group: Group) -> Iterator[Line]:
    """A name means the same wherever it stands, unless it is short: then the sheet it stands in decides."""
    for value in group["values"][:MOST_NAMES]:
        places: dict[tuple[str, str], int] = defaultdict(int)
        for row in value["rows"]:
            places[row["file"], row["sheet"]] += 1
        everywhere = not group["code"].endswith("_ambiguous")
        for (file, sheet), count in [(("", ""), value["count"])] if everywhere else places.items():
            yield Line(
                **_common(group),
                example=value["found"],
                count=count,
                fixable=count,
                choices=_names(group, value),
                found=value["found"],
                file=file,
                sheet=sheet,
            )


def _names(group: Group, value: Value) -> tuple[tuple[str, str], ...]:
    """Names to choose from. One is chosen beforehand only where it alone holds all that was written, in order.

    What belongs to somebody else is not emptied, for that would bring the record into one's own roll.
    """
    names: Sequence[str] = value["choices"]
    likely = [name for name in names if _is_short_for(value["found"], name)]
    listed = [(name, name) for name in names]
    if len(likely) == 1 and group["code"].endswith("_unknown"):
        listed = [(likely[0], f"{likely[0]}（很像）"), *((name, name) for name in names if name != likely[0])]
    elif len(names) == 1 and group["code"].endswith("_ambiguous"):
        listed = [(names[0], f"{names[0]}（能用的只有它）")]
    elif names:
        listed.insert(0, (UNDECIDED, "选一个"))
    return (*listed,) if group["code"] == OUTSIDE else (*listed, ("", "先不填这一格"))


def _is_short_for(text: str, name: str) -> bool:
    """Whether NAME holds the characters of TEXT in their order: 怡康二支部 is 怡康花园社区第二党支部."""
    rest = iter(name)
    return all(character in rest for character in text)


def _common(group: Group) -> dict[str, Any]:
    return {
        "kind": group["kind"],
        "field": group["field"],
        "code": group["code"],
        "column": group["column"],
        "sentence": TABLE_OF[group["kind"]].sentences.get(group["code"], group["message"]).partition("。")[0],
        "is_error": group["severity"] == "error",
    }


def _choices(group: Group, example: str, on: date) -> tuple[tuple[str, str], ...]:
    if group["code"] == SECOND_ROOT_CODE:
        return tuple((name, f"就是“{name}”") for name in _shared_choices(group))
    if group["field"] in NEVER_EMPTY or group["code"] in NOT_FOR_ALL:
        return ()
    listed = [(name, f"都改成“{name}”") for name in _shared_choices(group)]
    if group["code"] in DATE_CODES and (read := _as_read(example, on)):
        label = "按当月 1 日" if group["code"] == "date_month_only" else "补成四位的年份"
        listed.append((FIRST_DAY, f"{label}：{read}"))
    return (*listed, ("", "先不填"))


def _shared_choices(group: Group) -> Sequence[str]:
    """Words to choose from, when all cells of the group say the same."""
    return group["values"][0]["choices"] if len(group["values"]) == 1 else ()


def _reach(group: Group, value: Value) -> int:
    return len(value["rows"]) if group["code"] in BY_ROW_CODES else int(value["count"])


def _fixes(group: Group, pressed: Mapping[str, str], on: date) -> Iterator[Fix]:
    choice, found = pressed.get("choice", ""), pressed.get("found", "")
    place = {name: pressed[name] for name in ("file", "sheet") if pressed.get("file")}
    for value in group["values"]:
        if found and value["found"] != found:
            continue
        replacement = _as_read(value["found"], on) if choice == FIRST_DAY else choice
        fix = {"field": group["field"], "found": value["found"], "replacement": replacement}
        if group["code"] == SECOND_ROOT_CODE:
            yield {**fix, "field": "parent"}
        if group["code"] in (*BY_ROW_CODES, SECOND_ROOT_CODE):
            yield from (fix | {name: row[name] for name in ("file", "sheet", "row")} for row in value["rows"])
        else:
            yield fix | place


def _as_read(text: str, on: date) -> str:
    try:
        read = read_date(text, on=on)
    except UnreadableDate:
        return ""
    return read.date.isoformat() if read else ""
