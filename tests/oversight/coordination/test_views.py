"""The page of what is open: whose turn it is, since when; every number opens its rows; each sees the own part."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from html import unescape

import openpyxl
import pytest
import time_machine
from django.test import Client

from gongjian.mechanisms.meetings.models import FollowUp, Item, Meeting, Resolution
from gongjian.oversight.coordination.queries import opened_for
from gongjian.oversight.coordination.showing import grouped
from gongjian.oversight.coordination.terms import Age, By
from gongjian.oversight.coordination.views import paged
from gongjian.registers.accounts.models import User
from gongjian.registers.organizations.models import Organization
from tests.street import NOW, TODAY, organization, user

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Town:
    """A joint conference forty days ago that left two things to do, one decision nobody acts on and one topic."""

    def __init__(self) -> None:
        self.root = organization("某街道党工委", "working_committee")
        self.body = organization("居民区综合党委", "committee", self.root, body="residential")
        self.community = organization("甲社区党总支", "general_branch", self.body)
        self.other = organization("乙社区党总支", "general_branch", self.body)
        common = {"organization": self.root, "org_path": self.root.path, "state": "held"}
        self.conference = Meeting.objects.create(
            kind="joint_conference", title="三季度联席会议", starts_at=NOW - timedelta(days=40), **common
        )
        self.old = self.follow_up("修路灯", self.community, due=TODAY - timedelta(days=5))
        self.new = self.follow_up("清楼道", self.other, due=TODAY + timedelta(days=9))
        self.decided = Resolution.objects.create(meeting=self.conference, text="共用停车场")
        self.topic = Item.objects.create(meeting=self.conference, order=1, title="菜场搬迁", proposed_by="城管支部")
        Item.objects.create(meeting=self.conference, order=2, title="上次议定事项落实情况")

    def follow_up(self, text: str, owner: Organization, *, due: date) -> FollowUp:
        return FollowUp.objects.create(meeting=self.conference, text=text, owner=owner, org_path=owner.path, due_on=due)


@pytest.fixture
def town() -> Town:
    return Town()


def client_for(who: User) -> Client:
    client = Client()
    client.force_login(who, backend=BACKEND)
    return client


def page(client: Client, url: str = "/c/") -> str:
    with time_machine.travel(NOW, tick=False):
        response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def titles(text: str) -> set[str]:
    return set(re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a><span', text))


def test_all_that_is_open_stands_on_the_page_of_the_office(town: Town) -> None:
    client = client_for(user("street_office", town.root))
    assert titles(page(client)) == {"修路灯", "清楼道", "共用停车场", "菜场搬迁"}


def test_a_community_sees_only_what_its_people_are_to_do(town: Town) -> None:
    client = client_for(user("community_worker", town.community))
    assert titles(page(client)) == {"修路灯"}


def test_one_who_may_see_nothing_is_told_so(town: Town) -> None:
    client = client_for(user("administrator", town.root))
    assert client.get("/c/").status_code == 403


def test_a_closed_one_is_gone(town: Town) -> None:
    FollowUp.objects.filter(pk=town.old.pk).update(closed_on=TODAY)
    assert "修路灯" not in titles(page(client_for(user("street_office", town.root))))


def test_every_number_opens_as_many_rows(town: Town) -> None:
    client = client_for(user("street_office", town.root))
    found = re.findall(r'<td class="num"><a href="([^"]*)">(?:<b>)?(\d+)', page(client))
    assert len(found) == 4
    for url, number in found:
        assert len(titles(page(client, unescape(url)))) == int(number)


def test_filters_narrow_and_are_kept(town: Town) -> None:
    client = client_for(user("street_office", town.root))
    assert titles(page(client, "/c/?who=甲社区党总支")) == {"修路灯"}
    assert titles(page(client, "/c/?late=late")) == {"修路灯"}
    assert titles(page(client, "/c/?body=above&kind=topics")) == {"菜场搬迁"}
    assert titles(page(client, "/c/?q=停车")) == {"共用停车场"}
    assert "没有符合条件的" in page(client, "/c/?q=没有的")


@pytest.mark.parametrize("by", list(By))
def test_each_way_of_putting_together_loses_nothing(town: Town, by: By) -> None:
    rows = opened_for(user("street_office", town.root), on=TODAY)
    groups = grouped(rows, by, {})
    assert sum(each.number for each in groups) == 4
    assert all(list(each.rows) == sorted(each.rows, key=lambda row: row.item.since) for each in groups)


def test_many_rows_come_in_pages_that_hold_them_all(town: Town) -> None:
    for at in range(150):
        town.follow_up(f"事 {at}", town.community, due=TODAY)
    rows = opened_for(user("street_office", town.root), on=TODAY)
    groups = grouped(rows, By.WHO, {"who": "甲社区党总支"})
    first, pages = paged(groups, "", whole=False)
    held = [row for number, _ in pages for each in paged(groups, str(number), whole=False)[0] for row in each.rows]
    assert len(held) == len(rows) == 154
    assert sum(len(each.rows) for each in first) <= 60


def test_how_long_it_is_open_is_told_by_the_day(town: Town) -> None:
    found = {each.item.title: each for each in opened_for(user("street_office", town.root), on=TODAY)}
    assert (found["修路灯"].days, found["修路灯"].days_late, found["修路灯"].age) == (40, 5, Age.MONTH)
    assert found["共用停车场"].who == town.conference.organization.name


def test_one_press_urges_and_comes_back(town: Town) -> None:
    client = client_for(user("street_office", town.root))
    url = f"/f/{town.old.pk}/urge"
    assert f'action="{url}"' in page(client)
    with time_machine.travel(NOW, tick=False):
        assert client.post(url, {"next": "/c/?by=who"}).url == "/c/?by=who"
    assert FollowUp.objects.get(pk=town.old.pk).urged_on == TODAY
    assert f'action="{url}"' not in page(client)


def test_who_does_not_keep_the_meeting_has_nothing_to_urge_with(town: Town) -> None:
    assert "/urge" not in page(client_for(user("community_worker", town.community)))


def test_the_rows_go_out_as_a_sheet_and_onto_paper(town: Town) -> None:
    client = client_for(user("street_office", town.root))
    with time_machine.travel(NOW, tick=False):
        content = client.get("/c/?late=late&format=xlsx").content
    lines = list(openpyxl.load_workbook(io.BytesIO(content)).active.values)
    assert [line[0] for line in lines] == ["什么事", "修路灯"]
    assert titles(page(client, "/c/?print=1")) == {"修路灯", "清楼道", "共用停车场", "菜场搬迁"}


def test_an_empty_page_says_what_will_stand_there(town: Town) -> None:
    Meeting.objects.all().delete()
    assert "没有还没办结的事" in page(client_for(user("street_office", town.root)))


def test_the_page_costs_as_much_for_many_as_for_few(town: Town, django_assert_max_num_queries) -> None:
    client = client_for(user("street_office", town.root))
    for at in range(40):
        town.follow_up(f"事 {at}", town.community, due=TODAY)
    with django_assert_max_num_queries(12):
        page(client)
