"""The number beside 今天 is the number of lines on it, and costs one query."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongjian.entry.desk.models import Batch
from gongjian.foundation.scope import scope_of
from gongjian.oversight.coverage.models import Proposal
from gongjian.oversight.worklist.queries import count_for, todos_for
from gongjian.registers.access.roles import ROLES
from gongjian.registers.accounts.models import User
from gongjian.registers.members.models import Member, Transfer
from gongjian.registers.organizations.models import Organization
from tests.entry import two_communities
from tests.entry.two_communities import NOW, TODAY, A

pytestmark = pytest.mark.django_db


def send(member_id: int, to: Organization, *, valid_for: int) -> None:
    member = Member.objects.get(pk=member_id)
    letter = TODAY + timedelta(days=valid_for)
    Transfer.objects.create(
        member=member, from_path=A.path, to_organization=to, to_path=to.path, sent_at=NOW, letter_valid_until=letter
    )


def busy(user: User) -> User:
    """USER with something of every kind to do, as far as their role reaches."""
    branch, other = Organization.objects.get(pk=A.first + 1), Organization.objects.get(pk=two_communities.B.first)
    send(A.first + 1, branch, valid_for=30)
    send(1000, branch, valid_for=-1)
    send(1030, other, valid_for=-1)
    Proposal.objects.filter(pk=A.first).update(subject_type="organizations")
    Batch.objects.filter(pk=A.first).update(created_by=user, state="checked")
    return user


@pytest.mark.parametrize("role", ROLES)
def test_the_number_beside_today_is_the_number_of_its_lines(role: str) -> None:
    two_communities.build()
    two_communities.crowd()
    viewer = busy(two_communities.colleague(role))
    counted = count_for(viewer, on=TODAY)
    assert counted == len(todos_for(viewer, on=TODAY))


def test_the_office_has_something_of_every_kind_to_do() -> None:
    two_communities.build()
    two_communities.crowd()
    viewer = busy(office())
    kinds = {item.kind for item in todos_for(viewer, on=TODAY)}
    assert {"导入", "批复", "覆盖", "转接"} <= kinds
    assert count_for(User.objects.get(pk=viewer.pk), on=TODAY) == len(todos_for(viewer, on=TODAY))


def test_the_number_costs_one_query() -> None:
    two_communities.build()
    viewer = two_communities.colleague("street_office")
    scope_of(viewer)
    with CaptureQueriesContext(connection) as queries:
        count_for(viewer, on=TODAY)
    assert len(queries) == 1


def office() -> User:
    """The office of the whole street."""
    viewer = two_communities.colleague("street_office")
    viewer.grants.update(organization_id=two_communities.ROOT_ID, org_path=Organization.objects.get(parent=None).path)
    return viewer


def asked_by(client: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse("today")).status_code == 200
    return len(queries)


def test_today_asks_at_most_eight_times_however_much_waits(client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        two_communities.build()
        viewer = office()
        client.force_login(viewer)
        few = asked_by(client)
        two_communities.crowd()
        busy(viewer)
        many = asked_by(client)
    assert few == many <= 8


def test_the_number_follows_every_change_and_the_rights_of_the_moment() -> None:
    two_communities.build()
    viewer = two_communities.colleague("street_office")

    def number() -> int:
        return count_for(User.objects.get(pk=viewer.pk), on=TODAY)

    before = number()
    Batch.objects.filter(pk=A.first).update(created_by=viewer, state="checked")
    assert number() == before + 1
    viewer.grants.all().delete()
    assert number() == 0
