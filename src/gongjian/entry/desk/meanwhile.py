"""What others changed between the check of a batch, which people saw, and its writing: never overwritten unseen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Max

from gongjian.entry.desk.removing import OF
from gongjian.foundation import bulk
from gongjian.foundation.history import Entry
from gongjian.foundation.journal import Change

HISTORY = "history"
SAID_BY_HAND = {"post": "secretary", "units": "unit_names"}
NAMED, LONGEST_NAME = 3, 60

Standing = Mapping[str, int]
Differences = Mapping[tuple[str, int, str], Change]


class LatelyChanged(Exception):
    """Somebody changed the same records after the check; the text says which, and what to do."""


def standing() -> dict[str, int]:
    """Where the history and each register end now: {"history": highest id, "members": highest id, …}."""
    models: dict[str, Any] = {HISTORY: Entry, **OF}
    ends = {name: model._default_manager.aggregate(end=Max("pk"))["end"] for name, model in models.items()}
    return {name: end or 0 for name, end in ends.items()}


def refuse_lately_changed(differences: Differences, *, since: Standing | None, but: int) -> None:
    """Raise LatelyChanged where DIFFERENCES write over what was written SINCE, by anything but the batch BUT.

    To be called after writing, in its transaction: by then nobody else can change these records.
    """
    names = list(changed_meanwhile(differences, since, but)) if since else []
    if names:
        shown = "、".join(name[:LONGEST_NAME] for name in names[:NAMED])
        raise LatelyChanged(
            f"检查以后，有人改过同样的内容：{shown}{f'等 {len(names)} 条' if len(names) > NAMED else ''}。"
            "这次什么都没有写入。请重新检查，看过新的对比再导入。"
        )


def changed_meanwhile(differences: Differences, since: Standing, but: int) -> Iterator[str]:
    """The names of records that came SINCE, or of which a field that differs was changed since."""
    touched = fields_touched(differences, since, but)
    for (kind, subject_id, name), change in differences.items():
        if subject_id > since[kind] or not touched[kind, subject_id].isdisjoint(change):
            yield name


def fields_touched(differences: Differences, since: Standing, but: int) -> dict[tuple[str, int], set[str]]:
    """{(kind, id): fields} that younger lines of history tell of, in the words of an import."""
    ids: dict[str, list[int]] = defaultdict(list)
    for kind, subject_id, _ in differences:
        ids[kind].append(subject_id)
    touched: dict[tuple[str, int], set[str]] = defaultdict(set)
    younger = Entry.objects.filter(pk__gt=since[HISTORY], changes__isnull=False).exclude(batch_id=but)
    for kind, subjects in ids.items():
        for row in bulk.by_key(younger.filter(subject_type=kind), "subject_id", subjects, "subject_id", "changes"):
            touched[kind, row["subject_id"]] |= {SAID_BY_HAND.get(name, name) for name in row["changes"]}
    return touched
