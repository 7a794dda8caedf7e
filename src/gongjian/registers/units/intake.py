"""Tables of units taken in: who is new, who differs, who answers for them, which organization covers them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import uuid4

from gongjian.foundation import bulk
from gongjian.foundation.changes import touch
from gongjian.foundation.intake import changed_words, filled
from gongjian.foundation.journal import Change, Journal
from gongjian.foundation.names import initials, sort_key_pinyin, stroke_key
from gongjian.foundation.search import Naming, forget_names, index_names
from gongjian.registers.places.intake import community_ids, community_name, inner_places
from gongjian.registers.places.models import Place
from gongjian.registers.units.models import Unit, UnitFigures
from gongjian.registers.units.terms import UnitKind
from gongjian.registers.units.ties import leave_to_words, link_ties, say_by_units

PLAIN = (
    "name",
    "code",
    "kind",
    "industry",
    "address",
    "longitude",
    "latitude",
    "staff",
    "members_total",
    "members_full",
    "members_probationary",
    "organization_text",
    "instructor",
    "contact",
    "phone",
    "note",
)
Values = Mapping[str, Any]


def take_in(rows: Sequence[Values], *, root: str, journal: Journal) -> None:
    """Write checked ROWS. A unit is known by its code, else by its name; an empty cell leaves what is stored.

    Whoever has no community is in the care of ROOT, a path.
    """
    wanted = [_wanted(row) for row in rows]
    matches = matched(rows)
    new = [row for row, known in zip(wanted, matches, strict=True) if known is None]
    _add(new, root=root, journal=journal)
    pairs = [(known, row) for known, row in zip(matches, wanted, strict=True) if known is not None]
    apply({known["id"]: changed_words(known, row) for known, row in pairs}, root=root, journal=journal)


def stored_rows(field: str, keys: Iterable[Any]) -> list[dict[str, Any]]:
    """What an import may change of units that are still here, found by FIELD; links as names."""
    columns = ("id", "org_path", "community__name", "place__name", *PLAIN)
    rows = list(bulk.by_key(Unit.objects.active().order_by("id"), field, keys, *columns))
    for row in rows:
        row["community"], row["place"] = row.pop("community__name"), row.pop("place__name")
    return rows


def apply(changes: Mapping[int, Change], *, root: str, journal: Journal) -> None:
    """Make CHANGES {id: {field: [before, after]}} to units, with everything that follows; links are names."""
    after = {each: {field: pair[1] for field, pair in change.items()} for each, change in changes.items() if change}
    communities = community_ids({values["community"] for values in after.values() if values.get("community")})
    named = {values["place"]: (None, root) for values in after.values() if values.get("place")}
    places = inner_places(named, journal=journal)
    columns = {each: {field: values[field] for field in PLAIN if field in values} for each, values in after.items()}
    for each, values in after.items():
        columns[each] |= {"community": communities.get(values["community"])} if "community" in values else {}
        columns[each] |= {"place": places.get(values["place"])} if "place" in values else {}
        columns[each] |= name_keys(values["name"]) if "name" in values else {}
    bulk.update(Unit, columns)
    settle([each for each, values in after.items() if "community" in values], root=root)
    former = {change["name"][0] for change in changes.values() if "name" in change}
    _follow([each for each, values in after.items() if {"name", "code", "organization_text"} & values.keys()], former)
    for row in bulk.by_key(Unit.objects, "id", after, "id", "name", "org_path"):
        journal.tell("units", row["id"], row["name"], row["org_path"], changes[row["id"]])


def settle(unit_ids: Iterable[int], *, root: str) -> None:
    """Write on units the path of who answers for them: their community's organization, else ROOT."""
    rows = bulk.by_key(Unit.objects, "id", unit_ids, "id", "org_path", "community__org_path")
    paths = {row["id"]: (row["org_path"], row["community__org_path"] or root) for row in rows}
    bulk.update(Unit, {each: {"org_path": path} for each, (before, path) in paths.items() if path != before})


def follow_places(paths: Mapping[int, str]) -> None:
    """Put the units of communities {id: path} in the care of those who answer for the communities now."""
    for community, path in paths.items():
        moved = Unit.objects.filter(community_id=community).exclude(org_path=path)
        touch("units", moved.values_list("pk", flat=True))
        moved.update(org_path=path)


