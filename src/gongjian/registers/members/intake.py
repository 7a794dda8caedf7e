"""Tables of members taken in: who is new, who differs, who moved to another branch, who answers for each of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from gongjian.foundation import bulk
from gongjian.foundation.changes import touch
from gongjian.foundation.intake import changed_words, filled
from gongjian.foundation.journal import Change, Journal
from gongjian.foundation.secrets import decrypt, encrypt, index_of
from gongjian.registers.members.actions import end_transfers, resume_transfers
from gongjian.registers.members.counting import recount_organizations, recount_units
from gongjian.registers.members.identity import birth_of
from gongjian.registers.members.models import Member
from gongjian.registers.members.naming import name_keys
from gongjian.registers.members.terms import MemberCategory, MemberStatus
from gongjian.registers.organizations.models import Organization
from gongjian.registers.places.intake import community_ids, community_name
from gongjian.registers.places.models import Place
from gongjian.registers.units.ties import unit_ids

PLAIN = (
    "name",
    "sex",
    "ethnicity",
    "born_on",
    "education",
    "joined_on",
    "converted_on",
    "status",
    "native_place",
    "workplace",
    "category",
    "away_place",
    "away_on",
    "last_contact_on",
    "phone",
    "note",
)
LINKS = ("organization", "unit", "community")
WRITTEN = (*PLAIN, "organization", "unit")
LINK_COLUMNS = {link: f"{link}_id" for link in LINKS}
DEFAULTS = {field: bulk.field_of(Member, field).get_default() for field in PLAIN} | {"status": MemberStatus.FULL.value}
MOVED_BY_ROSTER = "导入的名册里组织关系变了"
Values = Mapping[str, Any]


def take_in(rows: Sequence[Values], *, root: str, journal: Journal) -> None:
    """Write checked ROWS. A member is known by identity number, else by name, branch and day of joining.

    An empty cell leaves what is stored. Whoever has no branch and no community is in the care of ROOT, a path.
    """
    indexes = indexes_of(rows)
    matches = matched(rows, indexes)
    standing = unit_ids(row["unit"] for row in rows if row.get("unit"))
    pairs = [
        (known, _with_unit(_wanted(row), standing), row.get("identity_number"))
        for known, row in zip(matches, rows, strict=True)
        if known is not None
    ]
    new = [(row, index) for row, index, known in zip(rows, indexes, matches, strict=True) if known is None]
    _add(new, root=root, journal=journal)
    changes = {known["id"]: changed_words(known, wanted) | _numbered(known, number) for known, wanted, number in pairs}
    apply(changes, root=root, journal=journal)


def stored_rows(field: str, keys: Iterable[Any]) -> list[dict[str, Any]]:
    """What an import may change of members on the roll found by FIELD; links as names, the number sealed."""
    columns = ("id", "org_path", "identity_sealed", "identity_index", *(f"{link}__name" for link in LINKS), *PLAIN)
    rows = list(bulk.by_key(Member.objects.on_roll().order_by("id"), field, keys, *columns))
    for row in rows:
        for link in LINKS:
            row[link] = row.pop(f"{link}__name")
    return rows


def apply(changes: Mapping[int, Change], *, root: str, journal: Journal) -> None:
    """Make CHANGES {id: {field: [before, after]}} to members, with everything that follows; links are names.

    A change of `organization` is a change of affiliation: path and counts follow.
    """
    after = {each: {field: pair[1] for field, pair in change.items()} for each, change in changes.items() if change}
    concerned = _concerned(after)
    ids = _link_ids(after.values())
    columns = {each: _columns(values, ids) for each, values in after.items()}
    bulk.update(Member, columns)
    settle([each for each, values in after.items() if {"organization", "community"} & values.keys()], root=root)
    _recount(concerned, _concerned(after))
    moved = [each for each, values in after.items() if "organization" in values]
    end_transfers(moved, reason=MOVED_BY_ROSTER, by=journal.by, now=journal.now)
    for row in bulk.by_key(Member.objects, "id", after, "id", "name", "org_path"):
        journal.tell("members", row["id"], row["name"], row["org_path"], changes[row["id"]])


def take_back_moves(changes: Mapping[int, Change], *, written_at: datetime, journal: Journal) -> None:
    """After an undo of CHANGES: the transfers they ended at WRITTEN_AT are under way again."""
    moved = [each for each, change in changes.items() if "organization" in change]
    resume_transfers(moved, ended_at=written_at, reason=MOVED_BY_ROSTER, by=journal.by, now=journal.now)


def settle(member_ids: Iterable[int], *, root: str) -> None:
    """Write on members the path of who answers for them: the branch, else the community's organization, else ROOT."""
    columns = ("id", "org_path", "organization__path", "community__org_path")
    rows = list(bulk.by_key(Member.objects, "id", member_ids, *columns))
    paths = {row["id"]: row["organization__path"] or row["community__org_path"] or root for row in rows}
    bulk.update(Member, {r["id"]: {"org_path": paths[r["id"]]} for r in rows if r["org_path"] != paths[r["id"]]})


