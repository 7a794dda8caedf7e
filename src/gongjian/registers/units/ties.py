"""Which organization covers which unit, for many at once, from the words of both tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import F

from gongjian.foundation import bulk
from gongjian.foundation.changes import touch
from gongjian.registers.organizations.models import Organization
from gongjian.registers.units.models import Cover, Unit

Pair = tuple[int, str]


def names_said(organization_ids: Iterable[int]) -> dict[int, list[str]]:
    """{organization id: names in 所在单位}, in the order in which they were said."""
    said = Cover.objects.filter(said_by_organization=True).order_by("id")
    found: dict[int, list[str]] = defaultdict(list)
    for row in bulk.by_key(said, "organization_id", organization_ids, "organization_id", "unit_name"):
        found[row["organization_id"]].append(row["unit_name"])
    return found


def say_by_organizations(names: Mapping[int, Sequence[str]]) -> None:
    """From now on NAMES {organization id: unit names} is what these organizations say they cover."""
    wanted = {(each, name) for each, said in names.items() for name in said}
    ordered = [(each, name) for each, said in names.items() for name in dict.fromkeys(said)]
    stored = Cover.objects.filter(organization_id__in=list(names))
    _say(ordered, wanted, stored, column="said_by_organization", other="said_by_unit")


def say_by_units(unit_names: Iterable[str]) -> None:
    """Bring ties in line with what the own 已建党组织 of the units so named says now."""
    wanted = set(unit_names)
    rows = list(bulk.by_key(Unit.objects, "name", wanted, "name", "organization_text"))
    texts = {row["organization_text"] for row in rows if row["organization_text"]}
    organizations = {
        row["name"]: row["id"] for row in bulk.by_key(Organization.objects.active(), "name", texts, "id", "name")
    }
    ordered = [
        (organizations[row["organization_text"]], row["name"])
        for row in rows
        if row["organization_text"] in organizations
    ]
    for portion in bulk.portions(wanted):
        stored = Cover.objects.filter(unit_name__in=portion)
        names = set(portion)
        mine = [pair for pair in ordered if pair[1] in names]
        _say(mine, set(mine), stored, column="said_by_unit", other="said_by_organization")


def _say(ordered: Sequence[Pair], wanted: set[Pair], stored: object, *, column: str, other: str) -> None:
    """Make COLUMN true for the WANTED ties and for no other STORED one; a tie nobody speaks of any more ends."""
    known = {(tie.organization_id, tie.unit_name): tie for tie in stored}  # type: ignore[attr-defined]
    silent = [tie for pair, tie in known.items() if pair not in wanted and getattr(tie, column)]
    ended = [tie for tie in silent if not getattr(tie, other)]
    Cover.objects.filter(pk__in=[tie.pk for tie in ended]).delete()
    Cover.objects.filter(pk__in=[tie.pk for tie in silent if getattr(tie, other)]).update(**{column: False})
    agreed = [known[pair].pk for pair in wanted if pair in known and not getattr(known[pair], column)]
    Cover.objects.filter(pk__in=agreed).update(**{column: True})
    new = [pair for pair in dict.fromkeys(ordered) if pair not in known]
    units = unit_ids(name for _, name in new)
    touch("units", [*units.values(), *(tie.unit_id for tie in ended)])
    bulk.insert(
        Cover,
        [{"organization_id": each, "unit_name": name, "unit_id": units.get(name), column: True} for each, name in new],
    )


def link_ties(names: Iterable[str]) -> None:
    """Give ties with these unit names, said before the unit was known, their unit."""
    open_ties = list(bulk.by_key(Cover.objects.filter(unit__isnull=True), "unit_name", names, "id", "unit_name"))
    units = unit_ids(row["unit_name"] for row in open_ties)
    bulk.update(Cover, {row["id"]: {"unit": units[row["unit_name"]]} for row in open_ties if row["unit_name"] in units})


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
