"""The background worker's part when things go wrong."""

from __future__ import annotations

import pytest

from gongjian.entry.desk import jobs, working
from gongjian.entry.desk.actions import start_batch
from gongjian.entry.desk.models import Batch
from gongjian.registers.accounts.models import User
from gongjian.registers.members.models import Member
from gongjian.registers.organizations.models import Organization
from tests import rosters, street
from tests.street import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch() -> Batch:
    rosters.take_in([rosters.file("organizations.csv", rosters.organizations())])
    office = street.user("street_office", Organization.objects.get(name=rosters.ROOT))
    return start_batch(rosters.files(), by=office, now=NOW, on=TODAY)


def test_an_unforeseen_error_ends_the_waiting_and_writes_nothing(batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **more: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(working, "catch_up", lambda now: None)
    monkeypatch.setattr(working, "write", fail)
    for job, state in ((jobs.check_batch, "checking"), (jobs.import_batch, "importing")):
        Batch.objects.filter(pk=batch.pk).update(state=state)
        with pytest.raises(ZeroDivisionError):
            job.call(batch.pk)
        batch.refresh_from_db()
        assert (batch.state, batch.message, Member.objects.count()) == ("failed", jobs.BROKEN, 0)


def test_a_job_begun_a_second_time_does_nothing_more(batch: Batch) -> None:
    Batch.objects.filter(pk=batch.pk).update(state="importing")
    jobs.import_batch.call(batch.pk)
    batch.refresh_from_db()
    finished = batch.finished_at
    jobs.import_batch.call(batch.pk)
    jobs.check_batch.call(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.finished_at, Member.objects.count()) == ("done", finished, 5)


def test_the_batch_of_somebody_who_is_gone_is_not_written_with_all_rights(batch: Batch) -> None:
    User.objects.all().delete()
    Batch.objects.filter(pk=batch.pk).update(state="importing")
    jobs.import_batch.call(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, Member.objects.count()) == ("importing", 0)
