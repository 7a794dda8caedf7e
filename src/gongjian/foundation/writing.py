"""Texts that several write at once: what each saves is merged with what others saved, and every state is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models

from gongjian.foundation.merging import Merged, merge

ONE_SITTING = timedelta(minutes=10)


class Revision(models.Model):
    """What a text read after somebody wrote into it; a writer's saves of one sitting are one revision."""

    id: int
    text = models.TextField(blank=True)
    by = models.CharField(max_length=60)
    by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.by} {self.at:%Y-%m-%d %H:%M}"


def write(row: models.Model, field: str, *, base: str, text: str, by: Any) -> Merged:
    """Put into FIELD of a locked ROW what BY made of it, begun from BASE, together with what others saved since."""
    stands = getattr(row, field)
    merged = merge(base, text, stands, who=str(by))
    if merged.text != stands:
        setattr(row, field, merged.text)
        row.save(update_fields=[field])
    return merged


def keep_revision(revisions: Any, text: str, *, by: Any, now: datetime, **about: Any) -> None:
    """Remember among a row's REVISIONS how a text reads now; ABOUT says which one where the row has several texts."""
    last = revisions.filter(**about).order_by("-id").first()
    if last is not None and last.by_id == by.pk and now - last.at < ONE_SITTING:
        last.text, last.at = text, now
        last.save(update_fields=["text", "at"])
    else:
        revisions.create(text=text, by=str(by), by_id=by.pk, at=now, **about)
