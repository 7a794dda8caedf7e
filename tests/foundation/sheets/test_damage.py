"""Whatever happens to a file on its way, reading it gives sheets or says in one sentence why it cannot."""

from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from gongjian.foundation.sheets.errors import DamagedFile, UnreadableFile
from gongjian.foundation.sheets.reading import read_sheets
from tests.workbooks import delimited, ods, xls, xlsx

DAMAGES = 40
ROWS = [["姓名", "备注", "党支部"], *([f"张{number}", f'一,"{number}"\n二', "第一党支部"] for number in range(20))]
CELL = (
    '<table:table-cell table:number-columns-spanned="1" office:value-type="string">'
    "<text:p>{}</text:p></table:table-cell>"
)
ROW = '<table:table-row table:number-rows-repeated="1">{}</table:table-row>'
TABLE = '<table:table table:name="甲">{}</table:table>'
OPEN = ods(TABLE.format("".join(ROW.format("".join(map(CELL.format, row))) for row in ROWS)))
PAGE = "".join(["<table>", *("<tr><td colspan=1>" + "<td rowspan=1>".join(row) + "</tr>" for row in ROWS), "</table>"])
FILES = {
    "xlsx": xlsx({"甲": ROWS}, merges=["A2:A4"]),
    "xlsm": xlsx({"甲": ROWS}).replace(b"sheet.main+xml", b"macro.main+xml"),
    "xls": xls(ROWS),
    "ods": OPEN,
    "csv": delimited(ROWS, encoding="gb18030"),
    "csv in UTF-16": delimited(ROWS, encoding="utf-16"),
    "web page": PAGE.encode(),
}


def damaged(content: bytes, chance: Random) -> bytes:
    """CONTENT with bytes changed, taken out, repeated, or cut off."""
    broken = bytearray(content)
    for _ in range(chance.choice([1, 1, 3, 20])):
        place = chance.randrange(len(broken))
        match chance.randrange(4):
            case 0:
                broken[place] = chance.randrange(256)
            case 1:
                del broken[place : place + chance.randrange(1, 40)]
            case 2:
                broken[place:place] = broken[place : place + 9]
            case 3:
                del broken[place if chance.random() < 0.1 else -1 :]
        broken = broken or bytearray(b"?")
    return bytes(broken)


def damaged_inside(content: bytes, chance: Random) -> bytes:
    """A package with one entry damaged or left out, packed again so that it looks whole from outside."""
    buffer = BytesIO()
    with ZipFile(BytesIO(content)) as package, ZipFile(buffer, "w", ZIP_DEFLATED) as copy:
        entries = package.namelist()
        hit, is_gone = chance.choice(entries), chance.random() < 0.2
        for name in entries:
            if name != hit:
                copy.writestr(name, package.read(name))
            elif not is_gone:
                copy.writestr(name, damaged(package.read(name), chance))
    return buffer.getvalue()


def survives(content: bytes) -> bool:
    """Whether the file can be read to its end, or is refused with a sentence; anything else raises."""
    try:
        return all(row.number for sheet in read_sheets(content) for row in sheet.rows())
    except UnreadableFile as refused:
        return str(refused).endswith("。")


@pytest.mark.parametrize("kind", FILES)
def test_a_damaged_file_of_any_kind_is_read_or_refused(kind: str) -> None:
    assert all(survives(damaged(FILES[kind], Random(seed))) for seed in range(DAMAGES))


@pytest.mark.parametrize("kind", ["xlsx", "xlsm", "ods"])
def test_a_package_damaged_inside_is_read_or_refused(kind: str) -> None:
    assert all(survives(damaged_inside(FILES[kind], Random(seed))) for seed in range(DAMAGES))


def without(name: str) -> bytes:
    buffer = BytesIO()
    with ZipFile(BytesIO(OPEN)) as package, ZipFile(buffer, "w") as copy:
        for entry in package.namelist():
            if entry != name:
                copy.writestr(entry, package.read(entry))
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        without("META-INF/manifest.xml"),
        xls(ROWS)[:512] + bytes(19) + xls(ROWS)[512:],
        OPEN.replace(b"PK\x01\x02\x14\x03\x14\x00", b"PK\x01\x02\x14\x03\xff\x00"),
        ods(TABLE.format(ROW.format('<table:table-cell table:number-columns-repeated="' + "9" * 5000 + '"/>'))),
    ],
    ids=["without manifest", "with sectors in a circle", "of a later zip version", "with an endless number"],
)
def test_a_broken_file_is_damaged(content: bytes) -> None:
    with pytest.raises(DamagedFile):
        read_sheets(content)
