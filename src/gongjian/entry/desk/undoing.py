"""A whole batch taken back: what it changed is set back, what it brought is removed, and what others built on stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from gongjian.entry.desk.grouping import TABLE_OF
from gongjian.entry.desk.models import Batch
from gongjian.entry.desk.removing import OF, remove, standing_in_the_way
from gongjian.entry.desk.terms import BatchState, NotNow
from gongjian.entry.desk.writing import reaches_of
from gongjian.foundation import bulk
from gongjian.foundation.history import Entry
from gongjian.foundation.journal import TAKEN_IN, Change, Journal
from gongjian.foundation.scope import scope_of
from gongjian.oversight.coverage.models import Proposal
from gongjian.registers.members import intake as members
from gongjian.registers.organizations import intake as organizations
from gongjian.registers.organizations.areas import root_path
from gongjian.registers.organizations.seats import seat_again
from gongjian.registers.units import intake as units
from gongjian.registers.units.ties import leave_former_names, names_said, say_by_organizations

UNDO_DAYS = 7
COLUMN_OF = {"organization_text": "organization", "identity_sealed": "identity_number", "unit": "workplace"}
LINKED = {"members": "organization", "organizations": "parent"}
NOTHING: tuple[Any, ...] = (None, "", [])
CHANGED_SINCE = "导入以后又改过：{fields}。"
TOUCHED_SINCE = "导入以后又办过：{acts}。请留下这一条；确实不要，到它自己的页面里另外办理。"
LATER_BATCH = "后来的一批导入又改过：{acts}。请先撤销那一批，再来撤销这一批。"
TAKEN_BACK = ("撤销导入", "撤销导入更新")
WAITING = "有申请等着批：{summary}。请先批复或撤回，再来撤销。"
MOST_ACTS = 3
MOST_LEFT = 500
LEFT_SINCE = "导入以后已经不在册。"
LINK_GONE = "原来的“{name}”已经没有了。"


class TooLate(Exception):
    """The days within which a batch can be undone have passed."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One record that keeps a batch from being undone whole: its kind ("members"), id, name, and why in words."""

    subject_type: str
    subject_id: int
    subject: str
    why: str


