"""Checks files before an import: finds the tables in them and judges every row against all the others."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePath

from gongjian.entry.desk.matching import Matching
from gongjian.foundation.bulk import undisturbed
from gongjian.foundation.sheets.checked import (
    CheckedRow,
    Judge,
    Problem,
    Reporter,
    Severity,
    checked_rows,
)
from gongjian.foundation.sheets.errors import UnknownFormat, UnreadableFile
from gongjian.foundation.sheets.header import Header, find_header
from gongjian.foundation.sheets.reading import read_sheets
from gongjian.foundation.sheets.repairs import Fix
from gongjian.foundation.sheets.sheet import Sheet
from gongjian.registers.members import tables as members
from gongjian.registers.organizations import tables as organizations
from gongjian.registers.organizations.names import Doubt, NameIndex
from gongjian.registers.units import tables as units
from gongjian.registers.units.tables import UnitNames

__all__ = [
    "CheckedBatch",
    "CheckedFile",
    "CheckedRow",
    "CheckedSheet",
    "Fix",
    "Known",
    "Problem",
    "Severity",
    "Source",
    "check_sources",
]

JUDGES: Mapping[str, Judge] = {
    organizations.TABLE.kind: organizations.judge,
    units.TABLE.kind: units.judge,
    members.TABLE.kind: members.judge,
}
SETTLERS: Mapping[str, Callable[[Header, Sheet], Header]] = {
    units.TABLE.kind: units.settled,
    members.TABLE.kind: members.settled,
}
BY_HEADERS = Matching()
WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".ods")
DISGUISED = "这个文件的名字像 Excel 表格，里面却不是。请用 Excel 或 WPS 打开，另存为 .xlsx 再传。"
Place = tuple[str, int]
TABLES = (organizations.TABLE, units.TABLE, members.TABLE)


@dataclass(frozen=True)
class Source:
    """A file to check. `name` is what the sender calls it; it decides the order in which duplicates are judged."""

    name: str
    content: bytes | Path


@dataclass(frozen=True)
class Known:
    """What the platform already holds: superiors of organizations and credit codes of units, by full name.

    An identity number that is already there makes the row an update, never an error.
    """

    organizations: Mapping[str, str | None] = field(default_factory=dict)
    units: Mapping[str, str | None] = field(default_factory=dict)
    identity_numbers: Collection[str] = ()


@dataclass(frozen=True)
class CheckedFile:
    """A file of the batch. `code` and `message` say why it could not be read; both are empty when it could.

    A message without a code says why nobody minds that it could not.
    """

    name: str
    code: str = ""
    message: str = ""

    @property
    def is_readable(self) -> bool:
        """Whether the file could be opened."""
        return not self.code


@dataclass
class CheckedSheet:
    """A table found in a file. `header_row` is its last header row (from 1), `columns` counts columns from 0.

    `remembered` says that its columns are matched as a person once matched the same headers.
    """

    file: str
    sheet: str
    kind: str
    header_row: int
    columns: Mapping[str, int]
    headers: Sequence[str]
    unmapped: Sequence[int]
    remembered: bool = False
    rows: list[CheckedRow] = field(default_factory=list)

    @property
    def data_rows(self) -> int:
        """How many data rows there are, bad ones included."""
        return len(self.rows)

    @property
    def good_rows(self) -> list[CheckedRow]:
        """The rows that may be imported."""
        return [row for row in self.rows if row.is_good]


@dataclass
class CheckedBatch:
    """All files of one check, in the order of their names, and the tables found in them."""

    files: list[CheckedFile] = field(default_factory=list)
    sheets: list[CheckedSheet] = field(default_factory=list)

    @property
    def unreadable(self) -> list[CheckedFile]:
        """The files that could not be opened."""
        return [file for file in self.files if not file.is_readable]

    @property
    def without_table(self) -> list[CheckedFile]:
        """The files that were read but hold none of the tables known here."""
        found = {sheet.file for sheet in self.sheets}
        return [file for file in self.files if file.is_readable and file.name not in found]

    def of_kind(self, kind: str) -> list[CheckedSheet]:
        """The tables of one kind: organizations, units or members."""
        return [sheet for sheet in self.sheets if sheet.kind == kind]


@dataclass(frozen=True)
class _Work:
    """A table on its way through the check."""

    sheet: Sheet
    reporter: Reporter
    checked: CheckedSheet

    @property
    def header(self) -> Header:
        return self.reporter.header


def untold(done: int, total: int) -> None:
    """Progress that nobody waits for."""


@undisturbed()
def check_sources(
    sources: Sequence[Source],
    *,
    known: Known,
    on: date,
    fixes: Sequence[Fix] = (),
    matching: Matching = BY_HEADERS,
    progress: Callable[[int, int], None] = untold,
) -> CheckedBatch:
    """Read and check files as they would be imported on the day `on`; nothing is changed anywhere.

    Short names of organizations are resolved against all tables of the batch and what is `known`. `fixes` are
    applied to the cells first. `matching` says what people chose for columns. `progress` hears how many rows have been
    checked, and how many there are below all headers.
    """
    batch = CheckedBatch()
    works = [
        work for source in sorted(sources, key=lambda source: source.name) for work in _open(source, batch, matching)
    ]
    total = sum(max(work.sheet.height - work.checked.header_row, 0) for work in works)
    check = _Check(known=known, on=on, fixes=fixes, progress=lambda done: progress(done, total))
    progress(0, total)
    check.organizations([work for work in works if work.checked.kind == organizations.TABLE.kind])
    check.units([work for work in works if work.checked.kind == units.TABLE.kind])
    check.members([work for work in works if work.checked.kind == members.TABLE.kind])
    return batch


def _open(source: Source, batch: CheckedBatch, matching: Matching) -> Iterator[_Work]:
    try:
        sheets = read_sheets(source.content)
    except UnreadableFile as error:
        batch.files.append(CheckedFile(source.name, error.code, str(error)))
        return
    batch.files.append(CheckedFile(source.name))
    for sheet in sheets:
        header = find_header(sheet, TABLES)
        if header is None:
            continue
        if settle := SETTLERS.get(header.table.kind):
            header = settle(header, sheet)
        header, remembered = matching.matched(header, (source.name, sheet.name))
        if header.table.key not in header.columns:
            continue
        checked = CheckedSheet(
            file=source.name,
            sheet=sheet.name,
            kind=header.table.kind,
            header_row=header.row,
            columns=header.columns,
            headers=header.texts,
            unmapped=header.unmapped,
            remembered=remembered,
        )
        batch.sheets.append(checked)
        yield _Work(sheet, Reporter(header), checked)
    if is_disguised(source.name, sheets) and not any(each.file == source.name for each in batch.sheets):
        batch.files[-1] = CheckedFile(source.name, UnknownFormat.code, DISGUISED)


def is_disguised(name: str, sheets: Sequence[Sheet]) -> bool:
    """Whether a file whose name promises a workbook holds plain text."""
    return PurePath(name).suffix.lower() in WORKBOOK_ENDINGS and [sheet.name for sheet in sheets] == [""]


class _Check:
    """One run over a batch; organizations come first, for everything else names them."""

    def __init__(self, *, known: Known, on: date, fixes: Sequence[Fix], progress: Callable[[int], None]) -> None:
        self.known, self.on, self.fixes, self.progress = known, on, fixes, progress
        self.done = 0
        self.names = NameIndex(known.organizations)
        self.unit_names = UnitNames(list(known.units))

    def _read(self, work: _Work) -> Iterator[CheckedRow]:
        file, sheet = work.checked.file, work.checked.sheet
        fixes = [fix for fix in self.fixes if fix.concerns(file=file, sheet=sheet)]
        judge = JUDGES[work.checked.kind]
        for row in checked_rows(work.sheet, work.header, on=self.on, judge=judge, fixes=fixes):
            work.checked.rows.append(row)
            self.done += 1
            if self.done % 500 == 0:
                self.progress(self.done)
            yield row

    def organizations(self, works: Sequence[_Work]) -> None:
        rows = [(row, work.reporter) for work in works for row in self._read(work)]
        self.names = organizations.check_tree(rows, self.known.organizations)

    def units(self, works: Sequence[_Work]) -> None:
        codes: set[str] = set()
        names = list(self.known.units)
        for work in works:
            for row in self._read(work):
                code = row.values.get("code")
                if code in codes:
                    row.problems.append(work.reporter.problem("uscc_duplicate", "code", code))
                elif code:
                    codes.add(code)
                self._name_organization(row, work.reporter)
                if row.is_good:
                    names.append(row.values["name"])
        self.unit_names = UnitNames(names)

    def _name_organization(self, row: CheckedRow, reporter: Reporter) -> None:
        text = row.values.get("organization")
        if text:
            meant = self.names.resolve(text)
            row.values["organization"] = meant.name or text
            if meant.doubt:
                row.problems.append(reporter.problem("organization_unknown", "organization", text))

    def members(self, works: Sequence[_Work]) -> None:
        places: dict[str, Place] = {}
        for work in works:
            where = " ".join(filter(None, (work.checked.file, work.checked.sheet)))
            for row in self._read(work):
                self._name_branch(row, work.reporter)
                workplace = row.values.get("workplace")
                row.values["unit"] = self.unit_names.match(workplace) if workplace else None
                self._refuse_second(row, work.reporter, where, places)

    def _name_branch(self, row: CheckedRow, reporter: Reporter) -> None:
        text = row.values.get("organization")
        if text:
            meant = self.names.resolve(text)
            row.values["organization"] = meant.name
            if meant.doubt:
                code = "branch_ambiguous" if meant.doubt is Doubt.AMBIGUOUS else "branch_unknown"
                row.problems.append(reporter.problem(code, "organization", text))

    def _refuse_second(self, row: CheckedRow, reporter: Reporter, where: str, places: dict[str, Place]) -> None:
        number = row.values.get("identity_number")
        if not number or not row.is_good:
            return
        here = (where, row.number)
        first = places.setdefault(number, here)
        if first is not here:
            message = f"这个身份证号在“{first[0]} 第 {first[1]} 行”已经用过。请核对是不是同一个人登记了两次。"
            row.problems.append(reporter.problem("id_duplicate", "identity_number", number, message))