def follow_places(paths: Mapping[int, str]) -> None:
    """Put those without a branch in communities {id: path} in the care of who answers for the communities now."""
    for community, path in paths.items():
        loose = Member.objects.filter(community_id=community, organization__isnull=True).exclude(org_path=path)
        touch("members", loose.values_list("pk", flat=True))
        loose.update(org_path=path)


def link_to_units(units: Iterable[tuple[int, str]]) -> None:
    """Find among those who work in no known unit the ones whose workplace is one of these new UNITS (id, name)."""
    ids = {name: unit_id for unit_id, name in units}
    loose = Member.objects.on_roll().filter(unit__isnull=True).exclude(workplace="")
    if len(ids) == 1:
        loose = loose.filter(workplace__startswith=next(iter(ids)))
    found = {}
    for member_id, workplace in loose.values_list("id", "workplace").iterator():
        if unit_id := ids.get(workplace) or ids.get(workplace.split(" ")[0]):
            found[member_id] = {"unit": unit_id}
    bulk.update(Member, found)
    recount_units({values["unit"] for values in found.values()})


def linked_by_words(unit_ids: Collection[int]) -> set[int]:
    """Members whose tie with one of these units is no more than what their own 工作单位 says."""
    rows = bulk.by_key(Member.objects.order_by(), "unit_id", unit_ids, "id", "workplace", "unit__name")
    return {row["id"] for row in rows if row["unit__name"] in (row["workplace"], row["workplace"].split(" ")[0])}


def _wanted(row: Values) -> dict[str, Any]:
    values = {field: row.get(field) for field in WRITTEN}
    if row.get("community"):
        values["community"] = community_name(row["community"])
    return filled(values)


def _with_unit(wanted: dict[str, Any], standing: Container[str]) -> dict[str, Any]:
    """WANTED without a unit that bears another name now, as one may that the same batch renamed."""
    if wanted.get("unit") not in standing:
        wanted.pop("unit", None)
    return wanted


def indexes_of(rows: Iterable[Values]) -> list[str]:
    """The keyed fingerprints of the rows' identity numbers, '' where there is none."""
    return [index_of(row.get("identity_number") or "") for row in rows]


def matched(rows: Sequence[Values], indexes: Sequence[str] | None = None) -> list[dict[str, Any] | None]:
    """For each row the stored member it means, each member once."""
    indexes = indexes_of(rows) if indexes is None else indexes
    by_index = {row["identity_index"]: row for row in stored_rows("identity_index", filter(None, indexes))}
    matches = [by_index.get(index) if index else None for index in indexes]
    loose = [at for at, known in enumerate(matches) if known is None]
    if loose:
        _match_by_words(rows, indexes, matches, loose)
    return matches


def _match_by_words(
    rows: Sequence[Values], indexes: Sequence[str], matches: list[dict[str, Any] | None], loose: Sequence[int]
) -> None:
    """Match the LOOSE rows by name, branch and day of joining, where the row or the stored member has no number."""
    names = {rows[at]["name"] for at in loose}
    stored = Member.objects.on_roll()
    if all(indexes[at] for at in loose) and not stored.filter(identity_index="").exists():
        return
    taken = {known["id"] for known in matches if known}
    candidates: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for known in stored_rows("name", names):
        if known["id"] not in taken:
            key = (known["name"], known["organization"], known["joined_on"])
            candidates.setdefault(key, []).append(known)
    for at in loose:
        row = rows[at]
        same = candidates.get((row["name"], row.get("organization"), row.get("joined_on")), [])
        fitting = next((known for known in same if not (known["identity_index"] and indexes[at])), None)
        if fitting is not None:
            same.remove(fitting)
            matches[at] = fitting


