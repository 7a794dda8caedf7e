"""Which rows below a header are data, and what is not: totals, notes, signatures, repeated headers."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from gongjian.foundation.sheets.cells import Cell, Row, shown
from gongjian.foundation.sheets.header import Header
from gongjian.foundation.sheets.sheet import Sheet, SheetRow
from gongjian.foundation.sheets.table import Reader, fold_header
from gongjian.foundation.sheets.text import compact, means_nothing

SUM = "合计|小计|总计|共计|累计|总数|总人数|合计人数|合计数|总合计"
TOTAL = re.compile(
    rf"(?:本页|本表|全部|以上|其中|全街道|街道)?(?:{SUM})(?:[^一-鿿].*|共.*|$)"
    r"|.{0,30}(?:小计|合计|总计)[::]?(?:共?\d+.*)?|共\d+.*"
)
ROLES = (
    "附?注释?|备注|说明|填[表报写](?:人|说明|单位|时间|日期|要求)?|制表(?:人|单位|时间|日期)?|审[核批](?:人|意见)?|复核人?|经办人?|"
    "统计人|负责人|单位负责人|分管领导|主要领导|联系人|联系电话|电话|日期|报送(?:人|单位|时间|日期)|统计(?:时间|日期)"
)
NOTE = re.compile(
    rf"[※*(\[【〔]*(?:{ROLES})[)\]】〕]*(?:[::;.、(]|\d|$)|.{{0,20}}(?:\((?:盖章|签字|签名)\)|盖章|签字|签名)[::]?(?:.*\d.*)?$"
)
SIGNED = re.compile(r"\s*(?:填[表报]人|制表人?|审[核批]人?|复核人?|经办人?|统计人|负责人|签[字名]|注|备注)\s")
SECTION = re.compile(r"[(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)]?[、.,)]")
COUNT = re.compile(r"(?:共|计)?\d+(?:\.\d+)?(?:人|个|家|名|户|条)?")
DAY = re.compile(r"\d{4}[-./年]\d{1,2}(?:[-./月]\d{1,2})?[日月]?")
SENTENCE = re.compile(r"[。;:,!?]")
INSTRUCTIONS = frozenset({"必填", "选填", "示例", "样例", "填写示例", "例"})
NUMBER = re.compile(r"[0-9A-Za-z]{15,20}")
LONGEST_COUNT = 12
LONGEST_LONE_NAME = 20
TITLE_SPAN = 3
FEWEST_FILLED = 5


def data_rows(sheet: Sheet, header: Header) -> Iterator[SheetRow]:
    """The rows of the table below its header that are about one subject each."""
    judge = _Judge(header)
    for row in sheet.rows():
        if row.number > header.row and judge.is_data(row):
            yield row


class _Judge:
    """Tells data from everything else that stands below a header."""

    def __init__(self, header: Header) -> None:
        table = header.table
        self.key = header.columns[table.key]
        self.proof = [header.columns[name] for name in table.proof if name in header.columns]
        self.columns = list(header.columns.values())
        known = [(header.columns[name], table.by_field[name]) for name in table.proof if name in header.columns]
        self.numbers = [(index, column.read) for index, column in known if column.field == table.proof[0]]
        self.choices = [(index, column.read) for index, column in known if column.choices]
        self.serial = header.serial
        self.words = header.words
        self.names = table.fields_by_name
        self.headings = {compact(header.texts[self.key]).casefold(), *self.names, *self.words[self.key]}

    def is_data(self, row: SheetRow) -> bool:
        """Whether the row is about one subject; the plain case, a name with proof beside it, is decided first."""
        name, proof = _at(row.own, self.key), _at(row.own, self.proof[0]) if self.proof else None
        if isinstance(name, str) and proof is not None and not means_nothing(name):
            text = compact(name)
            if (
                text.casefold() not in self.headings
                and text not in INSTRUCTIONS
                and not text[0].isdecimal()
                and not (TOTAL.fullmatch(text) or NOTE.match(text) or SIGNED.match(name))
            ):
                return True
        return self._is_data(row)

    def _is_data(self, row: SheetRow) -> bool:
        filled = {index: text for index, cell in enumerate(row.own) if (text := _said(cell))}
        beside = {index: text for index, text in filled.items() if index != self.serial}
        if not beside or self._repeats_header(beside):
            return False
        if self._is_note(filled, row.own) or self._is_total(filled):
            return False
        return len(beside) > 1 or not self._is_remark(row, *next(iter(beside.items())))

    def _is_note(self, filled: dict[int, str], own: Row) -> bool:
        place, first = next(iter(filled.items()))
        if first in INSTRUCTIONS and place != self.key:
            return True
        if filled.get(self.key) in INSTRUCTIONS:
            return not _reads_well(self.numbers, own)
        return _is_signed(first, own[place]) and not self._is_proven(filled, own)

    def _is_proven(self, filled: dict[int, str], own: Row) -> bool:
        """Whether what stands beside a name that reads like a note shows that it is a name."""
        if self.key not in filled:
            return False
        if _reads_well([*self.numbers, *self.choices], own):
            return True
        if any(NUMBER.fullmatch(filled.get(index, "")) for index, _ in self.numbers):
            return True
        said = [index for index in self.columns if index in filled]
        others = [index for index in said if index != self.key and _is_signed(filled[index], own[index])]
        return len(said) >= FEWEST_FILLED and 2 * len(said) > len(self.columns) and not others

    def _repeats_header(self, filled: dict[int, str]) -> bool:
        folded = {index: fold_header(text) for index, text in filled.items()}
        same = sum(index < len(self.words) and text in self.words[index] for index, text in folded.items())
        known = sum(text in self.names for text in folded.values())
        return (same >= 2 and 2 * same >= len(filled)) or (folded.get(self.key) in self.names and known >= 2)

    def _is_total(self, filled: dict[int, str]) -> bool:
        if not any(TOTAL.fullmatch(text) for text in list(filled.values())[:2]):
            return False
        proofs = [filled[index] for index in self.proof if index in filled]
        return all(len(text) <= LONGEST_COUNT and (COUNT.fullmatch(text) or TOTAL.fullmatch(text)) for text in proofs)

    def _is_remark(self, row: SheetRow, index: int, text: str) -> bool:
        """Whether the only text of a row is a title, a remark, a number or a day rather than a name."""
        spread = sum(cell is not None and cell == row.own[index] for cell in row.cells)
        if spread >= TITLE_SPAN or SECTION.match(text) or COUNT.fullmatch(text) or DAY.fullmatch(text):
            return True
        if index > self.key:
            return self.serial is None or _at(row.own, self.serial) is None
        return len(text) > LONGEST_LONE_NAME or SENTENCE.search(text) is not None


def _at(row: Row, index: int) -> Cell:
    return row[index] if index < len(row) else None


def _is_signed(text: str, cell: Cell) -> bool:
    """Whether a cell, and the compact TEXT of it, begins like a note or a signature."""
    return bool(NOTE.match(text) or SIGNED.match(shown(cell)))


def _reads_well(columns: Sequence[tuple[int, Reader]], row: Row) -> bool:
    """Whether one of COLUMNS holds what it asks for."""
    readings = (read(_at(row, index), date.max) for index, read in columns)
    return any(value and not problem for value, problem in readings)


def _said(cell: Cell) -> str:
    text = shown(cell)
    return "" if means_nothing(text) else compact(text)
