"""今天: what to do, in order, with the numbers of one's own part beside it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongjian.foundation.registry import Todo
from gongjian.oversight.coverage.actions import judge_all
from gongjian.oversight.worklist.queries import Item, week_of
from tests.street import member, organization, unit, user

MONDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 28)


def item(due: date | None, *, on: date = MONDAY) -> Item:
    return Item(Todo("例会", "", "/", due), "会议", on)


def test_the_day_of_a_todo_is_said_as_people_say_it() -> None:
    assert item(date(2026, 11, 20)).when == "逾期 3 天"
    assert item(MONDAY).when == "今天"
    assert item(date(2026, 11, 25)).when == "11-25"
    assert item(None).when == "待办"


def test_a_week_has_five_days_and_at_the_weekend_seven() -> None:
    assert [day.weekday for day in week_of([], on=MONDAY)] == list("一二三四五")
    assert [day.weekday for day in week_of([], on=SATURDAY)] == list("一二三四五六日")


def test_a_day_holds_what_is_due_on_it() -> None:
    due = item(date(2026, 11, 25))
    assert [len(day.items) for day in week_of([due, item(None)], on=MONDAY)] == [0, 0, 1, 0, 0]


@pytest.mark.django_db
def test_a_clerk_sees_what_waits_in_the_own_community_and_nothing_of_the_next(client: Client) -> None:
    root = organization("某街道党工委", "working_committee", full=60)
    east = organization("东社区党委", "committee", root, full=60)
    west = organization("西社区党委", "committee", root, full=60)
    unit("东风软件有限公司", org_path=east.path, members_full=5, members_total=0)
    unit("西山软件有限公司", org_path=west.path, members_full=5, members_total=0)
    judge_all(now=timezone.now())
    client.force_login(user("community_worker", east))
    page = client.get(reverse("today")).content.decode()
    assert "东风软件有限公司" in page
    assert "西山" not in page
    assert "我负责的范围" in page


@pytest.mark.django_db
def test_nothing_to_do_is_said_in_a_sentence(client: Client) -> None:
    branch = organization("东社区第一党支部")
    for name in ("王秀英", "李建国", "张敏"):
        member(name, branch)
    judge_all(now=timezone.now())
    client.force_login(user("branch_secretary", branch))
    assert "今天没有要办的" in client.get(reverse("today")).content.decode()
