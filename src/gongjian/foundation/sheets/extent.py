"""How far the filled cells of a worksheet (xlsx) reach, however its tags are written."""

import re
from collections.abc import Iterable
from xml.parsers import expat

from gongjian.foundation.sheets.cells import column_number
from gongjian.foundation.sheets.errors import DamagedFile, OverpackedFile

REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class _Extent:
    """Follows the tags of a worksheet; a cell counts once it holds something."""

    def __init__(self) -> None:
        self.row = self.column = self.rows = self.columns = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                given = attributes.get("r", "")
                self.row, self.column = int(given[:9]) if given.isdecimal() else self.row + 1, 0
            case "c":
                self._place(attributes.get("r", ""))
            case "v" | "is" | "f":
                self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)

    def _place(self, reference: str) -> None:
        if match := REFERENCE.fullmatch(reference):
            self.column, self.row = column_number(match[1]) + 1, int(match[2])
        else:
            self.column += 1


def _refuse_doctype(*_: object) -> None:
    raise OverpackedFile


def filled_reach(chunks: Iterable[bytes], *, most_rows: int) -> tuple[int, int]:
    """The last row and the last column (both from 1) with a filled cell; no further than it takes to pass `most_rows`.

    Raises:
        OverpackedFile: the sheet defines entities of its own.
        DamagedFile: the sheet is no well-formed XML.
    """
    extent = _Extent()
    parser = expat.ParserCreate()
    parser.StartElementHandler = extent.start
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            if extent.rows > most_rows:
                return extent.rows, extent.columns
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise DamagedFile from error
    return extent.rows, extent.columns
