"""Which organization covers which unit, for many at once, from the words of both tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import F

from gongjian.foundation import bulk
from gongjian.foundation.changes import touch
from gongjian.registers.organizations.models import Organization
from gongjian.registers.units.models import Cover, Unit
from gongjian.registers.units.terms import UnitState

Pair = tuple[int, str]


def names_said(reaches: Mapping[int, str]) -> dict[int, list[str]]:
    """{organization id: names in 所在单位}, in the order in which they were said.

    REACHES are {organization id: path}: what is told of an organization leaves out the units that lie elsewhere.
    """
    said = Cover.objects.filter(said_by_organization=True).order_by("id")
    columns = ("organization_id", "unit_name", "unit__org_path")
    found: dict[int, list[str]] = defaultdict(list)
    for row in bulk.by_key(said, "organization_id", reaches, *columns):
        if (row["unit__org_path"] or reaches[row["organization_id"]]).startswith(reaches[row["organization_id"]]):
            found[row["organization_id"]].append(row["unit_name"])
    return found


def say_by_organizations(names: Mapping[int, Sequence[str]], reaches: Mapping[int, str]) -> None:
    """From now on NAMES {organization id: unit names} is what these organizations say they cover.

    Whoever says so keeps what lies within REACHES {organization id: path}: a name means a unit there or no more than
    the name, and ties to units elsewhere stay as they are.
    """
    pairs = [(each, name) for each, said in names.items() for name in dict.fromkeys(said)]
    namesakes = _namesakes(name for _, name in pairs)
    wanted = {pair: _first_within(namesakes[pair[1]], reaches[pair[0]]) for pair in pairs}
    stored = Cover.objects.filter(organization_id__in=list(names)).select_related("unit")
    known = [tie for tie in stored if not tie.unit or tie.unit.org_path.startswith(reaches[tie.organization_id])]
    theirs = {(tie.organization_id, tie.unit_name) for tie in stored}.difference(_pair(tie) for tie in known)
    _say(
        {pair: unit for pair, unit in wanted.items() if pair not in theirs},
        known,
        column="said_by_organization",
        other="said_by_unit",
        reaches=reaches,
    )


def say_by_units(unit_names: Iterable[str]) -> None:
    """Bring ties in line with what the own 已建党组织 of the units so named says now."""
    wanted = set(unit_names)
    rows = list(bulk.by_key(Unit.objects.order_by("-id"), "name", wanted, "id", "name", "organization_text", "state"))
    texts = {row["organization_text"] for row in rows if row["organization_text"]}
    organizations = {
        row["name"]: row["id"] for row in bulk.by_key(Organization.objects.active(), "name", texts, "id", "name")
    }
    said: dict[Pair, int | None] = {}
    for row in rows:
        if organization := organizations.get(row["organization_text"]):
            pair = organization, row["name"]
            said[pair] = row["id"] if row["state"] == UnitState.ACTIVE else said.get(pair)
    for portion in bulk.portions(wanted):
        names = set(portion)
        mine = {pair: unit for pair, unit in said.items() if pair[1] in names}
        stored = list(Cover.objects.filter(unit_name__in=portion))
        _say(mine, stored, column="said_by_unit", other="said_by_organization")


def _say(
    wanted: Mapping[Pair, int | None],
    stored: Iterable[Cover],
    *,
    column: str,
    other: str,
    reaches: Mapping[int, str] | None = None,
) -> None:
    """Make COLUMN true for the ties WANTED, with their units, and for no other STORED one.

    A tie nobody speaks of any more ends.
    """
    known = {_pair(tie): tie for tie in stored}
    silent = [tie for pair, tie in known.items() if pair not in wanted and getattr(tie, column)]
    ended = [tie for tie in silent if not getattr(tie, other)]
    Cover.objects.filter(pk__in=[tie.pk for tie in ended]).delete()
    Cover.objects.filter(pk__in=[tie.pk for tie in silent if getattr(tie, other)]).update(**{column: False})
    agreed = [known[pair].pk for pair in wanted if pair in known and not getattr(known[pair], column)]
    Cover.objects.filter(pk__in=agreed).update(**{column: True})
    found = {
        known[pair].pk: unit for pair, unit in wanted.items() if pair in known and unit and not known[pair].unit_id
    }
    bulk.update(Cover, {tie: {"unit": unit} for tie, unit in found.items()})
    new = {pair: unit for pair, unit in wanted.items() if pair not in known}
    touch("units", [*new.values(), *found.values(), *(tie.unit_id for tie in ended)])
    bulk.insert(
        Cover,
        [
            {
                "organization_id": at,
                "unit_name": name,
                "unit_id": unit,
                column: True,
                "reach": (reaches or {}).get(at, ""),
            }
            for (at, name), unit in new.items()
        ],
    )


def _pair(tie: Cover) -> Pair:
    return tie.organization_id, tie.unit_name


def link_ties(names: Iterable[str]) -> None:
    """Give ties with these unit names, said before the unit was known, their unit."""
    loose = Cover.objects.filter(unit__isnull=True)
    open_ties = list(bulk.by_key(loose, "unit_name", names, "id", "unit_name", "reach"))
    namesakes = _namesakes(row["unit_name"] for row in open_ties)
    found = {row["id"]: _first_within(namesakes[row["unit_name"]], row["reach"]) for row in open_ties}
    bulk.update(Cover, {tie: {"unit": unit} for tie, unit in found.items() if unit})
    touch("units", found.values())


def leave_to_words(unit_ids: Iterable[int]) -> None:
    """What organizations say of units that are about to be removed is again a name and no more."""
    for portion in bulk.portions(unit_ids):
        Cover.objects.filter(unit_id__in=portion, said_by_organization=True).update(unit=None, said_by_unit=False)


def leave_former_names(names: Iterable[str]) -> None:
    """Ties under NAMES to units that bear another name now are again a name and no more."""
    for portion in bulk.portions(names):
        Cover.objects.filter(unit_name__in=portion).exclude(unit__name=F("unit_name")).update(unit=None)


def unit_ids(names: Iterable[str]) -> dict[str, int]:
    """{name: id} of the units that are still here; of two with one name the first."""
    rows = bulk.by_key(Unit.objects.active().order_by("-id"), "name", names, "id", "name")
    return {row["name"]: row["id"] for row in rows}


def _namesakes(names: Iterable[str]) -> dict[str, list[tuple[int, str]]]:
    """{name: [(id, org_path), …]} of the units that are still here, the first first."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in bulk.by_key(Unit.objects.active().order_by("id"), "name", names, "id", "name", "org_path"):
        found[row["name"]].append((row["id"], row["org_path"]))
    return found


def _first_within(units: Iterable[tuple[int, str]], reach: str) -> int | None:
    return next((unit for unit, path in units if path.startswith(reach)), None)
