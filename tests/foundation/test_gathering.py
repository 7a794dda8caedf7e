"""Rows of any shape in one statement, each told as its query ordered it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongjian.foundation.gathering import FromRows, ask, day, moment, told
from gongjian.foundation.registry import Todo
from gongjian.registers.organizations.models import Organization
from tests.street import NOW, TODAY, organization


@pytest.mark.django_db
def test_parts_are_asked_by_one_statement_and_keep_order_limit_and_place() -> None:
    for name in ("甲", "乙", "丙"):
        organization(name, founded_on=TODAY)
    names = told(Organization.objects.order_by("-pk"), "name", since="founded_on")[:2]
    none = told(Organization.objects.filter(pk__in=[]), "name")
    with CaptureQueriesContext(connection) as queries:
        found = ask([names, None, none, told(Organization.objects.filter(name="甲"), "kind")])
    since = TODAY.isoformat()
    assert found == [[{"name": "丙", "since": since}, {"name": "乙", "since": since}], [], [], [{"kind": "branch"}]]
    assert len(queries) == 1


@pytest.mark.django_db
def test_nothing_is_asked_where_nobody_has_anything_to_do() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert ask([None, told(Organization.objects.none(), "name")]) == [[], []]
    assert len(queries) == 0


@pytest.mark.django_db
def test_a_source_told_by_rows_also_finds_alone() -> None:
    organization("甲")
    find = FromRows(
        lambda user, on: told(Organization.objects.all(), "name"),
        lambda rows, user, on: [Todo(each["name"], "", "/", on) for each in rows],
    )
    assert list(find(user=None, on=TODAY)) == [Todo("甲", "", "/", TODAY)]


def test_days_and_moments_are_read_as_either_database_tells_them() -> None:
    assert (day("2026-11-23"), day(None)) == (date(2026, 11, 23), None)
    assert moment("2026-11-23 01:00:00") == moment("2026-11-23T01:00:00+00:00") == datetime(2026, 11, 23, 1, tzinfo=UTC)
    assert moment("2026-11-23 01:00:00").hour == NOW.hour == 9
