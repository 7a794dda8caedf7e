"""What the calendar shows of many periods comes from kept numbers, and is what going through the rows gives."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import Q
from django.test import Client

from gongjian.foundation.changes import touch
from gongjian.oversight.coverage.actions import catch_up
from gongjian.oversight.duties import actions
from gongjian.oversight.duties.due import groups_of, place_for, still_owed, tallies_of
from gongjian.oversight.duties.models import Below
from gongjian.oversight.duties.queries import periods_for
from gongjian.oversight.duties.terms import Standing
from tests.oversight.duties.by_rows import due_by_rows
from tests.oversight.duties.conftest import Street
from tests.street import NOW, TODAY, user

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
YEAR = Q(due_on__year=2026)


@pytest.fixture
def mixed(street: Street) -> Street:
    """Some late, some excused besides."""
    street.work.done(street.branches["甲二"], TODAY, serves=date(2026, 2, 1))
    actions.excuse(
        "assembly", [street.branches["乙一"]], first=TODAY.replace(month=1), last=TODAY, reason="停办", by=None, now=NOW
    )
    touch("organizations", [street.branches["甲二"].pk])
    catch_up(now=NOW)
    return street


@pytest.mark.parametrize("where", ["某街道党工委", "居民区综合党委", "甲社区党总支", "甲二支部"])
def test_every_part_of_the_tree_is_counted_as_its_rows_are(mixed: Street, where: str) -> None:
    organizations = {each.name: each for each in (mixed.root, mixed.body, mixed.parts["甲"], mixed.branches["甲二"])}
    office, viewer = user("street_office", mixed.root), user("auditor", organizations[where])
    rows = periods_for(viewer).filter(YEAR)
    narrowed = str(organizations[where].pk)
    for place in (place_for(viewer, ""), place_for(office, narrowed), place_for(viewer, str(mixed.root.pk))):
        found = place.due(YEAR, TODAY)
        assert {(each.duty, each.label, each.due): dict(+each.numbers) for each in found} == due_by_rows(rows, TODAY)
        assert sum(each.total for each in tallies_of(found)) == rows.count() > 0


def test_a_part_without_those_listed_apart_and_one_that_is_none(mixed: Street) -> None:
    office = user("street_office", mixed.root)
    without = place_for(office, f"{mixed.body.pk}-1").due(YEAR, TODAY)
    assert {each.duty for each in without} == {"regional_body_meeting"}
    assert place_for(office, "x").due(YEAR, TODAY) == []
    assert place_for(user("auditor", mixed.parts["乙"]), str(mixed.parts["甲"].pk)).due(YEAR, TODAY) == []


@pytest.mark.parametrize("state", Standing.values)
def test_a_state_leaves_the_others_out(mixed: Street, state: str) -> None:
    office = user("street_office", mixed.root)
    found = place_for(office, "").due(YEAR, TODAY, state)
    whole = due_by_rows(periods_for(office).filter(YEAR), TODAY)
    wanted = {key: {state: numbers[state]} for key, numbers in whole.items() if state in numbers}
    assert {(each.duty, each.label, each.due): dict(+each.numbers) for each in found} == wanted


def test_the_one_that_is_left_is_named(mixed: Street) -> None:
    office = user("street_office", mixed.root)
    due = [each for each in place_for(office, "").due(Q(due_on__month=9), TODAY) if still_owed(each)]
    assert [(each.duty, each.owed, each.organization) for each in groups_of(due, periods_for(office))] == [
        ("regional_body_meeting", 1, "居民区综合党委"),
        ("assembly", 2, ""),
    ]


@pytest.mark.parametrize("look", ["month", "agenda", "year"])
def test_the_calendar_counts_no_rows(street: Street, look: str) -> None:
    client = Client()
    client.force_login(
        user("street_office", street.root), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    Below.objects.filter(organization=street.root, due_on=date(2026, 12, 31)).update(total=7000, done=0)
    assert "7,000" in client.get(f"/d/?view={look}&month=2026-12").content.decode()
