"""法规参数: everybody reads, the office decides, and the findings follow from the day it says."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from gongjian.foundation.changes import Touched
from gongjian.foundation.history import Entry
from gongjian.foundation.rulebook import forget_overrides, overrides, rule
from gongjian.registers.organizations.findings import branch_too_large
from gongjian.registers.organizations.models import Organization
from tests.street import organization, user

pytestmark = pytest.mark.django_db
KEY = "branch.max_members"
ADDRESS = f"/settings/rules/{KEY}"
DECISION = {"value": "30", "in_force_from": "2026-12-01", "reason": "街道通知 12 号"}


@pytest.fixture(autouse=True)
def fresh_rulebook():
    forget_overrides()
    yield
    forget_overrides()


def signed_in(role: str, at: Organization) -> Client:
    client = Client()
    client.force_login(user(role, at), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_unverified_rules_come_first():
    page = signed_in("branch_secretary", organization("支部")).get("/settings/rules/")
    assert [(shelf.key, {line.rule.status.value for line in shelf.lines}) for shelf in page.context["shelves"]] == [
        ("confirm", {"unverified"}),
        ("office", set()),
        ("secondary", {"secondary"}),
        ("verified", {"verified"}),
    ]


def test_another_value_moves_the_threshold_from_its_day_on(django_capture_on_commit_callbacks):
    root = organization("街道党工委", "working_committee")
    branch = organization("大支部", "branch", root, full=40)
    with django_capture_on_commit_callbacks(execute=True):
        answer = signed_in("street_office", root).post(ADDRESS, DECISION)
    assert answer.status_code == 302
    assert list(branch_too_large(on=date(2026, 11, 30))) == []
    assert [each.subject_id for each in branch_too_large(on=date(2026, 12, 1))] == [branch.pk]
    held = rule(KEY, on=date(2026, 12, 1))
    assert (held.value, held.status.value, held.reason) == (30, "set by the office", "街道通知 12 号")


def test_a_decision_leaves_a_line_and_has_everything_judged_again(monkeypatch):
    monkeypatch.setattr("gongjian.entry.middleware.catch_up", lambda now: 0)
    root = organization("街道党工委", "working_committee")
    signed_in("street_office", root).post(ADDRESS, DECISION)
    line = Entry.objects.get(subject_type="rules")
    assert (line.verb, line.changes["value"], line.org_path) == ("另定规则", ["50", "30"], root.path)
    assert Touched.objects.filter(subject_type="everything").count() == 1


def test_the_same_value_confirms():
    root = organization("街道党工委", "working_committee")
    signed_in("administrator", root).post(ADDRESS, DECISION | {"value": "50"})
    forget_overrides()
    assert rule(KEY, on=date(2026, 12, 1)).status.value == "confirmed by the office"


def test_of_two_decisions_for_one_day_the_later_holds():
    root = organization("街道党工委", "working_committee")
    client = signed_in("street_office", root)
    client.post(ADDRESS, DECISION)
    client.post(ADDRESS, DECISION | {"value": "40"})
    forget_overrides()
    assert rule(KEY, on=date(2026, 12, 1)).value == 40
    assert len(overrides()) == 2


def test_a_fraction_is_kept_as_a_fraction():
    root = organization("街道党工委", "working_committee")
    signed_in("street_office", root).post("/settings/rules/election.quorum", DECISION | {"value": "5/6"})
    forget_overrides()
    assert str(rule("election.quorum", on=date(2026, 12, 1)).value) == "5/6"


def test_what_cannot_be_a_value_is_said_at_the_field():
    root = organization("街道党工委", "working_committee")
    answer = signed_in("street_office", root).post(ADDRESS, DECISION | {"value": "很多"})
    assert (answer.status_code, answer.context["form"].errors["value"]) == (422, ["请填大于 0 的整数。"])


@pytest.mark.parametrize(
    ("role", "below", "may"),
    [
        ("street_office", False, True),
        ("administrator", False, True),
        ("administrator", True, False),
        ("body_secretary", True, False),
        ("community_worker", True, False),
        ("branch_secretary", True, False),
        ("auditor", False, False),
    ],
)
def test_who_decides(role: str, below: bool, may: bool):
    root = organization("街道党工委", "working_committee")
    at = organization("一社区党委", "committee", root) if below else root
    client = signed_in(role, at)
    assert client.get(ADDRESS).status_code == 200
    assert (client.post(ADDRESS, DECISION).status_code == 302) is may
