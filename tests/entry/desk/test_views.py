"""The wizard's pages as somebody without any script goes through them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from gongjian.entry.desk.models import Batch
from gongjian.entry.desk.terms import BatchState
from gongjian.foundation.history import Entry
from gongjian.registers.members.models import Member
from gongjian.registers.organizations.models import Organization
from tests import rosters, street
from tests.entry.desk.conftest import Clerk

pytestmark = pytest.mark.django_db


def page(batch: Batch) -> str:
    return reverse("desk_batch", args=[batch.pk])


def test_a_desk_without_batches_says_what_to_do(clerk: Clerk) -> None:
    assert "还没有导入过。下载空表，或直接传您现在用的 Excel。" in clerk.reads("/desk/")


def test_files_go_from_choice_to_roster_by_plain_forms(clerk: Clerk) -> None:
    batch = clerk.hand_in(rosters.files())
    assert "17 行都可以导入" in clerk.reads(page(batch))
    assert "党员新增 5" in clerk.reads(page(batch))
    assert "导入完成" in clerk.presses(reverse("desk_import", args=[batch.pk]))
    assert Member.objects.count() == 5
    assert "新增 8，没变 9" in clerk.reads("/desk/")


def test_the_same_files_sent_twice_open_one_batch(clerk: Clerk) -> None:
    assert clerk.hand_in(rosters.files()) == clerk.hand_in(rosters.files())


def test_a_block_pasted_out_of_a_sheet_is_checked_like_a_file(clerk: Clerk) -> None:
    block = f"姓名\t公民身份号码\t入党日期\t党支部\r\n何一\t{rosters.identity(1)}\t2001-07-01\t{rosters.FIRST}\r\n"
    response = clerk.client.post("/desk/", {"block": block}, follow=True)
    assert "1 行都可以导入" in response.content.decode()


def test_a_block_that_is_no_table_is_refused_in_words(clerk: Clerk) -> None:
    response = clerk.client.post("/desk/", {"block": "何一"})
    assert response.status_code == 422
    assert "没有看到表格。请把表头和下面的行一起选中，复制以后再粘贴。" in response.content.decode()
    assert "<title>有错误：" in response.content.decode()


def test_a_block_from_excel_keeps_its_line_breaks_inside_a_cell(clerk: Clerk) -> None:
    row = f'何一\t{rosters.identity(1)}\t2001-07-01\t{rosters.FIRST}\t"第一行\n说""好""\t的"\r\n'
    block = f'姓名\t"公民身份\n号码"\t入党日期\t党支部\t备注\r\n{row}\t\t\t\t\r\n'
    clerk.client.post("/desk/", {"block": block})
    batch = Batch.objects.get()
    clerk.presses(reverse("desk_import", args=[batch.pk]))
    assert Member.objects.get().note == '第一行\n说"好"\t的'


def test_a_block_without_its_header_is_told_what_is_needed(clerk: Clerk) -> None:
    block = f"何一\t{rosters.identity(1)}\t2001-07-01\t{rosters.FIRST}\r\n单雄信\t\t2001-07-01\t{rosters.FIRST}\r\n"
    response = clerk.client.post("/desk/", {"block": block})
    assert response.status_code == 422
    assert "没有认出表头。请连表头那一行一起复制：党员的表要有“姓名”" in response.content.decode()
    assert f"单雄信\t\t2001-07-01\t{rosters.FIRST}" in response.content.decode()
    assert Batch.objects.count() == 0


def test_a_batch_under_way_says_how_far_it_is_and_asks_again_by_itself(clerk: Clerk) -> None:
    batch = clerk.hand_in(rosters.files())
    Batch.objects.filter(pk=batch.pk).update(state=BatchState.CHECKING, progress_done=820, progress_total=1286)
    text = clerk.reads(page(batch))
    assert "已检查 820 / 1,286 行。可以先去忙别的，好了会提醒您。" in text
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in text
    assert 'hx-trigger="every 2s"' in text
    assert "已检查 820 / 1,286 行。" in clerk.reads(reverse("desk_progress", args=[batch.pk]))


def test_while_it_is_written_the_page_says_where_to_find_it_later(clerk: Clerk) -> None:
    batch = clerk.hand_in(rosters.files())
    assert "好了排在“今天”里" not in clerk.reads(page(batch))
    Batch.objects.filter(pk=batch.pk).update(state=BatchState.IMPORTING)
    assert "写完了在“导入”里看得到。" in clerk.reads(page(batch))


def test_progress_stops_asking_once_the_check_has_ended(clerk: Clerk) -> None:
    batch = clerk.hand_in(rosters.files())
    response = clerk.client.get(reverse("desk_progress", args=[batch.pk]))
    assert (response.content, response["HX-Refresh"]) == (b"", "true")


def test_a_checked_batch_waits_on_the_first_page_until_it_is_imported(clerk: Clerk) -> None:
    batch = clerk.hand_in(rosters.files())
    assert "确认导入：members等 3 个文件" in clerk.reads("/")
    clerk.presses(reverse("desk_import", args=[batch.pk]))
    assert "确认导入" not in clerk.reads("/")


def test_an_import_again_shows_what_it_will_change_before_it_does(clerk: Clerk) -> None:
    rosters.take_in(rosters.files())
    table = rosters.members()
    table[0]["人员类别"] = "预备"
    batch = clerk.hand_in(rosters.files(members=table))
    text = clerk.reads(page(batch))
    assert "会改动这些已有的记录" in text
    assert "<del>正式党员</del>" in text
    assert "<ins>预备党员</ins>" in text
    assert Member.objects.get(name="何一").status == "full"


def test_rows_that_need_a_look_stand_under_the_names_excel_gives_them(clerk: Clerk) -> None:
    table = rosters.members()
    table[1]["入党日期"] = "2001-02-30"
    batch = clerk.hand_in(rosters.files(members=table))
    text = clerk.reads(page(batch))
    assert '<th class="rn" scope="row">3</th>' in text
    assert 'name="cell-3-joined_on" value="2001-02-30" aria-label="第 3 行 入党日期"' in text
    assert "没有这一天，或者看不出是哪一天。" in text


def test_personal_numbers_are_masked_unless_they_are_what_is_wrong(clerk: Clerk) -> None:
    table = rosters.members()
    table[0]["入党日期"] = "2001-02-30"
    table[1]["公民身份号码"] = "320402"
    text = clerk.reads(page(clerk.hand_in(rosters.files(members=table))) + "?all=1")
    assert rosters.identity(1) not in text
    assert "15400000001" not in text
    assert 'value="320402"' in text


def test_a_file_that_cannot_be_read_is_named_with_its_reason(clerk: Clerk) -> None:
    batch = clerk.hand_in([*rosters.files(), ("别的.xlsx", b"PK\x03\x04 no workbook")])
    text = clerk.reads(page(batch))
    assert "<b>别的.xlsx</b>" in text
    assert "有文件不能用。先不要它，或者取消，换好再传" in text
    assert "先导入" not in text


def test_a_failed_batch_says_why_and_can_be_checked_again(clerk: Clerk) -> None:
    batch = clerk.hand_in(rosters.files())
    Batch.objects.filter(pk=batch.pk).update(state=BatchState.FAILED, message="别人刚改过。")
    assert "别人刚改过。" in clerk.reads(page(batch))
    assert "17 行都可以导入" in clerk.presses(reverse("desk_check", args=[batch.pk]))


def test_somebody_elses_batch_is_as_if_it_were_not_there(clerk: Clerk, neighbor: Clerk) -> None:
    batch = clerk.hand_in(rosters.files())
    neighbor.reads(page(batch), 404)
    assert "members等 3 个文件" not in neighbor.reads("/desk/")


def test_rows_of_others_are_set_aside_in_one_line_that_tells_nothing(neighbor: Clerk) -> None:
    text = neighbor.reads(page(neighbor.hand_in([rosters.file("members.csv", rosters.members())])))
    assert "没有找到这个党组织，或者它不归您管" in text
    assert "1 行都可以导入" in text
    assert "<b>4</b> 行不归您管，不会导入。" in text
    assert "何一" in text
    assert f">{rosters.FIRST}</option>" not in text


@pytest.mark.parametrize("role", ["branch_secretary", "auditor", "administrator"])
def test_whoever_may_not_import_is_told_so(tree: None, role: str) -> None:
    stranger = Clerk(street.user(role, Organization.objects.get(name=rosters.ROOT)))
    assert "您的账号不能导入表格。" in stranger.reads("/desk/", 403)
    assert "导入" not in stranger.reads("/")


def test_nothing_is_written_by_looking(clerk: Clerk) -> None:
    batch = clerk.hand_in(rosters.files())
    before = Entry.objects.count()
    clerk.reads(page(batch))
    assert Entry.objects.count() == before


def test_work_left_lying_is_taken_up_by_a_press_and_never_by_looking(clerk: Clerk) -> None:
    batch = clerk.hand_in(rosters.files())
    left = {"state": BatchState.CHECKING, "heartbeat": batch.heartbeat - timedelta(minutes=3)}
    Batch.objects.filter(pk=batch.pk).update(**left)
    assert "接着做" in clerk.reads(page(batch))
    assert Batch.objects.filter(pk=batch.pk, **left).exists()
    assert "17 行都可以导入" in clerk.presses(reverse("desk_go_on", args=[batch.pk]))
