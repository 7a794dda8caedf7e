"""However a worksheet is written, no cell far away goes unseen."""

import pytest

from gongjian.foundation.sheets.errors import DamagedFile, OverpackedFile
from gongjian.foundation.sheets.extent import filled_reach


@pytest.mark.parametrize(
    ("body", "reach"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row>', (1, 1)),
        ("<row r='7'><c r='XFD7'><v>1</v></c></row>", (7, 16_384)),
        ('<row\nr="1"><c s="1"\nr="B9"><v>1</v></c></row>', (9, 2)),
        ("<row><c><v>1</v></c><c/><c><v>1</v></c></row><row><c><v>1</v></c></row>", (2, 3)),
        ('<row r="5"/><row><c t="inlineStr"><is><t>甲</t></is></c></row>', (6, 1)),
        ('<row r="1048576"><c r="XFD1048576" s="1"/></row>', (0, 0)),
        ("", (0, 0)),
    ],
)
def test_the_last_filled_cell(body: str, reach: tuple[int, int]) -> None:
    assert filled_reach([f"<worksheet><sheetData>{body}</sheetData></worksheet>".encode()], most_rows=100) == reach


def test_prefixed_tags_are_the_same() -> None:
    sheet = b'<x:worksheet xmlns:x="urn:x"><x:row r="3"><x:c r="C3"><x:v>1</x:v></x:c></x:row></x:worksheet>'
    assert filled_reach([sheet[:40], sheet[40:]], most_rows=100) == (3, 3)


def test_own_entities_and_broken_tags_are_refused() -> None:
    with pytest.raises(OverpackedFile):
        filled_reach([b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'], most_rows=100)
    with pytest.raises(DamagedFile):
        filled_reach([b"<worksheet><row></worksheet>"], most_rows=100)
