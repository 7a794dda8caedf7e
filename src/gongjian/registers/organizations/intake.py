"""Tables of organizations taken in: who is new, who differs, where everyone hangs in the tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from gongjian.foundation import bulk
from gongjian.foundation.changes import touch
from gongjian.foundation.intake import changed_words, filled
from gongjian.foundation.journal import Change, Journal
from gongjian.foundation.moving import move_paths
from gongjian.foundation.search import Naming, index_names
from gongjian.foundation.tree import path_of
from gongjian.registers.organizations.areas import communities_below, settle_communities, touch_below
from gongjian.registers.organizations.models import Organization, OrganizationFigures
from gongjian.registers.organizations.naming import name_keys
from gongjian.registers.organizations.seats import seat_secretaries, secretaries_of
from gongjian.registers.organizations.terms import Body, OrganizationKind, kind_of
from gongjian.registers.places.intake import community_ids, community_name


class ImpossibleMove(ValueError):
    """An organization cannot hang below itself."""


PLAIN = ("kind", "founded_on", "elected_on", "term_years", "committee_size", "phone", "note")
BODY_WORDS = (
    ("行政", Body.ADMINISTRATIVE),
    ("居民", Body.RESIDENTIAL),
    ("非公", Body.ENTERPRISE),
    ("两新", Body.ENTERPRISE),
    ("企业", Body.ENTERPRISE),
)


def take_in(rows: Sequence[Mapping[str, Any]], *, communities: Mapping[str, int], on: date, journal: Journal) -> None:
    """Write checked ROWS: those whose full name is new are founded, the others get what differs.

    COMMUNITIES are ids by full name. An empty cell leaves the stored value.
    """
    wanted = {row["name"]: _wanted(row) for row in rows}
    names = {*wanted, *(row["parent"] for row in wanted.values() if "parent" in row)}
    stored = {row["name"]: row for row in stored_rows("name", names)}
    new = {name: wanted[name] for name in _parents_first(wanted) if name not in stored}
    _found(new, stored, communities, on=on, journal=journal)
    apply(
        {row["id"]: changed_words(row, wanted[name]) for name, row in stored.items() if name in wanted},
        on=on,
        journal=journal,
    )


def stored_rows(field: str, keys: Iterable[Any]) -> list[dict[str, Any]]:
    """What an import may change of standing organizations found by FIELD; links and the secretary as names."""
    columns = ("id", "name", "path", "body", "parent__name", "community__name", *PLAIN)
    rows = list(bulk.by_key(Organization.objects.active(), field, keys, *columns))
    secretaries = secretaries_of([row["id"] for row in rows])
    for row in rows:
        row["parent"], row["community"] = row.pop("parent__name"), row.pop("community__name")
        row["secretary"] = secretaries.get(row["id"], "")
    return rows


def apply(changes: Mapping[int, Change], *, on: date, journal: Journal) -> None:
    """Make CHANGES {id: {field: [before, after]}} to standing organizations, with everything that follows.

    Links and the secretary are names; `community` and `parent` must name what stands. Communities taken up, given up or
    moved along are settled anew.
    """
    after = {each: {field: pair[1] for field, pair in change.items()} for each, change in changes.items() if change}
    parents = ids_of({values["parent"] for values in after.values() if values.get("parent")})
    said = [name for change in changes.values() for name in change.get("community", ()) if name]
    places = community_ids(said)
    columns = {each: {field: values[field] for field in PLAIN if field in values} for each, values in after.items()}
    for each, values in after.items():
        if "community" in values:
            columns[each]["community"] = places.get(values["community"])
        if "parent" in values:
            columns[each]["parent"] = parents.get(values["parent"])
    bulk.update(Organization, {each: values for each, values in columns.items() if values})
    seat_secretaries({each: values["secretary"] for each, values in after.items() if "secretary" in values}, on=on)
    moving = sorted(each for each, values in after.items() if "parent" in values)
    for each in moving:
        move_below(each, columns[each]["parent"])
    touch("organizations", ids_of({changes[each]["parent"][0] or "" for each in moving}).values())
    rows = list(bulk.by_key(Organization.objects, "id", after, "id", "name", "path"))
    for row in rows:
        journal.tell("organizations", row["id"], row["name"], row["path"], changes[row["id"]])
    carried = [communities_below(row["path"]) for row in rows if row["id"] in moving]
    settle_communities(set(places.values()).union(*carried))


def ids_of(names: Iterable[str]) -> dict[str, int]:
    """{full name: id} of the standing organizations among NAMES."""
    return {row["name"]: row["id"] for row in bulk.by_key(Organization.objects.active(), "name", names, "id", "name")}


def _wanted(row: Mapping[str, Any]) -> dict[str, Any]:
    values = {field: row.get(field) for field in ("parent", "secretary", *PLAIN)}
    if row.get("community"):
        values["community"] = community_name(row["community"])
    return filled(values)


def _parents_first(wanted: Mapping[str, Mapping[str, Any]]) -> list[str]:
    waiting, ordered = dict.fromkeys(wanted), dict[str, None]()
    while waiting:
        free = [name for name in waiting if wanted[name].get("parent") not in waiting]
        ordered |= dict.fromkeys(free)
        for name in free:
            del waiting[name]
    return list(ordered)


def _found(
    new: Mapping[str, Mapping[str, Any]],
    stored: Mapping[str, Mapping[str, Any]],
    communities: Mapping[str, int],
    *,
    on: date,
    journal: Journal,
) -> None:
    ids = {name: row["id"] for name, row in stored.items()}
    ids |= dict(zip(new, bulk.reserve_ids(Organization, len(new)), strict=True))
    paths = {name: row["path"] for name, row in stored.items()}
    roots = {name for name, row in {**stored, **new}.items() if not row.get("parent")}
    records = []
    for name, row in new.items():
        parent = row.get("parent")
        paths[name] = path_of(ids[name], paths[parent] if parent else "")
        body = body_of(name, row.get("kind")) if parent in roots else ""
        links = {"parent_id": ids.get(parent or ""), "community_id": communities.get(row.get("community") or "")}
        records.append({**_record(name, row), **links, "id": ids[name], "path": paths[name], "body": body})
        records[-1]["org_path"] = paths[name]
        journal.tell("organizations", ids[name], name, paths[name])
    bulk.insert(Organization, records)
    bulk.insert(OrganizationFigures, [{"organization_id": each["id"], "path": each["path"]} for each in records])
    index_names("organizations", [Naming(each["id"], each["name"]) for each in records], new=True)
    seats = {ids[name]: row["secretary"] for name, row in new.items() if "secretary" in row}
    seat_secretaries(seats, since={ids[name]: row.get("elected_on") for name, row in new.items()}, on=on)


def _record(name: str, row: Mapping[str, Any]) -> dict[str, Any]:
    plain = {field: row.get(field, bulk.field_of(Organization, field).get_default()) for field in PLAIN}
    return {"uid": uuid4(), "name": name, **name_keys(name), **plain, "kind": str(row.get("kind") or kind_of(name))}


def move_below(organization_id: int, parent_id: int | None) -> None:
    """Hang an organization and all below it under another one; every path follows.

    Raises ImpossibleMove when the new superior is the organization itself or below it.
    """
    paths = dict(Organization.objects.filter(pk__in=[organization_id, parent_id]).values_list("pk", "path"))
    parent_path = paths[parent_id] if parent_id else ""
    if parent_path.startswith(paths[organization_id]):
        raise ImpossibleMove("上级党组织是它自己或它的下级。请改正上级党组织再导入。")
    path = path_of(organization_id, parent_path)
    move_paths(paths[organization_id], path)
    touch_below(path)


def body_of(name: str, kind: str | None) -> str:
    """Which regional body an organization right below the working committee is, by its name; '' for none."""
    found = next((body for word, body in BODY_WORDS if word in name), None)
    if found is None and kind == OrganizationKind.PARTY_GROUP:
        found = Body.ADMINISTRATIVE
    return found.value if found else ""
