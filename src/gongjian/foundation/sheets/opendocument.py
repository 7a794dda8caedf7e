"""What the reader of .ods files leaves out: merged ranges, and how far repeated cells reach."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError, iterparse
from zipfile import ZipFile

from gongjian.foundation.sheets.errors import DamagedFile, OverpackedFile
from gongjian.foundation.sheets.limits import BROKEN, check_reach
from gongjian.foundation.sheets.sheet import Merge

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")

LONGEST_NUMBER = 9


@dataclass
class _Survey:
    """Where the reading of a table stands."""

    merges: list[Merge] = field(default_factory=list)
    row: int = 0
    rows: int = 0
    columns: int = 0

    def take_row(self, element: Element) -> None:
        filled = self._take_cells(element)
        self.row += _count(element, "number-rows-repeated")
        if filled:
            self.rows = self.row
            self.columns = max(self.columns, filled)

    def _take_cells(self, row: Element) -> int:
        column = filled = 0
        for cell in row:
            if cell.tag not in CELLS:
                continue
            down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
            if (down, across) != (1, 1):
                self.merges.append(Merge(self.row, column, self.row + down - 1, column + across - 1))
            column += _count(cell, "number-columns-repeated")
            filled = column if len(cell) else filled
        return filled


def is_encrypted(package: ZipFile) -> bool:
    """Whether the manifest says that the content asks for a password.

    Raises:
        DamagedFile: there is no manifest, or it cannot be unpacked.
    """
    try:
        return b"encryption-data" in package.read("META-INF/manifest.xml")
    except BROKEN as error:
        raise DamagedFile from error


def survey(package: ZipFile) -> dict[str, list[Merge]]:
    """The merged ranges of every table, by its name.

    Raises:
        DamagedFile: the content cannot be read.
        OverpackedFile: the content defines entities of its own.
        SheetTooLong, SheetTooWide
    """
    merges: dict[str, list[Merge]] = {}
    try:
        with package.open("content.xml") as stream:
            if b"<!DOCTYPE" in stream.read(2000):
                raise OverpackedFile
        with package.open("content.xml") as stream:
            current = _Survey()
            for event, element in iterparse(stream, events=("start", "end")):  # noqa: S314 - no entities: DOCTYPE is refused above
                if event == "start" and element.tag == f"{TABLE}table":
                    current = _Survey()
                elif event == "end" and element.tag == f"{TABLE}table-row":
                    current.take_row(element)
                    element.clear()
                elif event == "end" and element.tag == f"{TABLE}table":
                    name = element.get(f"{TABLE}name", "")
                    check_reach(current.rows, current.columns, sheet=f"“{name}”")
                    merges[name] = current.merges
                    element.clear()
    except (ParseError, *BROKEN) as error:
        raise DamagedFile from error
    return merges


def _count(element: Element, name: str) -> int:
    count = element.get(f"{TABLE}{name}", "1")
    return int(count[:LONGEST_NUMBER]) if count.isdecimal() else 1
