"""A look at the tags is enough to refuse a sheet that would fill the memory."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from gongjian.foundation.sheets.errors import SheetTooLong, SheetTooWide, UnreadableFile
from gongjian.foundation.sheets.limits import check_worksheets, open_package

NEAR = '<row r="1"><c r="A1"><v>1</v></c></row>'


def checked(body: str) -> None:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{body}</sheetData></worksheet>")
    with open_package(buffer.getvalue()) as package:
        check_worksheets(package)


@pytest.mark.parametrize(
    ("far", "reason"),
    [
        ('<row r="1048576"><c r="A1048576"><v>1</v></c></row>', SheetTooLong),
        ('<row r="2"><c r="A1048576"><v>1</v></c></row>', SheetTooLong),
        ("<row r='1048576'><c r='A1048576'><v>1</v></c></row>", SheetTooLong),
        ('<x:row r="1048576"><x:c r="A1048576"><v>1</v></x:c></x:row>', SheetTooLong),
        ('<row\tr="1048576"><c r="A1048576"><v>1</v></c></row>', SheetTooLong),
        ('<row r="2"><c r="XFD99999"><v>1</v></c></row>', SheetTooWide),
        ('<row r="2"><c t="n" r="XFD99999"><v>1</v></c></row>', SheetTooWide),
        ('<row r="99999">' + "<c/>" * 16_000 + "<c><v>1</v></c></row>", SheetTooWide),
    ],
)
def test_a_cell_far_away_is_seen_in_every_spelling(far: str, reason: type[UnreadableFile]) -> None:
    body = (NEAR + far).replace("<x:row", '<x:row xmlns:x="urn:x"')
    with pytest.raises(reason):
        checked(body)


def test_a_long_roster_passes() -> None:
    checked(NEAR + '<row r="199999"><c r="AX199999"><v>1</v></c></row>')
