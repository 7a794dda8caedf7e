"""The file that comes back says the same as the one sent in, and shows what the check found."""

from datetime import date
from io import BytesIO

import openpyxl

from gongjian.entry.desk.checking import Known, Source, check_sources
from gongjian.entry.desk.marking import marked_file
from tests.workbooks import ORGANIZATIONS, xlsx

TODAY = date(2026, 11, 23)


def test_a_marked_file_can_be_sent_in_again() -> None:
    source = Source("党组织台账.xlsx", xlsx({"台账": ORGANIZATIONS}))
    batch = check_sources([source], known=Known(), on=TODAY)
    marked = Source(source.name, marked_file(source, batch))
    assert check_sources([marked], known=Known(), on=TODAY).sheets[0].rows == batch.sheets[0].rows
    cell = openpyxl.load_workbook(BytesIO(marked.content))["台账"]["G8"]
    assert cell.value == "没有写党组织名称。请补上，或删掉这一行。"
