"""The board organization by organization: what each lacks, what ends it, and that sheets say what the screen says."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from gongjian.oversight.coverage.actions import judge_all
from gongjian.oversight.coverage.by_organization import AT_HAND, SIZE
from gongjian.oversight.coverage.models import Finding, Proposal
from gongjian.registers.organizations.models import Organization
from tests.oversight.coverage.test_views import signed_in
from tests.street import NOW, organization, user

pytestmark = pytest.mark.django_db
LONG_AGO = date(2015, 1, 1)
PAGE = "/k/organizations"


@pytest.fixture
def root() -> Organization:
    root = organization("某街道党工委", "working_committee")
    for name in ("甲", "乙"):
        part = organization(f"{name}社区党委", "committee", root, elected_on=NOW.date())
        organization(f"{name}支部", "branch", part, full=5, elected_on=LONG_AGO)
    judge_all(now=NOW)
    return root


@pytest.fixture
def office(root: Organization) -> Client:
    return signed_in(user("street_office", root))


def names(client: Client, query: str = "") -> list[str]:
    return [row.name for row in client.get(f"{PAGE}{query}").context["list"].page.rows]


def test_every_standing_organization_has_a_line_in_the_order_of_the_tree(office: Client) -> None:
    assert names(office) == ["某街道党工委", "甲社区党委", "甲支部", "乙社区党委", "乙支部"]


def test_a_line_says_what_is_missing_and_offers_what_ends_it(office: Client) -> None:
    found = Finding.objects.get(rule="term_overdue", subject_name="甲支部")
    page = office.get(PAGE).content.decode()
    assert f'<a href="/k/findings/{found.pk}">' in page
    assert f'href="/k/findings/{found.pk}/' in page


def test_what_waits_for_an_answer_offers_nothing_more(office: Client) -> None:
    found = Finding.objects.get(rule="term_overdue", subject_name="甲支部")
    about = {"rule": found.rule, "subject_type": "organizations", "subject_id": found.subject_id}
    told = {"subject_name": "甲支部", "org_path": found.org_path, "data": {}, "summary": "延期", "proposed_by": "某"}
    Proposal.objects.create(remedy="postpone", proposed_by_id=1, proposed_at=NOW, **about, **told)
    page = office.get(PAGE).content.decode()
    assert "等批复" in page
    assert f'href="/k/findings/{found.pk}/' not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?found=yes&kind=branch", ["甲支部", "乙支部"]),
        ("?found=no", ["甲社区党委", "乙社区党委"]),
        ("?work=behind", []),
        ("?kind=working_committee", ["某街道党工委"]),
    ],
)
def test_lines_are_narrowed(office: Client, query: str, found: list[str]) -> None:
    Finding.objects.exclude(subject_name__in=["甲支部", "乙支部", "某街道党工委"]).delete()
    shown = [each for each in names(office, query) if each != "某街道党工委" or "working" in query]
    assert shown == found


def test_a_part_of_the_tree_and_a_body_narrow_them_too(office: Client) -> None:
    part = Organization.objects.get(name="甲社区党委")
    assert names(office, f"?organization={part.pk}") == ["甲社区党委", "甲支部"]
    Organization.objects.filter(pk=part.pk).update(body="residential")
    assert names(office, "?body=residential") == ["甲社区党委", "甲支部"]


def test_a_worker_sees_the_own_part_only(root: Organization) -> None:
    worker = signed_in(user("community_worker", Organization.objects.get(name="甲社区党委")))
    assert names(worker) == ["甲社区党委", "甲支部"]


def test_a_sheet_and_a_print_say_what_the_screen_says(office: Client) -> None:
    answer = office.get(f"{PAGE}?kind=branch&format=xlsx")
    lines = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert lines[0][:2] == ("党组织", "组织覆盖")
    assert [line[0] for line in lines[1:]] == ["甲支部", "乙支部"]
    assert lines[1][1] in lines[1][-1]
    printed = office.get(f"{PAGE}?print=1").content.decode()
    assert "甲支部" in printed


def test_only_the_most_urgent_are_at_hand_and_the_rest_is_counted(office: Client) -> None:
    branch = Organization.objects.get(name="乙支部")
    common = {"subject_type": "organizations", "subject_id": branch.pk, "subject_name": "乙支部", "severity": 9}
    before = Finding.objects.filter(subject_id=branch.pk, subject_type="organizations").count()
    for number in range(AT_HAND):
        detail = {"duty": "党员大会", "periods": [], "number": 1, "due": "2026-03-31", "serves": "2026-01-01"}
        kept = {"org_path": branch.path, "mark": "blind_spot", "since": LONG_AGO, "detail": detail}
        Finding.objects.create(rule="duty_overdue", kind=f"d{number}", **common, **kept)
    assert f"还有 {before} 项" in office.get(f"{PAGE}?kind=branch").content.decode()


def test_a_page_asks_as_often_for_many_lines_as_for_few(office: Client, root: Organization) -> None:
    office.get(PAGE)
    numbers = [asked(office)]
    for number in range(SIZE):
        organization(f"添{number}支部", "branch", root)
    assert numbers == [asked(office)]
    assert numbers[0] <= 12


def asked(office: Client, query: str = "") -> int:
    with CaptureQueriesContext(connection) as queries:
        office.get(f"{PAGE}{query}")
    return len(queries)


def test_a_divided_part_and_a_body_together_ask_no_more_than_twelve_times(root: Organization, office: Client) -> None:
    body = organization("居民区综合党委", "committee", root, body="residential", elected_on=NOW.date())
    own = organization("丁支部", "branch", body, full=5, elected_on=LONG_AGO)
    community = organization("丙社区党委", "committee", body, elected_on=NOW.date())
    organization("丙支部", "branch", community, full=5, elected_on=LONG_AGO)
    inner = organization("丙小区党总支", "committee", community, elected_on=NOW.date())
    judge_all(now=NOW)
    parts = {f"{body.pk}-1": [body.name, own.name], f"{body.pk}-2": [body.name, own.name], str(inner.pk): [inner.name]}
    for part, found in parts.items():
        assert names(office, f"?organization={part}&body=residential") == found
    assert names(office, f"?organization={community.pk}-1") == ["丙社区党委", "丙支部"]
    assert asked(office, f"?organization={body.pk}-1&body=residential") <= 12
