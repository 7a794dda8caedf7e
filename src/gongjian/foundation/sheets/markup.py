"""Web pages named .xls, as many office systems export them."""

from html.parser import HTMLParser

from gongjian.foundation.sheets.cells import Row
from gongjian.foundation.sheets.delimited import decoded
from gongjian.foundation.sheets.errors import UnknownFormat
from gongjian.foundation.sheets.limits import check_reach
from gongjian.foundation.sheets.sheet import Merge, Sheet

MAX_SPAN = 1000


class _TableParser(HTMLParser):
    """Collects the rows and merged ranges of every table of a page.

    `covered` are the columns that a cell from above reaches into, each with the last row it reaches; `width` is that of
    the widest table, `height` that of all tables.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[tuple[list[Row], list[Merge]]] = []
        self.covered: dict[int, int] = {}
        self.width = self.height = 0
        self.text: list[str] | None = None
        self.span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._close_cell()
            self.tables.append(([], []))
            self.covered = {}
        elif tag == "tr" and self.tables:
            self._close_cell()
            self.tables[-1][0].append([])
            self.height += 1
            self._check_reach()
        elif tag in ("td", "th") and self.tables and self.tables[-1][0]:
            self._close_cell()
            self.text, self.span = [], _span(dict(attrs))
        elif tag in ("br", "p") and self.text:
            self.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._close_cell()

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)

    def _close_cell(self) -> None:
        if self.text is None:
            return
        rows, merges = self.tables[-1]
        row, index = rows[-1], len(rows) - 1
        while self.covered.get(len(row), -1) >= index:
            row.append(None)
        down, across = self.span
        left, right, bottom = len(row), len(row) + across - 1, index + down - 1
        if (down, across) != (1, 1):
            merges.append(Merge(index, left, bottom, right))
        if down > 1:
            self.covered.update(dict.fromkeys(range(left, right + 1), bottom))
        row.append("".join(self.text).strip() or None)
        row.extend([None] * (across - 1))
        self.text = None
        self.width = max(self.width, len(row))
        self._check_reach()

    def _check_reach(self) -> None:
        """Stop as soon as the tables, each as wide as the widest, are too large to hold."""
        check_reach(self.height, self.width, sheet="这个文件")


def _span(attributes: dict[str, str | None]) -> tuple[int, int]:
    counts = [attributes.get(name) or "1" for name in ("rowspan", "colspan")]
    down, across = (min(int(count[:9]), MAX_SPAN) if count.isdecimal() else 1 for count in counts)
    return max(down, 1), max(across, 1)


def read_markup(content: bytes) -> list[Sheet]:
    """The tables of a web page, one sheet each.

    Raises:
        UnknownFormat: the page holds no table.
        SheetTooLong, SheetTooWide
    """
    parser = _TableParser()
    parser.feed(decoded(content))
    tables = [(rows, merges) for rows, merges in parser.tables if rows]
    if not tables:
        raise UnknownFormat
    if len(tables) == 1:
        return [_sheet("", *tables[0])]
    return [_sheet(f"第{position}个表", *table) for position, table in enumerate(tables, start=1)]


def _sheet(name: str, rows: list[Row], merges: list[Merge]) -> Sheet:
    width = max(map(len, rows))
    for row in rows:
        row.extend([None] * (width - len(row)))
    return Sheet(name, lambda: iter(rows), merges, len(rows))
