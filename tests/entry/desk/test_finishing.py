"""The end of a batch: imported without its bad rows, dropped, or taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gongjian.entry.desk.models import Batch
from gongjian.registers.members.models import Member
from tests import rosters
from tests.entry.desk.conftest import Clerk

pytestmark = pytest.mark.django_db


def address(name: str, batch: Batch) -> str:
    return reverse(name, args=[batch.pk])


def with_a_bad_row() -> list[tuple[str, bytes]]:
    table = rosters.members()
    table[0]["入党日期"] = "2001-02-30"
    return rosters.files(members=table)


def test_the_good_rows_are_imported_and_the_others_given_back(clerk: Clerk) -> None:
    batch = clerk.hand_in(with_a_bad_row())
    assert "先导入 16 行" in clerk.reads(address("desk_batch", batch))
    text = clerk.presses(address("desk_import", batch), skip="1")
    assert "有 <b>1</b> 行有错，没有导入。" in text
    assert Member.objects.count() == 4


def test_bad_rows_are_never_left_out_unasked(clerk: Clerk) -> None:
    batch = clerk.hand_in(with_a_bad_row())
    assert "还有要改的行。请先改好，或选择跳过这些行。" in clerk.presses(address("desk_import", batch))
    assert Member.objects.count() == 0


def test_importing_twice_has_one_effect(clerk: Clerk) -> None:
    batch = clerk.hand_in(rosters.files())
    clerk.presses(address("desk_import", batch))
    assert "不能这样做。请刷新页面再看。" in clerk.presses(address("desk_import", batch))
    assert Member.objects.count() == 5


def test_a_batch_is_dropped_before_anything_is_written(clerk: Clerk) -> None:
    batch = clerk.hand_in(rosters.files())
    text = clerk.presses(address("desk_discard", batch))
    assert "已取消“members等 3 个文件”的导入，什么都没有写入。" in text
    clerk.reads(address("desk_batch", batch), 404)


def test_an_imported_batch_cannot_be_dropped(clerk: Clerk) -> None:
    batch = clerk.hand_in(rosters.files())
    clerk.presses(address("desk_import", batch))
    assert "不能取消。请刷新页面再看。" in clerk.presses(address("desk_discard", batch))


def test_a_whole_batch_is_taken_back_after_a_page_that_asks(clerk: Clerk) -> None:
    batch = clerk.hand_in(rosters.files())
    clerk.presses(address("desk_import", batch))
    asked = clerk.reads(address("desk_undo", batch))
    assert "党员：去掉新增的 <b>5</b> 条" in asked
    assert Member.objects.count() == 5
    assert "这一批已经撤销" in clerk.presses(address("desk_undo", batch))
    assert Member.objects.count() == 0


def test_what_stands_in_the_way_is_listed_and_may_stay(clerk: Clerk) -> None:
    first = clerk.hand_in(rosters.files())
    clerk.presses(address("desk_import", first))
    table = rosters.members()
    table[0]["联系电话"] = "15400000009"
    clerk.presses(address("desk_import", clerk.hand_in(rosters.files(members=table))))
    asked = clerk.reads(address("desk_undo", first))
    assert "有 2 条现在不能撤销" in asked
    assert '<th scope="row">何一</th><td data-label="为什么">后来的一批导入又改过：' in asked
    assert "请先撤销那一批，再来撤销这一批。" in asked
    refused = clerk.client.post(address("desk_undo", first))
    assert (refused.status_code, Member.objects.count()) == (409, 5)
    after = clerk.presses(address("desk_undo", first), leave="1")
    assert '<th scope="row">何一</th><td data-label="为什么">后来的一批导入又改过：' in after
    assert list(Member.objects.values_list("name", flat=True)) == ["何一"]


def test_after_seven_days_a_batch_stays(clerk: Clerk) -> None:
    batch = clerk.hand_in(rosters.files())
    clerk.presses(address("desk_import", batch))
    Batch.objects.filter(pk=batch.pk).update(finished_at=timezone.now() - timedelta(days=8))
    assert "已经过了撤销的期限" in clerk.reads(address("desk_batch", batch))
    assert clerk.client.get(address("desk_undo", batch))["Location"] == address("desk_batch", batch)


def test_buttons_answer_to_presses_only(clerk: Clerk) -> None:
    batch = clerk.hand_in(rosters.files())
    names = ("desk_import", "desk_discard", "desk_check", "desk_fix", "desk_take_back")
    assert [clerk.client.get(address(name, batch)).status_code for name in names] == [405] * 5
