"""Columns matched by hand once and remembered for the next file with the same headers, office by office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from gongjian.entry.desk.matching import Chosen
from gongjian.entry.desk.models import Batch, Layout
from gongjian.foundation.sheets.table import fold_header


class Layouts:
    """The layouts remembered where a batch belongs, read once."""

    def __init__(self, batch: Batch) -> None:
        rows = Layout.objects.filter(org_path=batch.org_path).values_list("kind", "fingerprint", "fields")
        self.known = {(kind, fingerprint): fields for kind, fingerprint, fields in rows}

    def __call__(self, kind: str, headers: Sequence[str]) -> Chosen:
        """{column from 0: field or None} remembered for these headers; nothing when they are new."""
        fields = self.known.get((kind, fingerprint_of(headers)), {})
        return {int(at): name for at, name in fields.items()}


def fingerprint_of(headers: Sequence[str]) -> str:
    """The same for the same header texts in the same order, whatever their blanks and stars."""
    folded = "\n".join(map(fold_header, headers)).rstrip("\n")
    return sha256(folded.encode()).hexdigest()


def remember(
    batch: Batch, kind: str, headers: Sequence[str], fields: Mapping[int, str | None], *, by: Any, now: datetime
) -> None:
    """From now on read tables with these headers like this, where the batch belongs."""
    Layout.objects.update_or_create(
        org_path=batch.org_path,
        kind=kind,
        fingerprint=fingerprint_of(headers),
        defaults={
            "fields": {str(at): name for at, name in fields.items()},
            "chosen_by_name": str(by),
            "chosen_at": now,
        },
    )


def forget(batch: Batch, kind: str, headers: Sequence[str]) -> None:
    Layout.objects.filter(org_path=batch.org_path, kind=kind, fingerprint=fingerprint_of(headers)).delete()


def layout_of(batch: Batch, kind: str, headers: Sequence[str]) -> Layout | None:
    """What is remembered for these headers where the batch belongs."""
    found = Layout.objects.filter(org_path=batch.org_path, kind=kind, fingerprint=fingerprint_of(headers))
    return found.first()
