"""What an address says about a list, and what becomes of it on screen and in a sheet."""

from __future__ import annotations

import io
from datetime import date
from types import SimpleNamespace

from django.http import QueryDict
from openpyxl import load_workbook

from gongjian.foundation.pages.lists import Cell, Column, Filter, Order, Table
from gongjian.foundation.pages.lists.declaring import fixed, text_of
from gongjian.foundation.pages.lists.exporting import list_sheet, workbook
from gongjian.foundation.pages.lists.state import State, state_from

NAME = Order("pinyin", "拼音", "pinyin")
JOINED = Order("joined", "入党日期", "joined", descending=True)
TABLE = Table(
    key="people",
    label="人",
    unit="名",
    rows=lambda user: None,  # type: ignore[arg-type, return-value]
    url_name="today",
    columns=(
        Column("name", "姓名", lambda row: row.name, order="pinyin"),
        Column("mark", "标记", lambda row: Cell(row.mark, mark="none")),
        Column("born", "生日", lambda row: row.born, shown=False),
    ),
    orders=(NAME, JOINED),
    filters=(
        Filter("q", "姓名", lambda rows, value: rows, kind="text"),
        Filter("kind", "类别", lambda rows, value: rows, choices=fixed([("a", "甲")])),
        Filter("before", "早于", lambda rows, value: rows, kind="date"),
        Filter("age", "岁数", lambda rows, value: rows, kind="number"),
    ),
)


def read(query: str) -> State:
    return state_from(TABLE, QueryDict(query), None)


def test_an_empty_address_is_the_usual_look() -> None:
    state = read("q=&kind=&sort=&before=")
    assert (state.query, state.sort, [column.key for column in state.columns]) == ("", "pinyin", ["name", "mark"])


def test_an_address_is_read_and_written_back_as_short_as_possible() -> None:
    state = read("kind=a&q=王&sort=-joined&columns=born&columns=name&after=x&unknown=1")
    assert (state.order, state.descending) == (JOINED, True)
    assert state.query == "q=%E7%8E%8B&kind=a&sort=-joined&columns=name.born"
    assert read(state.query) == state


def test_dates_and_numbers_are_read_as_people_write_them() -> None:
    assert read("before=2026年5月&age=60").values == {"before": date(2026, 5, 1), "age": 60}


def test_what_cannot_be_read_is_no_filter_and_is_said() -> None:
    state = read("kind=b&before=昨天&age=x&sort=nothing")
    assert (dict(state.values), state.wrong, state.order) == ({}, {"kind", "before", "age"}, NAME)


def test_a_heading_turns_its_order_round() -> None:
    state = read("")
    assert state.sorted_by(NAME).sort == "-pinyin"
    assert state.sorted_by(JOINED).sort == "-joined"
    assert state.sorted_by(JOINED).sorted_by(JOINED).sort == "joined"


def test_values_are_shown_in_words() -> None:
    assert [text_of(value) for value in (None, "", 1234, date(2026, 5, 1), "甲")] == [
        "",
        "",
        "1,234",
        "2026-05-01",
        "甲",
    ]


def test_a_sheet_holds_days_as_days_and_text_as_text() -> None:
    rows = [
        SimpleNamespace(name="=1+1", mark="@x", born=date(2026, 5, 1)),
        SimpleNamespace(name="+8", mark=None, born=None),
    ]
    sheet = load_workbook(io.BytesIO(workbook(list_sheet(TABLE.columns, rows, name="人")))).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows(max_col=2)] == [
        ["姓名", "标记"],
        ["=1+1", "@x"],
        ["+8", None],
    ]
    assert sheet["A2"].data_type == "s"
    assert sheet["C2"].value.date() == date(2026, 5, 1)
