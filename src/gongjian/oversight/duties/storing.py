"""The stored periods, kept in line with what is computed: for what was touched, and for all on a new day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongjian.foundation import bulk
from gongjian.oversight.duties.computing import Owed, Window, owed
from gongjian.oversight.duties.models import Occurrence, Start
from gongjian.rules.months import add_months
from gongjian.rules.owing import State

KEPT = ("org_path", "key", "label", "last", "opens_on", "due_on", "excused", "discharged_on", "subject_id")
AHEAD_MONTHS = 13
BATCH = 1000
MANY = 2000


def refresh(touched: Mapping[str, set[int]], now: datetime) -> None:
    """After a change: store anew the periods of the organizations it touched."""
    ids = touched.get("organizations", set())
    if "everything" in touched or len(ids) > MANY:
        store(on=timezone.localdate(now))
    elif ids:
        store(on=timezone.localdate(now), among=sorted(ids))


def refresh_all(now: datetime) -> None:
    """The daily job: periods come into reach with the days."""
    store(on=timezone.localdate(now))


@transaction.atomic
def store(*, on: date, among: Sequence[int] | None = None) -> int:
    """Bring the stored periods in line; returns how many came, went or changed. A second time changes nothing.

    They reach from the start of the calendar to AHEAD_MONTHS from now.
    """
    first = Start.objects.order_by("first").values_list("first", flat=True).first()
    window = Window(since=first or on, until=add_months(on, AHEAD_MONTHS), on=date.max, among=among)
    computed = {key_of(each): each for each in owed(window)}
    stored = stored_rows(among)
    new = [row(each) for key, each in computed.items() if key not in stored]
    changed = [
        Occurrence(pk=stored[key][0], **kept(each))
        for key, each in computed.items()
        if key in stored and stored[key][1] != tuple(kept(each).values())
    ]
    gone = [pk for key, (pk, _) in stored.items() if key not in computed]
    for portion in bulk.portions(gone, BATCH):
        Occurrence.objects.filter(pk__in=portion).delete()
    Occurrence.objects.bulk_update(changed, KEPT, batch_size=BATCH)
    bulk.insert(Occurrence, new)
    return len(new) + len(changed) + len(gone)


Key = tuple[int, str, date]


def key_of(each: Owed) -> Key:
    return each.occurrence.organization_id, each.duty.key, each.occurrence.slot.first


def stored_rows(among: Sequence[int] | None) -> dict[Key, tuple[int, tuple[Any, ...]]]:
    """{key: (id, the fields that may change)}."""
    rows = Occurrence.objects.all() if among is None else Occurrence.objects.filter(organization__in=among)
    fields = ("pk", "organization_id", "duty", "first", *KEPT)
    return {
        (organization, duty, first): (pk, tuple(values))
        for pk, organization, duty, first, *values in rows.values_list(*fields).iterator(BATCH)
    }


def row(each: Owed) -> dict[str, Any]:
    organization, duty, first = key_of(each)
    return {"organization_id": organization, "duty": duty, "first": first, **kept(each)}


def kept(each: Owed) -> dict[str, Any]:
    """The fields of KEPT, in their order."""
    slot, found = each.occurrence.slot, each.occurrence
    return {
        "org_path": each.path,
        "key": slot.key,
        "label": slot.label,
        "last": slot.last,
        "opens_on": slot.opens,
        "due_on": slot.due,
        "excused": found.state == State.EXCUSED,
        "discharged_on": found.discharged_on,
        "subject_id": found.subject_id,
    }
