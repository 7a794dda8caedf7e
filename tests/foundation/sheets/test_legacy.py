"""A password is seen before a compound file is opened."""

from gongjian.foundation.sheets.legacy import is_cut_short, is_protected, is_workbook
from tests.workbooks import xls

PLAIN = xls([["姓名"]])
BOF = b"\x09\x08\x10\x00\x00\x06\x05\x00"


def test_a_plain_file_asks_for_no_password() -> None:
    assert (is_protected(PLAIN), is_workbook(PLAIN), is_cut_short(PLAIN)) == (False, True, False)


def test_a_file_pass_record_asks_for_one() -> None:
    start = PLAIN.index(BOF)
    after_first = start + 4 + 16
    locked = PLAIN[:after_first] + b"\x2f\x00\x04\x00\x00\x00\x00\x00" + PLAIN[after_first + 8 :]
    assert is_protected(locked)


def test_half_a_file_is_cut_short() -> None:
    assert is_cut_short(PLAIN[: len(PLAIN) // 2])
