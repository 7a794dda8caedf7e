"""A question is put together once and asked anew each time; another scope or day is another question."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from gongjian.foundation.prepared import asked
from gongjian.foundation.scope import scope_of
from gongjian.registers.accounts.models import User
from gongjian.registers.organizations.models import Organization
from tests import street
from tests.street import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def root() -> Organization:
    return street.organization("试验街道党工委", "working_committee")


def names(user: User) -> list[str]:
    rows = asked("names", user, scope_of(user), lambda: Organization.objects.visible_to(user).values_list("name"))
    return sorted(name for (name,) in rows)


def test_the_answer_is_always_of_this_moment(root: Organization) -> None:
    viewer = street.user("street_office", root)
    assert names(viewer) == ["试验街道党工委"]
    street.organization("第一党支部", parent=root)
    assert names(viewer) == ["第一党支部", "试验街道党工委"]


def test_it_costs_one_query_and_is_put_together_once(root: Organization) -> None:
    viewer, made = street.user("street_office", root), []

    def rows() -> QuerySet[Organization, tuple[str]]:
        made.append(1)
        return Organization.objects.visible_to(viewer).values_list("name")

    scope = scope_of(viewer)
    with CaptureQueriesContext(connection) as queries:
        answers = [asked("once", viewer, scope, rows) for _ in range(3)]
    assert (answers, len(queries), len(made)) == ([[("试验街道党工委",)]] * 3, 3, 1)


def test_other_rights_ask_another_question(root: Organization) -> None:
    one, other = (street.organization(name, "committee", parent=root) for name in ("甲社区党委", "乙社区党委"))
    viewer = street.user("community_worker", one)
    assert names(viewer) == ["甲社区党委"]
    viewer.grants.update(organization=other, org_path=other.path)
    assert names(User.objects.get(pk=viewer.pk)) == ["乙社区党委"]
    viewer.grants.all().delete()
    assert names(User.objects.get(pk=viewer.pk)) == []


def test_two_viewers_never_share_a_question(root: Organization) -> None:
    one, other = (street.organization(name, "committee", parent=root) for name in ("甲社区党委", "乙社区党委"))
    assert names(street.user("community_worker", one)) == ["甲社区党委"]
    assert names(street.user("community_worker", other)) == ["乙社区党委"]


def test_a_grant_ends_with_its_last_day(root: Organization) -> None:
    viewer = street.user("street_office", root)

    def granted(on: date) -> list[tuple[str, ...]]:
        return asked("grants by day", viewer, on, lambda: viewer.grants.in_force(on).values_list("role"))

    viewer.grants.update(until_on=TODAY)
    assert (granted(TODAY), granted(TODAY + timedelta(days=1))) == ([("street_office",)], [])


def test_nothing_to_ask_asks_nothing(root: Organization) -> None:
    viewer = street.user("street_office", root)
    with CaptureQueriesContext(connection) as queries:
        answers = [asked("nobody", viewer, TODAY, User.objects.none), asked("nothing", viewer, TODAY, lambda: None)]
    assert (answers, len(queries)) == ([[], []], 0)
