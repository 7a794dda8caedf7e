"""The stored periods: kept by the day's first look, caught up after a week off, never twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongjian.foundation.changes import touch
from gongjian.oversight.coverage.actions import catch_up
from gongjian.oversight.duties.computing import Window, owed
from gongjian.oversight.duties.models import Occurrence, Start
from gongjian.oversight.duties.storing import horizon, identity_of, kept, store
from gongjian.registers.organizations.models import Organization
from tests.oversight.duties.offered import ASSEMBLY, BODIES, ELECTION, Work, offer
from tests.street import NOW, TODAY, organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    return offer(monkeypatch, ASSEMBLY, BODIES, ELECTION)


@pytest.fixture
def street(work: Work) -> Organization:
    root = organization("某街道党工委", "working_committee")
    body = organization("居民区综合党委", "committee", root, body="residential", elected_on=date(2021, 6, 1))
    organization("甲支部", "branch", body, elected_on=date(2021, 12, 10))
    Start.objects.create(organization=root, path=root.path, first=date(2026, 1, 1))
    return root


def identities() -> list[tuple[int, str, date]]:
    return sorted(Occurrence.objects.values_list("organization_id", "duty", "first"))


def test_what_reaches_over_the_year_is_stored_near_its_end() -> None:
    assert horizon(date(2026, 3, 8)) == date(2026, 12, 31)
    assert horizon(TODAY) == date(2027, 2, 1)


def test_after_a_week_off_the_daily_look_catches_up_without_doubles(street: Organization) -> None:
    catch_up(now=NOW)
    before = identities()
    later = NOW + timedelta(days=42)
    catch_up(now=later)
    after = identities()
    assert len(after) == len(set(after)) > len(before)
    assert store(on=later.date()) == 0
    expected = {
        (each.duty.key, *identity_of(each), *kept(each))
        for each in owed(Window(date(2026, 1, 1), horizon(later.date()), later.date()))
    }
    fields = ("duty", "organization_id", "first", "org_path", "key", "label", "last", "opens_on", "remind_on", "due_on")
    rows = Occurrence.objects.values_list(*fields, "excused", "discharged_on", "subject_id")
    assert set(rows) == expected


def test_a_touched_organization_is_looked_at_again_at_once(street: Organization, work: Work) -> None:
    catch_up(now=NOW)
    branch = Organization.objects.get(name="甲支部")
    work.done(branch, date(2026, 11, 20))
    touch("organizations", [branch.pk])
    catch_up(now=NOW)
    quarter = Occurrence.objects.get(organization=branch, duty="assembly", key="2026-Q4")
    assert (quarter.discharged_on, quarter.subject_id) == (date(2026, 11, 20), 1)


def test_a_term_is_owed_with_its_own_days(street: Organization) -> None:
    catch_up(now=NOW)
    found = Occurrence.objects.filter(duty="election").order_by("due_on")
    assert [(each.organization.name, each.due_on, each.state(TODAY)) for each in found] == [
        ("居民区综合党委", date(2026, 6, 1), "overdue"),
        ("甲支部", date(2026, 12, 10), "open"),
    ]


def test_what_hangs_elsewhere_is_found_there(street: Organization) -> None:
    from gongjian.registers.organizations.actions import move_organization  # touched here only

    catch_up(now=NOW)
    other = organization("非公企业联合党委", "committee", street)
    branch = Organization.objects.get(name="甲支部")
    moved = move_organization(branch, to=other, reason="调整", by=None, now=NOW)
    catch_up(now=NOW)
    assert set(Occurrence.objects.filter(organization=branch).values_list("org_path", flat=True)) == {moved.path}
