"""套表: asked once, remembered, issued again with one press; nobody takes away more than they may."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from gongjian.foundation import registry
from gongjian.foundation.history import Entry
from gongjian.foundation.work import Figure
from gongjian.mechanisms.reports.meanings import meaning_of, value_of
from gongjian.mechanisms.reports.models import OutsideForm
from gongjian.mechanisms.reports.outside import Unanswered, explain, hand_in, issue, stop_form, unanswered
from gongjian.mechanisms.reports.queries import period_at
from gongjian.mechanisms.reports.terms import Meaning
from gongjian.mechanisms.reports.workbooks import UnfitForm
from tests.mechanisms.reports.desk import OCTOBER, Desk, signed_in
from tests.mechanisms.reports.test_workbooks import form
from tests.street import NOW, TODAY, member

pytestmark = pytest.mark.django_db
CELLS = {
    "A1": "{{社区名称}}{{期间}}党建统计表",
    "B3": "{{党员数}}",
    "B4": "{{流动党员}}",
    "B5": "{{党支部数}}",
    "B6": "{{新发展党员}}",
    "B7": "{{上月新发展党员}}",
    "B8": "{{会议次数}}",
    "B9": "{{志愿者口号}}",
    "A11": "填报单位：{{填报单位}}",
    "B11": "{{填报日期}}",
    "C11": "{{填表人}}",
}
ROSTER = {"A1": "党员名册", "A2": "序号", "B2": "姓名", "C2": "人员类别", "D2": "入党日期"}


@pytest.fixture
def desk() -> Desk:
    return Desk()


def handed_in(desk: Desk, cells: dict[str, str]) -> OutsideForm:
    return hand_in(
        desk.first,
        name="区里要的表",
        asked_by="区委组织部",
        months=1,
        file_name="空表.xlsx",
        content=form(cells),
        by=desk.writer,
        now=NOW,
    )


def typed_boxes(page: str) -> int:
    main = page[page.index("<main") :]
    visible = [box for box in re.findall(r"<(?:input|textarea)\b[^>]*>", main) if 'type="hidden"' not in box]
    return len(visible)


def test_an_outside_form_of_twelve_blanks_takes_one_typed_field_the_first_month_and_none_after(desk: Desk) -> None:
    client = signed_in(desk.writer)
    upload = SimpleUploadedFile("空表.xlsx", form(CELLS))
    posted = {"name": "区里要的表", "asked_by": "区委组织部", "months": "1", "content": upload}
    address = client.post("/r/forms/new", posted).url
    kept = OutsideForm.objects.get()
    assert (len(kept.meanings), unanswered(kept)) == (12, ["志愿者口号"])
    assert typed_boxes(client.get(address).content.decode()) == 1
    assert client.post(f"{address}/issue", {"period": "2026-10-01"}).url == address
    client.post(address, {"what-0": "", "words-0": "=人人出力"})
    assert typed_boxes(client.get(address).content.decode()) == 0
    sheet = load_workbook(io.BytesIO(client.post(f"{address}/issue", {"period": "2026-10-01"}).content)).active
    assert sheet is not None
    assert [sheet[f"B{row}"].value for row in range(3, 10)] == [3, 0, 1, 3, 0, 0, "=人人出力"]
    assert sheet["A1"].value == "甲社区党总支2026 年 10 月党建统计表"
    assert sheet["B9"].data_type == "s"
    member("朱五", desk.branch, joined_on=date(2026, 11, 2))
    again = load_workbook(io.BytesIO(client.post(f"{address}/issue", {"period": "2026-11-01"}).content)).active
    assert again is not None
    assert [again[f"B{row}"].value for row in range(3, 8)] == [4, 0, 1, 1, 3]
    assert kept.issues.count() == 2


def test_the_usual_period_of_one_press_is_the_month_that_ended(desk: Desk) -> None:
    explain(handed_in(desk, CELLS), {"志愿者口号": [Meaning.TEXT, ""]}, by=desk.writer, now=NOW)
    page = signed_in(desk.writer).get("/r/forms/").content.decode()
    assert "出 2026 年" in page


def test_a_roster_is_filled_from_what_one_may_see_and_export(desk: Desk) -> None:
    kept = handed_in(desk, ROSTER)
    assert kept.lists == [
        {"sheet": "Sheet", "row": 2, "table": "members", "columns": {"B": "name", "C": "status", "D": "joined_on"}}
    ]
    made = issue(kept, desk.first, period_at(OCTOBER, 1), by=desk.writer, now=NOW)
    client = signed_in(desk.writer)
    sheet = load_workbook(io.BytesIO(client.get(f"/r/forms/{kept.pk}/{made.pk}").content)).active
    assert sheet is not None
    names = {sheet[f"B{row}"].value for row in range(3, 6)}
    assert names == {"丁一", "何二", "林三"}
    assert sheet["C3"].value == "正式党员"
    assert sheet["B6"].value is None
    assert Entry.objects.filter(verb="导出").exists()


def test_every_list_there_is_can_be_filled_with_all_its_columns(desk: Desk) -> None:
    for table in registry.tables(TODAY).values():
        kept = handed_in(desk, {f"{get_column_letter(n)}1": each.label for n, each in enumerate(table.columns, 1)})
        made = issue(kept, desk.first, period_at(OCTOBER, 1), by=desk.writer, now=NOW)
        assert kept.lists[0]["table"] == table.key
        assert made.rows or table.key != "members"


def test_blanks_that_were_never_explained_keep_the_form_back(desk: Desk) -> None:
    kept = handed_in(desk, CELLS)
    with pytest.raises(Unanswered, match="志愿者口号"):
        issue(kept, desk.first, period_at(OCTOBER, 1), by=desk.writer, now=NOW)


@pytest.mark.parametrize(
    ("many", "said"), [(10, "空9。说明一次"), (11, "空9 等 11 处。说明一次"), (500, "空9 等 500 处。说明一次")]
)
def test_a_refusal_names_ten_blanks_at_most(desk: Desk, many: int, said: str) -> None:
    kept = handed_in(desk, {f"A{at + 1}": f"{{{{空{at}}}}}" for at in range(many)})
    with pytest.raises(Unanswered, match=said):
        issue(kept, desk.first, period_at(OCTOBER, 1), by=desk.writer, now=NOW)


def test_a_file_with_too_much_to_fill_is_refused(desk: Desk) -> None:
    with pytest.raises(UnfitForm, match="有 501 处要填，一张表最多 500 处"):
        handed_in(desk, {"A1": "".join(f"{{{{空{at}}}}}" for at in range(501))})
    assert OutsideForm.objects.count() == 0


def test_a_file_with_nothing_to_fill_is_refused(desk: Desk) -> None:
    with pytest.raises(UnfitForm, match="没有找到要填的地方"):
        handed_in(desk, {"A1": "只有标题"})
    upload = SimpleUploadedFile("花名册.xlsx", b"not a workbook")
    posted = {"name": "表", "months": "1", "content": upload}
    assert signed_in(desk.writer).post("/r/forms/new", posted).status_code == 422


def test_a_form_is_its_keepers_alone(desk: Desk) -> None:
    kept = handed_in(desk, CELLS)
    for path in ("", "/issue", "/0"):
        method = "post" if path == "/issue" else "get"
        assert getattr(signed_in(desk.neighbor), method)(f"/r/forms/{kept.pk}{path}").status_code == 404
    explain(kept, {"志愿者口号": [Meaning.TEXT, "x"]}, by=desk.writer, now=NOW)
    answer = signed_in(desk.writer).post(f"/r/forms/{kept.pk}/issue", {"organization": desk.second.pk})
    assert answer.status_code == 404
    stop_form(kept, by=desk.writer, now=NOW)
    assert "已停用" in signed_in(desk.writer).get("/r/forms/").content.decode()


def test_names_are_told_as_far_as_they_go() -> None:
    def count(**_: object) -> int:
        return 7

    known = {
        "members": Figure("members", "党员总数", "名", count, lambda *_: "", standing=True),
        "members_in": Figure("members_in", "转入党员", "名", count, lambda *_: ""),
    }
    assert [
        meaning_of(name, known) for name in ("党员数", "转入人数", "上月转入党员", "上月党员数", "社 区", "口号")
    ] == [
        ["figure", "members"],
        ["figure", "members_in"],
        ["before", "members_in"],
        None,
        ["word", "community"],
        None,
    ]


def test_a_word_is_that_of_the_organization_and_the_period(desk: Desk) -> None:
    period, known = period_at(OCTOBER, 1), dict[str, Figure]()
    words = ("organization", "superior", "period", "year", "month", "since", "until", "today", "author")
    found = [value_of(["word", each], desk.first, period, known, by=desk.writer, on=TODAY) for each in words]
    assert found == [
        "甲社区党总支",
        "居民区综合党委",
        "2026 年 10 月",
        2026,
        10,
        OCTOBER,
        date(2026, 10, 31),
        TODAY,
        str(desk.writer),
    ]
    assert value_of(["figure", "gone"], desk.first, period, known, by=desk.writer, on=TODAY) is None
