"""Every number of members is the number of rows its link leads to."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from gongjian.registers.members.figures import FIGURES
from gongjian.registers.members.models import Member, Transfer
from gongjian.registers.organizations.models import Organization
from tests.street import NOW, TODAY, member, organization, user

pytestmark = pytest.mark.django_db
SINCE, UNTIL = date(2026, 11, 1), date(2026, 11, 30)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def root() -> Organization:
    root = organization("某街道党工委", "working_committee")
    body = organization("居民区综合党委", "committee", root, body="residential")
    for name in ("甲", "乙"):
        organization(f"{name}社区党总支", "general_branch", body)
    first, second = (organization(f"{each.name}第一党支部", "branch", each) for each in body.children.order_by("pk"))
    member("丁一", first)
    member("何二", first, status="probationary", joined_on=date(2026, 11, 1))
    member("林三", first, category="floating", joined_on=date(2025, 11, 30), converted_on=date(2026, 11, 30))
    member("周四", second, joined_on=date(2026, 10, 31))
    moved(member("朱五", second), first, second, NOW)
    moved(member("许六", second), None, second, NOW - timedelta(days=60))
    gone = member("吴七", first, state="died", left_on=TODAY)
    moved(gone, first, None, datetime(2026, 11, 30, 23, 30, tzinfo=ZoneInfo("Asia/Shanghai")))
    member("郑八", first, state="moved", left_on=date(2026, 12, 1))
    return root


def moved(who: Member, sender: Organization | None, receiver: Organization | None, at: datetime) -> None:
    Transfer.objects.create(
        member=who,
        from_organization=sender,
        from_path=sender.path if sender else "",
        to_organization=receiver,
        to_path=receiver.path if receiver else "",
        to_outside="" if receiver else "外地",
        sent_at=at,
        sent_by="经办",
        letter_valid_until=TODAY,
        state="accepted",
        decided_at=at,
    )


def counted(at: Organization) -> dict[str, int]:
    return {each.key: each.count(path=at.path, since=SINCE, until=UNTIL) for each in FIGURES}


def test_a_month_of_a_community_is_counted(root: Organization) -> None:
    assert counted(Organization.objects.get(name="甲社区党总支")) == {
        "members": 3,
        "members_probationary": 1,
        "members_floating": 1,
        "members_without_branch": 0,
        "members_admitted": 1,
        "members_converted": 1,
        "members_in": 0,
        "members_out": 2,
        "members_left": 1,
    }


def test_who_only_changes_place_inside_neither_comes_nor_goes(root: Organization) -> None:
    found = counted(root)
    assert (found["members_in"], found["members_out"]) == (0, 1)


def test_every_number_is_that_of_the_rows_behind_it(root: Organization) -> None:
    client = Client()
    client.force_login(user("street_office", root), backend=BACKEND)
    for at in Organization.objects.all():
        for each in FIGURES:
            context = client.get(each.rows(at, SINCE, UNTIL)).context
            page = context["list"].page if "list" in context else context["page"]
            assert (at.name, each.key, len(page.rows)) == (at.name, each.key, counted(at)[each.key])


def test_of_a_past_day_only_what_has_a_day_is_claimed() -> None:
    dated = {"members_admitted", "members_converted", "members_in", "members_out", "members_left"}
    assert {each.key for each in FIGURES if not each.standing} == dated
