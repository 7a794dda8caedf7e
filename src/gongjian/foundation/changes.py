"""What changed and still has to be looked at: a small outbox, written with the change, emptied by oversight."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models


class Touched(models.Model):
    """One subject whose rows changed. Oversight takes these rows and judges again only what they concern."""

    id: int
    subject_type = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()

    class Meta:
        db_table = "foundation_touched"

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id}"


EVERYTHING = 0
MANY = 2000


def touch(subject_type: str, ids: Iterable[int | None]) -> None:
    """Note, in the caller's transaction, that these subjects ("organizations", "units", "members") changed.

    Where they are MANY it is noted that everything changed, which is less to write and to judge.
    """
    changed = {each for each in ids if each}
    if len(changed) > MANY:
        touch_everything()
        return
    Touched.objects.bulk_create(Touched(subject_type=subject_type, subject_id=each) for each in changed)


def touch_everything() -> None:
    """Cheaper than thousands of rows after a bulk change: judge all again."""
    Touched.objects.create(subject_type="everything", subject_id=EVERYTHING)
