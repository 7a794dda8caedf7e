"""The stored periods, kept in line with what is computed: for what was touched, and for all on a new day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from gongjian.foundation import bulk
from gongjian.oversight.duties import below, counting
from gongjian.oversight.duties.computing import Owed, Window, owed_by_duty
from gongjian.oversight.duties.models import Deadline, Occurrence, Start
from gongjian.rules.months import add_months

KEPT = (
    "org_path",
    "key",
    "label",
    "last",
    "opens_on",
    "remind_on",
    "due_on",
    "excused",
    "discharged_on",
    "subject_id",
)
DUE, LABEL, REMIND = (KEPT.index(name) for name in ("due_on", "label", "remind_on"))
AHEAD_MONTHS = 3
BATCH = 1000
MANY = 2000
Identity = tuple[int, date]


def refresh(touched: Mapping[str, set[int]], now: datetime) -> None:
    """After a change, or on a new day: store and count anew the periods of the organizations it touched, or of all."""
    ids, on = touched.get("organizations", set()), timezone.localdate(now)
    if "everything" in touched or len(ids) > MANY:
        store(on=on)
        counting.recount(on=on)
        below.recount()
    elif ids:
        store(on=on, among=sorted(ids))
        counting.refresh(ids, on=on)
        below.refresh(ids)


@bulk.undisturbed()
@transaction.atomic
def store(*, on: date, among: Sequence[int] | None = None) -> int:
    """Bring the stored periods in line; returns how many came, went or changed. A second time changes nothing."""
    first = Start.objects.order_by("first").values_list("first", flat=True).first()
    rows = Occurrence.objects.all() if among is None else Occurrence.objects.filter(organization__in=among)
    window = Window(since=first or on, until=horizon(on), on=on, among=among)
    number, met = 0, []
    for duty, computed in owed_by_duty(window):
        met.append(duty)
        number += reconcile(rows.filter(duty=duty), duty, computed)
    gone, _ = rows.exclude(duty__in=met).delete()
    if among is None:
        forget_deadlines()
    return number + gone


def horizon(on: date) -> date:
    """The last due day that is stored: the end of the year, near its end some months more."""
    return max(date(on.year, 12, 31), add_months(on.replace(day=1), AHEAD_MONTHS))


def reconcile(rows: Any, duty: str, computed: Iterable[Owed]) -> int:
    """Bring the stored ROWS of one duty in line with what is COMPUTED."""
    stored = stored_rows(rows)
    new, changed, deadlines = [], [], set()
    for each in computed:
        identity, wanted = identity_of(each), kept(each)
        deadlines.add(deadline_of(wanted))
        known = stored.pop(identity, None)
        if known is None:
            new.append({"organization_id": identity[0], "duty": duty, "first": identity[1], **named(wanted)})
        elif known[1] != wanted:
            changed.append(Occurrence(pk=known[0], **named(wanted)))
    for portion in bulk.portions((pk for pk, _ in stored.values()), BATCH):
        Occurrence.objects.filter(pk__in=portion).delete()
    Occurrence.objects.bulk_update(changed, KEPT, batch_size=BATCH // 2)
    bulk.insert(Occurrence, new)
    keep_deadlines(duty, deadlines)
    return len(new) + len(changed) + len(stored)


def keep_deadlines(duty: str, wanted: set[tuple[date, str, date]]) -> None:
    """Let each (due day, label, day of the reminder) of a duty be known as a deadline."""
    known = set(Deadline.objects.filter(duty=duty).values_list("due_on", "label", "remind_on"))
    missing = [
        Deadline(duty=duty, due_on=due, label=label, remind_on=remind) for due, label, remind in sorted(wanted - known)
    ]
    Deadline.objects.bulk_create(missing, ignore_conflicts=True, batch_size=BATCH)


def forget_deadlines() -> None:
    """Drop the deadlines of which no stored period is left."""
    same = {name: OuterRef(name) for name in ("duty", "due_on", "label", "remind_on")}
    Deadline.objects.exclude(Exists(Occurrence.objects.filter(**same))).delete()


def deadline_of(wanted: tuple[Any, ...]) -> tuple[date, str, date]:
    """(due day, label, day of the reminder) of the fields of KEPT."""
    return wanted[DUE], wanted[LABEL], wanted[REMIND]


def identity_of(each: Owed) -> Identity:
    return each.occurrence.organization_id, each.occurrence.slot.first


def stored_rows(rows: Any) -> dict[Identity, tuple[int, tuple[Any, ...]]]:
    """{identity: (id, the fields that may change)}."""
    fields = rows.values_list("pk", "organization_id", "first", *KEPT)
    return {found[1:3]: (found[0], found[3:]) for found in fields.iterator(bulk.PORTION)}


def named(values: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip(KEPT, values, strict=True))


def kept(each: Owed) -> tuple[Any, ...]:
    """The fields of KEPT, in their order."""
    slot, found = each.occurrence.slot, each.occurrence
    remind = slot.due - timedelta(days=each.said.lead_days)
    opens = max(slot.opens, remind)
    return (
        each.path,
        slot.key,
        slot.label,
        slot.last,
        slot.opens,
        opens,
        slot.due,
        found.excused,
        found.discharged_on,
        found.subject_id,
    )
