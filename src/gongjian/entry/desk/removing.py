"""Records removed together with what is only theirs, in an order in which nothing is left hanging."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import models

from gongjian.foundation import bulk
from gongjian.foundation.changes import touch
from gongjian.foundation.search import forget_names
from gongjian.foundation.tree import ancestors
from gongjian.registers.members.counting import recount_organizations, recount_units
from gongjian.registers.members.models import Member
from gongjian.registers.organizations.areas import settle_communities
from gongjian.registers.organizations.models import Organization
from gongjian.registers.places.models import Place
from gongjian.registers.units import intake as units
from gongjian.registers.units.models import Unit

OF: dict[str, type[models.Model]] = {
    "members": Member,
    "units": Unit,
    "organizations": Organization,
    "places": Place,
}
KIND_OF = {model: kind for kind, model in OF.items()}
PARTS = ("figures", "totals", "posts", "covers")
WHY = {
    "members": "还有党员在里面，不是这一批导入的，或者导入以后又改过。",
    "children": "下面还有党组织。",
    "grants": "有账号的授权在这里。",
    "transfers": "有转接记录。",
    "transfers_in": "有转接到这里的记录。",
    "transfers_out": "有从这里转出的记录。",
    "units": "还有单位属于这里。",
}
OTHER = "别的记录用到了它。"


def standing_in_the_way(leaving: Mapping[str, set[int]], *, loose: set[int]) -> list[tuple[str, int, str]]:
    """(kind, id, why) of the records in LEAVING that something that stays refers to, but for LOOSE members."""
    going = {**leaving, "members": leaving["members"] | loose}
    found = {}
    for kind, ids in leaving.items():
        for relation in OF[kind]._meta.related_objects:
            if relation.get_accessor_name() in PARTS or not ids:
                continue
            for subject_id in _referred(relation, ids, going):
                found[kind, subject_id] = WHY.get(relation.get_accessor_name() or "", OTHER)
    return [(kind, subject_id, why) for (kind, subject_id), why in found.items()]


def _referred(relation: Any, ids: set[int], going: Mapping[str, set[int]]) -> Iterator[int]:
    leaving = going.get(KIND_OF.get(relation.related_model, ""), set())
    column = relation.field.attname
    for row in bulk.by_key(relation.related_model._default_manager.order_by(), column, ids, "pk", column):
        if row["pk"] not in leaving:
            yield row[column]


def remove(leaving: Mapping[str, set[int]]) -> None:
    """Remove these records; counts, ties, search and the care of communities follow."""
    _remove_members(leaving["members"])
    units.remove(leaving["units"])
    rows = list(bulk.by_key(Organization.objects, "id", leaving["organizations"], "id", "path", "community_id"))
    for length in sorted({len(row["path"]) for row in rows}, reverse=True):
        _delete(Organization.objects.all(), [row["id"] for row in rows if len(row["path"]) == length])
    forget_names("organizations", leaving["organizations"])
    above = {path for row in rows for path in ancestors(row["path"])}
    touch("organizations", [row["id"] for row in bulk.by_key(Organization.objects, "path", above, "id")])
    settle_communities({row["community_id"] for row in rows})
    _delete(Place.objects.exclude(community=None), leaving["places"])
    _delete(Place.objects.all(), leaving["places"])


def _remove_members(ids: Iterable[int]) -> None:
    columns = ("organization_id", "unit_id")
    rows = list(bulk.by_key(Member.objects, "id", ids, *columns))
    _delete(Member.objects.all(), ids)
    recount_organizations({row["organization_id"] for row in rows})
    recount_units({row["unit_id"] for row in rows})


def _delete(rows: models.QuerySet[Any], ids: Iterable[int]) -> None:
    for portion in bulk.portions(ids):
        rows.filter(pk__in=portion).delete()