def _numbered(known: Values, number: str | None) -> Change:
    """The change of the sealed number, for a member found without it."""
    if not number or known["identity_index"] == index_of(number):
        return {}
    return {"identity_sealed": [known["identity_sealed"], encrypt(number)]}


def _add(rows: Sequence[tuple[Values, str]], *, root: str, journal: Journal) -> None:
    wanted = [(_wanted(row), row.get("identity_number") or "", index) for row, index in rows]
    ids = _link_ids(values for values, _, _ in wanted)
    records = zip(bulk.reserve_ids(Member, len(rows)), _records(wanted, ids, _paths(ids, root)), strict=True)
    bulk.insert(Member, _told(records, journal))
    recount_organizations(ids["organization"].values())
    recount_units(ids["unit"].values())


def _paths(ids: Mapping[str, Mapping[str, int]], root: str) -> Callable[[Values], str]:
    """A function from the links of a member to the path of who answers for them."""
    branches = Organization.objects.filter(pk__in=ids["organization"].values())
    areas = Place.objects.filter(pk__in=ids["community"].values())
    by_branch, by_area = dict(branches.values_list("pk", "path")), dict(areas.values_list("pk", "org_path"))
    return lambda links: by_branch.get(links["organization_id"]) or by_area.get(links["community_id"]) or root


def _records(
    rows: Iterable[tuple[dict[str, Any], str, str]],
    ids: Mapping[str, Mapping[str, int]],
    path_of: Callable[[Values], str],
) -> Iterator[dict[str, Any]]:
    """Rows of the table for (values, identity number, its fingerprint)."""
    for values, number, index in rows:
        links = {column: ids[link].get(values.pop(link, "")) for link, column in LINK_COLUMNS.items()}
        yield {
            **DEFAULTS,
            "category": _category(links),
            "born_on": birth_of(number) if number else None,
            **values,
            **name_keys(values["name"]),
            **links,
            "uid": uuid4(),
            "org_path": path_of(links),
            "identity_sealed": encrypt(number),
            "identity_index": index,
        }


def _told(records: Iterable[tuple[int, dict[str, Any]]], journal: Journal) -> Iterator[dict[str, Any]]:
    """RECORDS with their ids, each told to the JOURNAL on its way."""
    for member_id, record in records:
        journal.tell("members", member_id, record["name"], record["org_path"])
        record["id"] = member_id
        yield record


def _category(links: Values) -> str:
    """The category of those whose table says none."""
    return (MemberCategory.RESIDENT if links["organization_id"] else MemberCategory.UNAFFILIATED).value


def _link_ids(rows: Iterable[Values]) -> dict[str, dict[str, int]]:
    """For each link {name: id} of what the ROWS name."""
    names: dict[str, set[str]] = {link: set() for link in LINKS}
    for row in rows:
        for link in LINKS:
            if row.get(link):
                names[link].add(row[link])
    standing = bulk.by_key(Organization.objects.active(), "name", names["organization"], "id", "name")
    return {
        "organization": {row["name"]: row["id"] for row in standing},
        "unit": unit_ids(names["unit"]),
        "community": community_ids(names["community"]),
    }


def _columns(values: Values, ids: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    columns = {field: values[field] for field in (*PLAIN, "identity_sealed") if field in values}
    columns |= {link: ids[link].get(values[link]) for link in LINKS if link in values}
    if "name" in values:
        columns |= name_keys(values["name"])
    if "identity_sealed" in values:
        columns["identity_index"] = index_of(decrypt(values["identity_sealed"]))
    return columns


def _concerned(after: Mapping[int, Values]) -> tuple[set[int], set[int]]:
    """The organizations and units whose counts hang on those of AFTER whose branch, unit or standing changes."""
    counted = [each for each, values in after.items() if {"organization", "unit", "status"} & values.keys()]
    rows = list(bulk.by_key(Member.objects, "id", counted, "organization_id", "unit_id"))
    return {row["organization_id"] for row in rows}, {row["unit_id"] for row in rows}


def _recount(*concerned: tuple[set[int], set[int]]) -> None:
    recount_organizations(set().union(*(organizations for organizations, _ in concerned)))
    recount_units(set().union(*(units for _, units in concerned)))
