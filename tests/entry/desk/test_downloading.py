"""What can be taken away: empty tables, one's own file marked, the rows that were left out."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.urls import reverse

from gongjian.entry.desk.checking import TABLES
from gongjian.foundation.history import Entry
from tests import rosters
from tests.entry.desk.conftest import Clerk

pytestmark = pytest.mark.django_db


def workbook(clerk: Clerk, path: str) -> Any:
    response = clerk.client.get(path)
    assert response.status_code == 200
    return openpyxl.load_workbook(BytesIO(response.content))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.kind)
def test_an_empty_table_has_the_columns_the_check_knows(clerk: Clerk, table: Any) -> None:
    sheet = workbook(clerk, reverse("desk_template", args=[table.kind])).active
    assert [cell.value for cell in sheet[1]] == [column.label for column in table.columns]


def test_there_is_no_empty_table_of_an_unknown_kind(clerk: Clerk) -> None:
    clerk.reads(reverse("desk_template", args=["cats"]), 404)


def with_a_bad_row() -> list[tuple[str, bytes]]:
    table = rosters.members()
    table[1]["入党日期"] = "2001-02-30"
    return rosters.files(members=table)


def test_ones_own_file_comes_back_with_the_problem_beside_its_row(clerk: Clerk) -> None:
    batch = clerk.hand_in(with_a_bad_row())
    file = batch.files.get(name="members.csv")
    sheet = workbook(clerk, reverse("desk_marked", args=[batch.pk, file.pk])).active
    assert sheet.cell(1, sheet.max_column).value == "问题"
    assert "没有这一天" in sheet.cell(3, sheet.max_column).value


def test_a_file_of_another_batch_is_not_found(clerk: Clerk) -> None:
    batch, other = clerk.hand_in(with_a_bad_row()), clerk.hand_in(rosters.files())
    clerk.reads(reverse("desk_marked", args=[batch.pk, other.files.first().pk]), 404)


def test_the_rows_left_out_come_with_their_old_number_and_the_problem(clerk: Clerk) -> None:
    batch = clerk.hand_in(with_a_bad_row())
    clerk.presses(reverse("desk_import", args=[batch.pk]), skip="1")
    book = workbook(clerk, reverse("desk_skipped", args=[batch.pk]))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert len(book.worksheets) == 1
    assert rows[0][-2:] == ["原来的行号", "问题"]
    assert [(row[0], row[-2]) for row in rows[1:]] == [("单雄信", 3)]
    assert Entry.objects.filter(verb="导出").get().reason == "1 行"


def test_what_was_mended_on_the_page_is_mended_in_both_files(clerk: Clerk) -> None:
    table = rosters.members()
    table[1]["入党日期"], table[2]["入党日期"] = "2001-02-30", "2001-02-31"
    table[1]["姓名"] = ""
    batch = clerk.hand_in(rosters.files(members=table))
    number = next(at for at, each in enumerate(batch.report["files"]) if each["file"] == "members.csv")
    cells = {"cell-3-joined_on": "2026-01-05", "cell-4-joined_on": "2001-02-28"}
    clerk.presses(reverse("desk_cells", args=[batch.pk, number]), **cells)
    file = batch.files.get(name="members.csv")
    sheet = workbook(clerk, reverse("desk_marked", args=[batch.pk, file.pk])).active
    assert [sheet.cell(row, 3).value for row in (3, 4)] == ["2026-01-05", "2001-02-28"]
    assert [sheet.cell(row, sheet.max_column).value for row in (3, 4)] == ["没有写姓名。请补上，或删掉这一行。", None]
    assert sheet.cell(4, 3).fill.fgColor.rgb.endswith("E2EFDA")
    skipped = workbook(clerk, reverse("desk_skipped", args=[batch.pk])).active
    assert [cell.value for cell in skipped[2]][2] == "2026-01-05"