def name_keys(name: str) -> dict[str, str]:
    """{column: key} a unit called NAME is sorted and found by."""
    return {
        "pinyin": sort_key_pinyin(name, person=False)[:400],
        "initials": initials(name, person=False)[:120],
        "strokes": stroke_key(name)[:400],
    }


def _wanted(row: Values) -> dict[str, Any]:
    values = {field: row.get(field) for field in (*PLAIN, "place")}
    values["organization_text"] = row.get("organization")
    if row.get("community"):
        values["community"] = community_name(row["community"])
    return filled(values)


def matched(rows: Sequence[Values]) -> list[dict[str, Any] | None]:
    """For each row the stored unit it means: by code, else by name where one of the two has no code; each unit once."""
    found = {row["id"]: row for row in stored_rows("name", {row["name"] for row in rows})}
    found |= {row["id"]: row for row in stored_rows("code", {row["code"] for row in rows if row.get("code")})}
    by_code = {row["code"]: row for row in found.values() if row["code"]}
    matches = [by_code.get(row.get("code") or "") for row in rows]
    taken = {known["id"] for known in matches if known}
    for index, row in enumerate(rows):
        if matches[index] is None:
            namesakes = (each for each in found.values() if each["name"] == row["name"] and each["id"] not in taken)
            match = next((each for each in namesakes if not (each["code"] and row.get("code"))), None)
            matches[index] = match
            taken |= {match["id"]} if match else set()
    return matches


def _add(rows: Sequence[Values], *, root: str, journal: Journal) -> None:
    communities = community_ids({row["community"] for row in rows if "community" in row})
    paths = dict(Place.objects.filter(pk__in=communities.values()).values_list("pk", "org_path"))
    records = []
    for unit_id, row in zip(bulk.reserve_ids(Unit, len(rows)), rows, strict=True):
        community = communities.get(row.get("community", ""))
        path = paths.get(community or 0) or root
        records.append(_record(row) | {"id": unit_id, "community_id": community, "org_path": path})
        journal.tell("units", unit_id, row["name"], path)
    named = {
        row["place"]: (each["community_id"], each["org_path"])
        for row, each in zip(rows, records, strict=True)
        if "place" in row
    }
    places = inner_places(named, journal=journal)
    for row, record in zip(rows, records, strict=True):
        record["place_id"] = places.get(row.get("place", ""))
    bulk.insert(Unit, records)
    bulk.insert(UnitFigures, [{"unit_id": record["id"]} for record in records])
    _follow([record["id"] for record in records], new=True)


def remove(unit_ids: Collection[int]) -> None:
    """Remove units. What organizations say of them stays as words, and namesakes have what is left of their ties."""
    names = {row["name"] for row in bulk.by_key(Unit.objects, "id", unit_ids, "name")}
    forget_names("units", unit_ids)
    leave_to_words(unit_ids)
    for portion in bulk.portions(unit_ids):
        Unit.objects.filter(pk__in=portion).delete()
    link_ties(names)
    say_by_units(names)


def _record(row: Values) -> dict[str, Any]:
    plain = {field: row.get(field, bulk.field_of(Unit, field).get_default()) for field in PLAIN}
    return {"uid": uuid4(), **plain, **name_keys(row["name"]), "kind": str(row.get("kind") or UnitKind.OTHER)}


def _follow(unit_ids: Sequence[int], former_names: Collection[str] = (), *, new: bool = False) -> None:
    """The search, and the ties with organizations, after names or words changed."""
    rows = list(bulk.by_key(Unit.objects, "id", unit_ids, "id", "name", "code"))
    index_names("units", [Naming(row["id"], row["name"], row["code"]) for row in rows], new=new)
    names = {row["name"] for row in rows}
    link_ties(names)
    say_by_units(names.union(former_names))


def hear_from_units(organization_names: Iterable[str]) -> None:
    """Make the ties with new organizations that units named before these stood."""
    texts = bulk.by_key(Unit.objects.active(), "organization_text", organization_names, "name")
    say_by_units([row["name"] for row in texts])
