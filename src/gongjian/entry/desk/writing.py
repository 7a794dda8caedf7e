"""A checked batch written into the registers: everything or nothing, each table by its own register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongjian.entry.desk.checking import CheckedBatch
from gongjian.foundation import bulk
from gongjian.foundation.changes import touch_everything
from gongjian.foundation.journal import Change, Journal
from gongjian.foundation.scope import scope_of
from gongjian.registers.members import intake as members
from gongjian.registers.members.models import Member
from gongjian.registers.organizations import intake as organizations
from gongjian.registers.organizations.areas import root_path, settle_communities
from gongjian.registers.places.intake import communities
from gongjian.registers.places.models import Place
from gongjian.registers.units import intake as units
from gongjian.registers.units.models import Unit
from gongjian.registers.units.ties import names_said, say_by_organizations
from gongjian.registers.units.waiting_words import spell_out

KINDS = ("organizations", "units", "members")


@dataclass(frozen=True, slots=True)
class Counts:
    new: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class Imported:
    """What a batch came to: counts by kind, and {(kind, id, name): changes} of what differed."""

    counts: dict[str, Counts] = field(default_factory=lambda: dict.fromkeys(KINDS, Counts()))
    differences: dict[tuple[str, int, str], Change] = field(default_factory=dict)

    def as_words(self) -> dict[str, dict[str, int]]:
        """The counts for JSON."""
        return {
            kind: {"new": each.new, "changed": each.changed, "unchanged": each.unchanged}
            for kind, each in self.counts.items()
        }


@bulk.undisturbed()
def write(checked: CheckedBatch, *, by: Any, now: datetime, on: date, batch_id: int | None = None) -> Imported:
    """Write the good rows of all files, with history and counts, in one transaction.

    Rows that are stored already are changed only where a filled cell differs. The same batch again changes nothing.
    """
    with transaction.atomic():
        bulk.one_at_a_time("import")
        journal = Journal(by=by, now=now, batch_id=batch_id)
        rows = {kind: list(good_rows(checked, kind)) for kind in KINDS}
        places = communities((row.get("community") for kind in KINDS for row in rows[kind]), journal=journal)
        organizations.take_in(rows["organizations"], communities=places, on=on, journal=journal)
        root = settle(places, by=by, journal=journal)
        units.take_in(rows["units"], root=root, journal=journal)
        tie(rows["organizations"], by=by, journal=journal)
        members.take_in(rows["members"], root=root, journal=journal)
        members.link_to_units((told.subject_id, told.subject) for told in journal.told("units", whole=True))
        journal.write()
        return summed_up(journal, {kind: distinct(rows[kind], kind) for kind in KINDS})


def good_rows(checked: CheckedBatch, kind: str) -> Iterator[Mapping[str, Any]]:
    for sheet in checked.of_kind(kind):
        yield from (row.values for row in sheet.rows if row.is_good)


def distinct(rows: list[Mapping[str, Any]], kind: str) -> int:
    """How many records ROWS tell of; an organization listed twice is one."""
    return len({row["name"] for row in rows}) if kind == "organizations" else len(rows)


def settle(places: Mapping[str, int], *, by: Any, journal: Journal) -> str:
    """Give communities, and what lies in them, to those who answer for them now. Returns the root's path."""
    near = next(iter(scope_of(by).paths("sheets.import")), "")
    root = root_path(near)
    take_care(root)
    settle_communities(places.values(), otherwise=root)
    made = {told.subject_id: told for told in journal.told("places", whole=True)}
    for row in bulk.by_key(Place.objects, "id", made, "id", "org_path"):
        made[row["id"]].org_path = row["org_path"]
    return root


def take_care(root: str) -> None:
    """Put whatever came before any organization stood in the care of the ROOT."""
    if root:
        for rows in (Place.objects, Unit.objects, Member.objects):
            if rows.filter(org_path="").update(org_path=root):
                touch_everything()


def tie(rows: list[Mapping[str, Any]], *, by: Any, journal: Journal) -> None:
    """Let organizations cover the units their own table names, and those whose table named them before they stood.

    Units that BY does not keep are not BY's to tie.
    """
    said = {row["name"]: row["unit_names"] for row in rows if row.get("unit_names")}
    ids = organizations.ids_of(said)
    stored = {row["id"]: row for row in organizations.stored_rows("id", ids.values())}
    reaches = reaches_of(stored.values(), by)
    before = names_said(reaches)
    changed = {ids[name]: list(names) for name, names in said.items() if set(before.get(ids[name], ())) != set(names)}
    say_by_organizations(changed, reaches)
    for each, names in changed.items():
        change = {"unit_names": [before.get(each, []), names]}
        journal.tell("organizations", each, stored[each]["name"], stored[each]["path"], change)
    founded = [told.subject for told in journal.told("organizations", whole=True)]
    if founded:
        spell_out()
        units.hear_from_units(founded)


def reaches_of(rows: Iterable[Mapping[str, Any]], by: Any) -> dict[int, str]:
    """{id: the part of the tree round it that BY imports for} of organizations; '' for the operator, who keeps all."""
    parts = scope_of(by).paths("sheets.import") if by else ()
    return {row["id"]: next((part for part in parts if row["path"].startswith(part)), "") for row in rows}


def summed_up(journal: Journal, rows: Mapping[str, int]) -> Imported:
    imported = Imported()
    for kind in KINDS:
        new, changed = len(journal.told(kind, whole=True)), journal.told(kind, whole=False)
        imported.counts[kind] = Counts(new, len(changed), rows[kind] - new - len(changed))
        for told in changed:
            imported.differences[kind, told.subject_id, told.subject] = told.changes or {}
    return imported
