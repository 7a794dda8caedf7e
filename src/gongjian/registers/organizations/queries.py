"""Reads of organizations, always for a viewer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, Subquery
from django.db.models.functions import Substr

from gongjian.foundation.columns import starts_with
from gongjian.foundation.named import named
from gongjian.foundation.scope import scope_of
from gongjian.foundation.tree import MAX_DEPTH, WIDTH
from gongjian.registers.organizations.models import Organization, OrganizationQuerySet, OrganizationTotals, Post
from gongjian.registers.organizations.terms import BRANCH_KINDS

FOUND_AT_MOST = 50
SEAT = "书记"


def organizations_for(user: Any) -> OrganizationQuerySet:
    """Standing organizations that USER may see."""
    return Organization.objects.visible_to(user).active()


def found_for(user: Any, text: str) -> list[Organization]:
    """At most FOUND_AT_MOST organizations whose name, pinyin or initials, or whose secretary's name, is TEXT."""
    rows = organizations_for(user)
    by_name = named(rows, "organizations", text, limit=FOUND_AT_MOST)
    held = Post.objects.filter(starts_with("holder", text.strip()), title=SEAT, until_on__isnull=True)
    by_secretary = rows.filter(pk__in=held.values("organization_id")).exclude(pk__in=[each.pk for each in by_name])
    return [*by_name, *by_secretary.order_by("pinyin", "pk")[: FOUND_AT_MOST - len(by_name)]]


def superiors_for(user: Any, organization: Organization) -> list[Organization]:
    """Where an organization may go without a search: beside its superior and above it, or else beside itself."""
    superior = organization.parent
    if superior is None:
        return []
    beside = superior.parent_id or superior.pk
    rows = organizations_for(user).exclude(kind__in=BRANCH_KINDS)
    rows = rows.filter(Q(parent_id=beside) | Q(pk=beside)).exclude(pk__in=[organization.pk, superior.pk])
    return list(rows.in_tree_order()[:FOUND_AT_MOST])


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the viewer's tree begins, the CHOSEN organization, and what stands open: the line down to it.

    Where the chosen one is a top, the regional bodies below it stand open too.
    """

    chosen: Organization
    tops: list[Organization]
    opened: list[Organization]

    @property
    def above(self) -> list[Organization]:
        """The superiors of the chosen one that the viewer may see, from the top down."""
        return [each for each in self.opened if each.depth < self.chosen.depth]


def frame_for(user: Any, pk: int | None) -> Frame | None:
    """The frame round one organization, or round the viewer's first top; None when it is not theirs. One query."""
    paths = scope_of(user).paths("organizations.view")
    bodies_of = Q(parent_id=pk) if pk else Q(parent__path__in=paths)
    wanted = Q(path__in=[*paths, *(line_down_to(pk) if pk else ())]) | bodies_of & ~Q(body="")
    rows = list(Organization.objects.visible_to(user).filter(wanted).select_related("totals").in_tree_order())
    tops = [each for each in rows if each.path in paths and each.ended_on is None]
    chosen = next((each for each in rows if each.pk == pk), None) if pk else next(iter(tops), None)
    if chosen is None:
        return None
    line = [each for each in rows if chosen.path.startswith(each.path)]
    bodies = [each for each in rows if each.parent_id == chosen.pk and chosen in tops and each.ended_on is None]
    return Frame(chosen, tops, [*line, *bodies])


def line_down_to(pk: int) -> list[Substr]:
    """The paths of an organization and all its superiors, worked out by the database."""
    own = Subquery(Organization.objects.filter(pk=pk).values("path"))
    return [Substr(own, 1, level * WIDTH) for level in range(1, MAX_DEPTH + 1)]


class Figures(NamedTuple):
    """What is counted at and below an organization."""

    organizations: int = 0
    branches: int = 0
    full: int = 0
    probationary: int = 0

    @property
    def members(self) -> int:
        return self.full + self.probationary

    @property
    def below(self) -> int:
        """Organizations without itself."""
        return max(self.organizations - 1, 0)


def figures_of(organization: Organization) -> Figures:
    """What is kept of an organization and all below it; one query, none where `totals` came with it."""
    totals: OrganizationTotals | None = getattr(organization, "totals", None)
    if totals is None:
        return Figures(organizations=1)
    return Figures(totals.organizations, totals.branches, totals.full, totals.probationary)


def children_of(organization: Organization) -> int:
    """How many stand right below an organization."""
    totals: OrganizationTotals | None = getattr(organization, "totals", None)
    return totals.children if totals else 0


def seats_of(organization: Organization, *, on: date) -> list[Post]:
    """The posts of an organization in the order they were set up; of a seat held more than once the last holder."""
    latest: dict[str, Post] = {}
    current: list[Post] = []
    for post in organization.posts.order_by("pk"):
        if post.is_current(on):
            current.append(post)
        else:
            latest[post.title] = post
    taken = {post.title for post in current}
    return [*current, *(post for title, post in latest.items() if title not in taken)]
