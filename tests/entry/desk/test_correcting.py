"""A checked batch put right by plain forms: like problems together, cells one by one, columns."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gongjian.entry.desk.actions import apply_fixes, assign_columns, discard, leave_out, take_back_fixes
from gongjian.entry.desk.models import Batch
from gongjian.foundation.files import StoredFile
from gongjian.registers.members.models import Member
from tests import rosters
from tests.entry.desk.conftest import Clerk
from tests.street import NOW

pytestmark = pytest.mark.django_db

WRONG = "东园第九支部"
MEMBERS = 0


def with_a_wrong_branch() -> list[tuple[str, bytes]]:
    table = rosters.members()
    for row in table[:2]:
        row["党支部"] = WRONG
    return rosters.files(members=table)


def address(name: str, batch: Batch, *more: int) -> str:
    return reverse(name, args=[batch.pk, *more])


def test_one_press_puts_all_like_problems_right(clerk: Clerk) -> None:
    batch = clerk.hand_in(with_a_wrong_branch())
    assert "改这 2 行" in clerk.reads(address("desk_batch", batch))
    pressed = {"kind": "members", "field": "organization", "code": "branch_unknown", "found": WRONG}
    text = clerk.presses(address("desk_fix", batch), **pressed, choice=rosters.FIRST)
    assert "改好了，再检查一遍。" in text
    assert "17 行都可以导入" in text
    assert f"组织关系所在党支部、已建党组织里的“{WRONG}”，改成“{rosters.FIRST}”" in text


def test_a_fix_can_be_taken_back(clerk: Clerk) -> None:
    batch = clerk.hand_in(with_a_wrong_branch())
    pressed = {"kind": "members", "field": "organization", "code": "branch_unknown", "found": WRONG}
    clerk.presses(address("desk_fix", batch), **pressed, choice=rosters.FIRST)
    assert "改这 2 行" in clerk.presses(address("desk_take_back", batch), number="0")


def test_a_press_without_a_choice_changes_nothing(clerk: Clerk) -> None:
    batch = clerk.hand_in(with_a_wrong_branch())
    pressed = {"kind": "members", "field": "organization", "code": "branch_unknown", "found": WRONG}
    assert "还没有选改成哪一个。" in clerk.presses(address("desk_fix", batch), **pressed, choice="undecided")
    batch.refresh_from_db()
    assert batch.fixes == []


def test_a_press_on_a_line_that_is_gone_says_so(clerk: Clerk) -> None:
    batch = clerk.hand_in(rosters.files())
    pressed = {"kind": "members", "field": "organization", "code": "branch_unknown", "found": WRONG, "choice": ""}
    assert "这些行刚才已经改过了，没有再改。" in clerk.presses(address("desk_fix", batch), **pressed)


def test_cells_are_put_right_one_by_one_and_only_in_their_row(clerk: Clerk) -> None:
    batch = clerk.hand_in(with_a_wrong_branch())
    cells = {"cell-2-organization": rosters.SECOND, "cell-3-organization": WRONG, "at-sheet": "0"}
    text = clerk.presses(address("desk_cells", batch, MEMBERS), **cells)
    assert "改了 1 格，再检查一遍。" in text
    assert 'name="cell-3-organization"' in text
    assert 'name="cell-2-organization"' not in text


def test_a_cell_put_right_twice_says_the_latest(clerk: Clerk) -> None:
    batch = clerk.hand_in(with_a_wrong_branch())
    clerk.presses(address("desk_cells", batch, MEMBERS), **{"cell-2-organization": "没有这个支部"})
    assert 'value="没有这个支部"' in clerk.reads(address("desk_batch", batch))
    clerk.presses(address("desk_cells", batch, MEMBERS), **{"cell-2-organization": rosters.SECOND})
    clerk.presses(address("desk_import", batch), skip="1")
    assert Member.objects.get(name="何一").organization.name == rosters.SECOND


def test_cells_that_a_short_row_ends_before_are_put_right_too(clerk: Clerk) -> None:
    text = f"姓名,党支部,公民身份号码,入党日期\n何一\n单雄信,{rosters.FIRST},{rosters.identity(2)},2001-07-01\n"
    batch = clerk.hand_in([("members.csv", text.encode())])
    cells = {"cell-2-organization": rosters.FIRST, "cell-2-joined_on": "2001-07-01"}
    cells["cell-2-identity_number"] = rosters.identity(1)
    assert "改了 3 格，再检查一遍。" in clerk.presses(address("desk_cells", batch, MEMBERS), **cells)
    clerk.presses(address("desk_import", batch))
    assert Member.objects.get(name="何一").organization.name == rosters.FIRST


def test_saving_untouched_cells_says_that_nothing_was_typed(clerk: Clerk) -> None:
    batch = clerk.hand_in(with_a_wrong_branch())
    text = clerk.presses(address("desk_cells", batch, MEMBERS), **{"cell-2-organization": WRONG})
    assert "没有看到改动。" in text


def test_a_column_is_given_another_field_by_hand(clerk: Clerk) -> None:
    batch = clerk.hand_in(rosters.files())
    text = clerk.reads(address("desk_columns", batch, MEMBERS))
    assert '<option value="organization" selected>' in text
    chosen = {f"column-{index}": field for index, field in enumerate(["name", "identity_number", "", "organization"])}
    assert "列对好了，再检查一遍。" in clerk.presses(address("desk_columns", batch, MEMBERS), **chosen)
    batch.refresh_from_db()
    assert "joined_on" not in batch.report["sheets"][MEMBERS]["columns"]


def test_two_columns_for_one_field_are_refused_in_words(clerk: Clerk) -> None:
    batch = clerk.hand_in(rosters.files())
    response = clerk.client.post(address("desk_columns", batch, MEMBERS), {"column-0": "name", "column-1": "name"})
    assert response.status_code == 422
    assert "“姓名”选了不止一列。每一项只能对一列。" in response.content.decode()


def test_a_table_without_its_name_column_is_refused_in_words(clerk: Clerk) -> None:
    batch = clerk.hand_in(rosters.files())
    response = clerk.client.post(address("desk_columns", batch, MEMBERS), {"column-1": "identity_number"})
    assert "还没有说哪一列是“姓名”。" in response.content.decode()


def test_columns_of_an_imported_batch_stay(clerk: Clerk) -> None:
    batch = clerk.hand_in(rosters.files())
    clerk.presses(address("desk_import", batch))
    assert clerk.client.get(address("desk_columns", batch, MEMBERS))["Location"] == address("desk_batch", batch)


def test_a_table_that_is_not_there_is_not_found(clerk: Clerk) -> None:
    batch = clerk.hand_in(rosters.files())
    clerk.reads(address("desk_columns", batch, 9), 404)


def test_several_fixes_are_chosen_and_taken_back_together(clerk: Clerk) -> None:
    batch = clerk.hand_in(with_a_wrong_branch())
    fixes = [{"field": "organization", "found": WRONG, "replacement": "", "row": row} for row in (2, 3)]
    apply_fixes(batch, fixes, by=clerk.user, now=NOW)
    assert [fix["row"] for fix in batch.fixes] == [2, 3]
    take_back_fixes(batch, {0, 1}, by=clerk.user, now=NOW)
    assert (batch.fixes, batch.verdict) == ([], "rows_bad")


def test_what_is_discarded_leaves_no_file_behind_but_what_others_use(clerk: Clerk) -> None:
    batch = clerk.hand_in(rosters.files())
    clerk.hand_in([*rosters.files(), rosters.file("more.csv", rosters.units())])
    discard(batch, by=clerk.user, now=NOW)
    assert StoredFile.objects.count() == 4
    discard(Batch.objects.get(), by=clerk.user, now=NOW)
    assert (StoredFile.objects.count(), Batch.objects.count()) == (0, 0)


def test_one_file_is_left_out_and_the_others_go_on(clerk: Clerk) -> None:
    batch = clerk.hand_in([*rosters.files(), ("别的.xlsx", b"PK\x03\x04 no workbook")])
    wrong = batch.files.get(name="别的.xlsx")
    text = clerk.presses(address("desk_leave_out", batch), file=str(wrong.pk))
    assert "不要“别的.xlsx”了，其余的再检查一遍。" in text
    assert "17 行都可以导入" in text
    assert not StoredFile.objects.filter(pk=wrong.file_id).exists()
    assert "导入完成" in clerk.presses(address("desk_import", batch))


def test_what_was_chosen_for_a_file_goes_with_it(clerk: Clerk) -> None:
    batch = clerk.hand_in(with_a_wrong_branch())
    fixes = [
        {"field": "organization", "found": WRONG, "replacement": "", "file": each} for each in ("members.csv", None)
    ]
    apply_fixes(batch, fixes, by=clerk.user, now=NOW)
    assign_columns(batch, "members.csv", "", {0: "name"}, by=clerk.user, now=NOW)
    leave_out(batch, batch.files.get(name="members.csv").pk, by=clerk.user, now=NOW)
    assert ([fix["file"] for fix in batch.fixes], batch.columns) == ([None], [])


def test_the_last_file_stays_until_the_whole_is_discarded(clerk: Clerk) -> None:
    batch = clerk.hand_in([rosters.file("members.csv", rosters.members())])
    text = clerk.presses(address("desk_leave_out", batch), file=str(batch.files.get().pk))
    assert "这一批只有这一个文件。不导入的话，请按“取消导入”。" in text
    assert batch.files.count() == 1


def test_a_file_of_another_batch_is_not_found(clerk: Clerk) -> None:
    batch, other = clerk.hand_in(rosters.files()), clerk.hand_in(with_a_wrong_branch())
    response = clerk.client.post(address("desk_leave_out", batch), {"file": other.files.latest("pk").pk})
    assert response.status_code == 404


def test_a_file_without_any_table_is_named_and_the_rest_can_be_imported(clerk: Clerk) -> None:
    batch = clerk.hand_in([*rosters.files(), ("通知.csv", "各支部：\n请于本周五前报送。\n".encode())])
    text = clerk.reads(address("desk_batch", batch))
    assert "<b>通知.csv</b>：里面没有党组织、单位或党员的表，什么都不会导入。" in text
    assert "导入 17 行" in text
