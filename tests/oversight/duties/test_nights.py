"""The nightly work: once more is nothing more, a week left out is made up for, two at once do no more than one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.db.models import Max, QuerySet

from gongjian.foundation.history import Entry
from gongjian.foundation.notices.actions import add_channel
from gongjian.foundation.notices.models import Sent
from gongjian.oversight.coverage.models import Finding, Snapshot
from gongjian.oversight.duties.actions import end_exemption, excuse
from gongjian.oversight.duties.models import Exemption, Occurrence
from gongjian.registers.organizations.actions import end_organization
from tests.oversight.duties.conftest import Street
from tests.street import NOW

pytestmark = pytest.mark.django_db
FIRST_NIGHT = datetime(2026, 12, 28, 9, 30, tzinfo=NOW.tzinfo)
WEEK = [FIRST_NIGHT + timedelta(days=each) for each in range(1, 8)]


@pytest.fixture(autouse=True)
def _with_mail(settings: Any, street: Street) -> None:
    settings.EMAIL_HOST = "mail.example.com"
    for name in ("甲", "乙"):
        part = street.parts[name]
        address = {"kind": "email", "label": "群", "address": f"{part.pk}@example.com"}
        add_channel(**address, organization=part.name, path=part.path, by=None, now=NOW)


def nightly(now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        call_command("nightly")


def kept() -> set[str]:
    """All that the night keeps, without the ids of its rows; of the months, each with figures of its day, the last."""
    latest = Snapshot.objects.filter(month=Snapshot.objects.aggregate(Max("month"))["month__max"])
    return {line for rows in (Occurrence.objects.all(), Finding.objects.all(), latest) for line in lines(rows)}


def lines(rows: QuerySet[Any]) -> Iterator[str]:
    fields = [each.attname for each in rows.model._meta.concrete_fields if not each.primary_key]
    for each in rows.values_list(*fields):
        yield f"{rows.model.__name__} {each}"


def ids() -> dict[str, Any]:
    """Which rows there are: one taken out and put back would be another one."""
    found = {model.__name__: [*model.objects.values_list("pk", flat=True)] for model in (Occurrence, Finding, Sent)}
    return {**found, "history": Entry.objects.count(), "mail": len(mail.outbox)}


def test_a_night_done_again_does_nothing(street: Street) -> None:
    nightly(FIRST_NIGHT)
    before = ids(), kept()
    assert len(mail.outbox) == 2
    for later in (timedelta(), timedelta(minutes=5), timedelta(hours=6)):
        nightly(FIRST_NIGHT + later)
        assert (ids(), kept()) == before


@pytest.fixture
def live(street: Street) -> Callable[[datetime], None]:
    """What people do between the nights: a meeting late in the year, a branch excused and asked again, one ended."""

    def day_of_work(now: datetime) -> None:
        work, branches = street.work, street.branches
        if now.day == 30:
            work.done(branches["乙一"], now.date())
            excuse(
                "assembly", [branches["甲二"]], first=date(2026, 1, 1), last=now.date(), reason="停办", by=None, now=now
            )
        if now.day == 31:
            end_organization(branches["乙二"], on=now.date(), reason="并入乙一支部", by=None, now=now)
        if now.day == 2:
            end_exemption(Exemption.objects.get(), by=None, now=now)

    return day_of_work


@contextmanager
def tried(street: Street) -> Iterator[None]:
    """A stretch of work, taken back afterwards."""
    proofs = {kind: list(each) for kind, each in street.work.proofs.items()}
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    street.work.proofs = proofs
    mail.outbox.clear()


def test_a_week_without_nights_is_made_up_for_by_one(street: Street, live: Callable[[datetime], None]) -> None:
    """Over the turn of the year, when periods fall due and others come into sight."""
    nightly(FIRST_NIGHT)
    mail.outbox.clear()
    found, told = [], []
    for nights in (WEEK, WEEK[-1:]):
        with tried(street):
            for day in WEEK:
                live(day - timedelta(hours=1))
                if day in nights:
                    nightly(day)
            found.append(kept())
            told.append([(each.to, each.body) for each in mail.outbox])
            assert set(Sent.objects.filter(at__gt=FIRST_NIGHT).values_list("at", flat=True)) == {*nights}
    daily, once = found
    assert daily ^ once == set()
    assert told[1]
    assert told[1] == told[0][-len(told[1]) :]
