"""One field changed for many members at once, and taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from gongjian.foundation import bulk, history
from gongjian.foundation.history import Entry
from gongjian.foundation.scope import scope_of, within
from gongjian.registers.members.counting import Tally
from gongjian.registers.members.fields import BULK
from gongjian.registers.members.keeping import care_path, told
from gongjian.registers.members.models import Member
from gongjian.registers.places.models import Place

VERB, VERB_BACK = "批量修改", "撤销批量修改"


@dataclass(frozen=True, slots=True)
class Batch:
    """A bulk change: its number in the history, and how many members it changed."""

    id: int
    changed: int


def changeable(members: QuerySet[Any], field: str, value: Any, *, by: Any) -> QuerySet[Any]:
    """Those of MEMBERS (any query set of them) whom the change concerns: BY keeps their roster, the value differs."""
    rows = Member.objects.filter(pk__in=members.values("pk")).filter(within("org_path", scope_of(by), "members.manage"))
    return rows.exclude(**{field: value}) if value is not None else rows.filter(**{f"{field}__isnull": False})


@transaction.atomic
def change_many(*, members: QuerySet[Any], field: str, value: Any, by: Any, now: datetime) -> Batch:
    """Set one of the fields of BULK for all of MEMBERS that BY keeps and that have another value."""
    if field not in BULK:
        raise PermissionDenied("这一项不能批量修改。")
    batch_id = int(now.timestamp() * 1_000_000)
    ids = list(changeable(members, field, value, by=by).order_by("pk").values_list("pk", flat=True))
    for portion in bulk.portions(ids):
        _set(dict.fromkeys(portion, value), field, verb=VERB, batch_id=batch_id, by=by, now=now)
    return Batch(batch_id, len(ids))


@transaction.atomic
def undo_many(*, batch_id: int, by: Any, now: datetime) -> int:
    """Give back what BATCH changed wherever nobody changed it since; returns how many. The second time it is none."""
    entries = Entry.objects.filter(batch_id=batch_id, subject_type="members", verb=VERB)
    wanted: dict[str, dict[int, Any]] = defaultdict(dict)
    for entry in entries.filter(actor_id=getattr(by, "pk", None)).order_by("subject_id"):
        for field, (before, after) in (entry.changes or {}).items():
            wanted[field][entry.subject_id] = (before, after)
    undone = 0
    for field, pairs in wanted.items():
        for portion in bulk.portions(pairs):
            values = dict(_unchanged_since(field, {pk: pairs[pk] for pk in portion}, by))
            undone += _set(values, field, verb=VERB_BACK, batch_id=batch_id, by=by, now=now)
    return undone


def _unchanged_since(field: str, pairs: dict[int, Any], by: Any) -> Iterator[tuple[int, Any]]:
    rows = Member.objects.filter(pk__in=pairs).filter(within("org_path", scope_of(by), "members.manage"))
    column = f"{field}__name" if field == "community" else field
    named = {name for before, after in pairs.values() for name in (before, after) if name}
    places = {p.name: p for p in Place.objects.communities().filter(name__in=named)} if field == "community" else {}
    for pk, now in rows.values_list("pk", column):
        before, after = pairs[pk]
        if str(now or "") == str(after or ""):
            yield pk, places.get(before) if field == "community" else before


def _set(values: dict[int, Any], field: str, **act: Any) -> int:
    """Write VALUES {id: value} of one field, with versions, counts, history and who answers for the unaffiliated.

    ACT is what `told` and the history line take besides the member: verb, by, now, batch_id.
    """
    rows = list(
        Member.objects.select_for_update(of=("self",))
        .select_related("organization", "community")
        .filter(pk__in=values)
        .order_by("pk")
    )
    tally, lines = Tally(), []
    for each in rows:
        tally.note(each)
        before = word(getattr(each, field))
        setattr(each, field, values[each.pk])
        each.version += 1
        each.org_path = care_path(each.organization, each.community)
        tally.note(each)
        changes = {field: [before, word(values[each.pk])]}
        lines.append(history.line(**told(each, **act), changes=changes))
    Member.objects.bulk_update(rows, [field, "org_path", "version"], batch_size=500)
    history.record_many(lines)
    tally.write()
    return len(rows)


def word(value: Any) -> Any:
    """A value as history keeps it: a community by its name."""
    return value.name if isinstance(value, Place) else value
