"""The workers of a simulated street: an account for every branch and several for every community."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from random import Random
from typing import Any

from gongjian.entry.demo.people import Crowd
from gongjian.foundation.tree import ancestors
from gongjian.registers.access.actions import grant_role
from gongjian.registers.access.models import Grant
from gongjian.registers.accounts.models import User
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import BRANCH_KINDS

PREFIX = "sim"
EACH_COMMUNITY = 3


def open_workers(*, seed: int, on: date, now: datetime) -> int:
    """Open the accounts that are not there yet, with the line of history every grant leaves; returns how many."""
    crowd = Crowd(Random(seed), on)  # noqa: S311 - a year that can be simulated again
    known = set(User.objects.filter(username__startswith=PREFIX).values_list("username", flat=True))
    opened = 0
    for number, (organization, role) in enumerate(seats(), 1):
        name = crowd.name(crowd.random.choice("男女"))
        if (username := f"{PREFIX}{number:03}") in known:
            continue
        user = User.objects.create_user(username, name=name)
        grant_role(user, role=role, organization=organization, from_on=on, until_on=None, by=None, now=now)
        opened += 1
    return opened


def seats() -> Iterator[tuple[Organization, str]]:
    """(organization, role) for every account, in the order of the tree."""
    for each in Organization.objects.filter(ended_on__isnull=True).order_by("path"):
        if each.kind in BRANCH_KINDS:
            yield each, "branch_secretary"
        else:
            yield from [(each, "community_worker" if each.community_id else "body_secretary")] * EACH_COMMUNITY


def worker_of() -> Callable[[str], Any]:
    """Who works at a path: somebody of the organization there, or of the nearest above it."""
    held: dict[str, list[User]] = {}
    for grant in Grant.objects.filter(user__username__startswith=PREFIX).select_related("user").order_by("pk"):
        held.setdefault(grant.org_path, []).append(grant.user)

    def worker(path: str) -> Any:
        nearest = next((each for each in reversed(ancestors(path)) if each in held), None)
        people = held[nearest] if nearest else next(iter(held.values()))
        return people[sum(map(ord, path)) % len(people)]

    return worker
