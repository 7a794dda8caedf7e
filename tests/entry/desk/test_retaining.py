"""Uploaded files go when their batch can no longer be taken back; the batch itself stays readable."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gongjian.entry.desk.models import Batch, BatchFile
from gongjian.entry.desk.retaining import drop_old_files
from gongjian.entry.desk.undoing import UNDO_DAYS
from gongjian.foundation.files import StoredFile
from tests import rosters
from tests.entry.desk.conftest import Clerk

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def imported(clerk: Clerk) -> Batch:
    batch = clerk.hand_in(rosters.files())
    clerk.presses(reverse("desk_import", args=[batch.pk]))
    return Batch.objects.get(pk=batch.pk)


def test_files_stay_as_long_as_the_batch_can_be_taken_back(clerk: Clerk) -> None:
    batch = imported(clerk)
    drop_old_files(batch.finished_at + UNDO_DAYS * DAY)
    assert StoredFile.objects.count() == batch.files.count()
    drop_old_files(batch.finished_at + UNDO_DAYS * DAY + timedelta(seconds=1))
    assert StoredFile.objects.count() == 0
    assert list(BatchFile.objects.values_list("name", flat=True)) == sorted(name for name, _ in rosters.files())


def test_a_batch_without_files_still_has_its_page_and_says_what_is_gone(clerk: Clerk) -> None:
    batch = imported(clerk)
    drop_old_files(timezone.now() + 30 * DAY)
    clerk.reads(reverse("desk_batch", args=[batch.pk]))
    clerk.reads(reverse("desk"))
    told = clerk.client.get(reverse("desk_skipped", args=[batch.pk]), follow=True).content.decode()
    assert "已过保留期" in told


def test_a_file_that_an_open_batch_has_too_stays(clerk: Clerk) -> None:
    imported(clerk)
    again = clerk.hand_in(rosters.files())
    drop_old_files(timezone.now() + 30 * DAY)
    assert StoredFile.objects.count() == again.files.filter(file__isnull=False).count() > 0
