"""Which organization answers for which community, for many at once."""

from __future__ import annotations

from collections.abc import Iterable

from gongjian.foundation import bulk, registry
from gongjian.foundation.changes import touch
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import Body
from gongjian.registers.places.models import Place


def root_path(near: str = "") -> str:
    """The path of the one root; of several the one above NEAR; '' if that leaves a choice."""
    roots = Organization.objects.active().filter(parent__isnull=True).values_list("path", flat=True)[:200]
    fitting = [path for path in roots if near.startswith(path)] or list(roots)
    return fitting[0] if len(fitting) == 1 else ""


def settle_communities(ids: Iterable[int | None], *, otherwise: str = "") -> dict[int, str]:
    """Write on communities, the places in them and what follows them the path of who answers for them.

    That is the topmost organization of the residential body (居民区综合党委) whose 所属社区 it is, of two alike the
    older one; where nobody says so the root, and OTHERWISE where none can be told.
    Returns {community id: path} of those where it changed.
    """
    wanted = sorted({each for each in ids if each})
    answering = answering_for(wanted)
    changed = {}
    for row in bulk.by_key(Place.objects, "id", wanted, "id", "org_path"):
        path = answering.get(row["id"]) or root_path(row["org_path"]) or otherwise
        if path != row["org_path"]:
            changed[row["id"]] = path
            Place.objects.filter(pk=row["id"]).update(org_path=path)
            Place.objects.filter(community_id=row["id"]).update(org_path=path)
    for follow in registry.offers("followers") if changed else ():
        follow(changed)
    return changed


def answering_for(ids: Iterable[int]) -> dict[int, str]:
    """{community id: path} of the organizations that answer for communities: the shortest, then the lowest path."""
    bodies = residential_paths()
    answering: dict[int, str] = {}
    local = Organization.objects.active().exclude(body=Body.RESIDENTIAL).order_by("-path")
    for row in bulk.by_key(local, "community_id", ids, "community_id", "path"):
        if any(row["path"].startswith(body) for body in bodies):
            known = answering.get(row["community_id"], row["path"])
            answering[row["community_id"]] = min(known, row["path"], key=lambda path: (len(path), path))
    return answering


def residential_paths() -> list[str]:
    """The paths of the residential bodies; only what lies below one can answer for a community."""
    return list(Organization.objects.active().filter(body=Body.RESIDENTIAL).values_list("path", flat=True))


def communities_below(path: str) -> set[int]:
    """The communities that standing organizations at PATH and below it say they belong to."""
    said = Organization.objects.active().below(path).filter(community__isnull=False)
    return set(said.order_by().values_list("community_id", flat=True))


def touch_below(path: str) -> None:
    """The standing organizations at PATH and below it: how long a term is by default hangs on the body they are in."""
    touch("organizations", Organization.objects.active().below(path).values_list("pk", flat=True))