class InTheWay(Exception):
    """The batch cannot be undone whole; `obstacles` says what stands in the way. Nothing was done."""

    def __init__(self, obstacles: Sequence[Obstacle]) -> None:
        super().__init__(f"有 {len(obstacles)} 条记录不能撤销。")
        self.obstacles = tuple(obstacles)


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did: records removed, records set back, and what was left as it is."""

    removed: int
    restored: int
    left: tuple[Obstacle, ...]


@transaction.atomic
def undo(batch: Batch, *, by: Any, now: datetime, leave_changed: bool = False) -> Undone:
    """Take a batch back within UNDO_DAYS, with history.

    Raises InTheWay when others refer to its records or changed them since; with `leave_changed` those stay and the
    rest is taken back. Raises NotNow, TooLate.
    """
    bulk.one_at_a_time("import")
    current = Batch.objects.select_for_update().lean().get(pk=batch.pk)
    _check(current, now)
    taking_back = _TakingBack(current, Journal(by, now, current.pk, *TAKEN_BACK))
    taking_back.restore()
    taking_back.remove()
    if taking_back.obstacles and not leave_changed:
        raise InTheWay(taking_back.obstacles)
    taking_back.journal.write()
    current.state, current.undone_at = BatchState.UNDONE, now
    current.message = f"有 {len(taking_back.obstacles)} 条没有撤销。" if taking_back.obstacles else ""
    current.left = [[each.subject, each.why] for each in taking_back.obstacles[:MOST_LEFT]]
    current.save(update_fields=["state", "undone_at", "message", "left"])
    batch.refresh_from_db()
    return taking_back.outcome()


def _check(batch: Batch, now: datetime) -> None:
    if batch.state != BatchState.DONE or batch.finished_at is None:
        raise NotNow("这一批没有导入，或者已经撤销了。")
    if now - batch.finished_at > timedelta(days=UNDO_DAYS):
        raise TooLate(f"导入已经超过 {UNDO_DAYS} 天，不能整批撤销。请在名册里逐条修改。")


@dataclass
class _TakingBack:
    batch: Batch
    journal: Journal
    obstacles: list[Obstacle] = field(default_factory=list)

    def __post_init__(self) -> None:
        lines = list(Entry.objects.filter(batch_id=self.batch.pk, verb__in=TAKEN_IN).order_by("id"))
        self.came: dict[str, dict[int, Entry]] = {kind: {} for kind in OF}
        self.changed: dict[str, dict[int, Entry]] = {kind: {} for kind in OF}
        for line in lines:
            (self.came if line.changes is None else self.changed)[line.subject_type][line.subject_id] = line
        near = next(iter(scope_of(self.journal.by).paths("sheets.import")), "")
        self.root = root_path(near)

    def outcome(self) -> Undone:
        told = self.journal.lines.values()
        removed = sum(each.changes is None and each.subject_type != "places" for each in told)
        return Undone(removed, sum(each.changes is not None for each in told), tuple(self.obstacles))

    def restore(self) -> None:
        """Set back what still reads as the batch wrote it."""
        day = timezone.localdate(self.journal.now)
        rows = self._stored("organizations", organizations)
        reaches = reaches_of(rows, self.batch.created_by)
        said = names_said(reaches)
        stored = [row | {"unit_names": said.get(row["id"], [])} for row in rows]
        back = self._back("organizations", stored)
        seats = {each: change.pop("secretary") for each, change in back.items() if "secretary" in change}
        lists = {each: change.pop("unit_names") for each, change in back.items() if "unit_names" in change}
        people_back = self._back("members", self._stored("members", members))
        members.apply(people_back, root=self.root, journal=self.journal)
        if self.batch.finished_at:
            members.take_back_moves(people_back, written_at=self.batch.finished_at, journal=self.journal)
        named_back = self._back("units", self._stored("units", units))
        units.apply(named_back, root=self.root, journal=self.journal)
        leave_former_names(change["name"][0] for change in named_back.values() if "name" in change)
        organizations.apply(back, on=day, journal=self.journal)
        seat_again({each: pair[1] for each, pair in seats.items()}, left_on=self.batch.on, on=day)
        say_by_organizations({each: pair[1] for each, pair in lists.items()}, reaches)
        for name, pairs in (("secretary", seats), ("unit_names", lists)):
            for row in organizations.stored_rows("id", pairs):
                self.journal.tell("organizations", row["id"], row["name"], row["path"], {name: pairs[row["id"]]})

    def _stored(self, kind: str, register: Any) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = register.stored_rows("id", self.changed[kind])
        for gone in self.changed[kind].keys() - {row["id"] for row in rows}:
            self._leave(self.changed[kind][gone], LEFT_SINCE)
        return rows

    def _back(self, kind: str, rows: Iterable[Mapping[str, Any]]) -> dict[int, Change]:
        """{id: {field: [now, before the batch]}} of what can be set back."""
        back, gone = {}, self._gone(kind)
        for row in rows:
            line = self.changed[kind][row["id"]]
            changes = line.changes or {}
            moved_on = [name for name, (_, after) in changes.items() if not _same(row[name], after)]
            if moved_on:
                self._leave(line, CHANGED_SINCE.format(fields="、".join(label(kind, name) for name in moved_on)))
            former = changes.get(LINKED.get(kind, ""), [None])[0]
            if former in gone and LINKED[kind] not in moved_on:
                self._leave(line, LINK_GONE.format(name=former))
                moved_on.append(LINKED[kind])
            back[row["id"]] = {
                name: [row[name], _typed(kind, name, before)]
                for name, (before, _) in changes.items()
                if name not in moved_on
            }
        return back

    def _gone(self, kind: str) -> set[str]:
        """The organizations that records of the batch were in before and that no longer stand."""
        lines = (line.changes or {} for line in self.changed[kind].values())
        former = {changes[LINKED[kind]][0] for changes in lines if LINKED.get(kind) in changes} - {None, ""}
        return former - organizations.ids_of(former).keys()

    def remove(self) -> None:
        """Remove what the batch brought, but for what was touched since or is referred to."""
        leaving = {kind: set(self.came[kind]) for kind in OF}
        for kind in OF:
            for subject_id, why in (self._touched_since(kind) | self._waiting(kind)).items():
                leaving[kind].discard(subject_id)
                self._leave(self.came[kind][subject_id], why)
        loose = members.linked_by_words(leaving["units"]) - self.came["members"].keys()
        while found := standing_in_the_way(leaving, loose=loose):
            for kind, subject_id, why in found:
                leaving[kind].discard(subject_id)
                if kind != "places":
                    self._leave(self.came[kind][subject_id], why)
        for kind in OF:
            for subject_id in leaving[kind]:
                line = self.came[kind][subject_id]
                self.journal.tell(kind, subject_id, line.subject, line.org_path)
        remove(leaving)

    def _touched_since(self, kind: str) -> dict[int, str]:
        """Why records of the batch stay that were changed since from elsewhere; what changed nothing is no reason."""
        if not self.came[kind]:
            return {}
        first = min(line.pk for line in self.came[kind].values())
        later = Entry.objects.filter(subject_type=kind, pk__gt=first, changes__isnull=False).order_by("id")
        undone = Batch.objects.filter(Q(state=BatchState.UNDONE) | Q(pk=self.batch.pk)).values("pk")
        acts: dict[int, list[Entry]] = defaultdict(list)
        for entry in later.exclude(batch_id__in=undone, verb__in=TAKEN_IN + TAKEN_BACK):
            if entry.subject_id in self.came[kind]:
                acts[entry.subject_id].append(entry)
        return {each: _told(entries) for each, entries in acts.items()}

    def _waiting(self, kind: str) -> dict[int, str]:
        """Why records of the batch stay about which somebody has asked for something that is not decided."""
        open_ones = Proposal.objects.waiting().filter(subject_type=kind).values_list("subject_id", "summary")
        return {each: WAITING.format(summary=text) for each, text in open_ones if each in self.came[kind]}

    def _leave(self, line: Entry, why: str) -> None:
        self.obstacles.append(Obstacle(line.subject_type, line.subject_id, line.subject, why))


def _told(entries: Sequence[Entry]) -> str:
    """What was done, by whom and when, and how to go on from there."""
    acts = "、".join(
        f"{each.verb}（{each.actor}，{timezone.localtime(each.at):%Y-%m-%d}）" for each in entries[-MOST_ACTS:]
    )
    imported = all(each.verb in TAKEN_IN for each in entries)
    return (LATER_BATCH if imported else TOUCHED_SINCE).format(acts=acts)


def label(kind: str, name: str) -> str:
    """What people call a field."""
    column = TABLE_OF[kind].by_field.get(COLUMN_OF.get(name, name))
    return column.label if column else name


def _same(stored: Any, written: Any) -> bool:
    """Whether a field still reads as it was written; in a list of names the order says nothing."""
    if isinstance(stored, list) and isinstance(written, list):
        return sorted(stored) == sorted(written)
    if isinstance(stored, date):
        stored = stored.isoformat()
    return stored == written or (stored in NOTHING and written in NOTHING)


def _typed(kind: str, name: str, value: Any) -> Any:
    """A value out of history as its column takes it; names of links stay names."""
    fields = {each.name: each for each in OF[kind]._meta.concrete_fields}
    if name in fields and not fields[name].is_relation:
        return fields[name].to_python(value)
    return value
