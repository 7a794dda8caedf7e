"""An old workbook that claims cells no sheet has is refused before memory is given to them."""

from struct import pack

import pytest

from gongjian.foundation.sheets.errors import DamagedFile, SheetTooWide
from gongjian.foundation.sheets.reading import read_sheets
from gongjian.foundation.sheets.records import check_records
from tests.workbooks import xls

PLAIN = xls([["姓名", "党龄"], ["张三", 1.23456789012]])
NUMBER = PLAIN.index(pack("<HHHH", 0x0203, 14, 1, 1))
DIMENSIONS = PLAIN.index(pack("<HH", 0x0200, 14))


def forged(place: int, replacement: bytes) -> bytes:
    return PLAIN[:place] + replacement + PLAIN[place + len(replacement) :]


def test_a_plain_workbook_passes() -> None:
    check_records(PLAIN)


def test_a_cell_in_a_column_no_sheet_has() -> None:
    with pytest.raises(SheetTooWide):
        read_sheets(forged(NUMBER + 4, pack("<HH", 65_535, 65_535)))


def test_a_cell_that_makes_the_sheet_too_large_to_hold() -> None:
    with pytest.raises(SheetTooWide):
        read_sheets(forged(NUMBER + 4, pack("<HH", 65_535, 255)))


@pytest.mark.parametrize("claim", [(0, 0x7FFFFFFF, 0, 2), (0, 2, 0, 65_535), (0x8000, 2, 0, 2), (0, 2, 3, 2)])
def test_dimensions_no_sheet_has(claim: tuple[int, ...]) -> None:
    with pytest.raises(SheetTooWide):
        read_sheets(forged(DIMENSIONS + 4, pack("<IIHH", *claim)))


def test_a_chain_of_sectors_that_leads_nowhere() -> None:
    with pytest.raises(DamagedFile):
        check_records(forged(48, pack("<I", 0x00FFFFFF)))
