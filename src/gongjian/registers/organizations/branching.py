"""The 1+3 tree as it is drawn: the viewer's top, the line down to the chosen organization, and its children."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from gongjian.foundation import registry
from gongjian.foundation.tree import WIDTH
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.queries import Figures, Frame, organizations_for, sums_by_child, whole
from gongjian.registers.organizations.terms import Body

CHILDREN_AT_MOST = 60
SEALS = {Body.ADMINISTRATIVE: "行", Body.RESIDENTIAL: "居", Body.ENTERPRISE: "企"}


@dataclass(slots=True)
class Node:
    """An organization in the tree. `more` counts the children that did not fit."""

    organization: Organization
    figures: Figures
    missed: int = 0
    under: str = ""
    current: bool = False
    open: bool = False
    children: list[Node] = field(default_factory=list)
    more: int = 0

    @property
    def name(self) -> str:
        """Without the superior's name in front, which stands above it in the tree."""
        return self.organization.name.removeprefix(self.under) or self.organization.name

    @property
    def seal(self) -> str:
        """街 before the root, 行, 居, 企 before the three bodies, nothing before others."""
        if self.organization.parent_id is None:
            return "街"
        return SEALS.get(Body(self.organization.body), "") if self.organization.body else ""

    @property
    def mark(self) -> str:
        return "half" if self.missed else "full"


def tree_for(user: Any, frame: Frame) -> list[Node]:
    """The tops of the viewer's tree, open as FRAME says; three queries at any size.

    The chosen organization keeps its figures (`figures_of`).
    """
    chosen, line = frame.chosen, frame.opened
    sums = sums_by_child([each.path for each in line])
    chosen.__dict__["_figures"] = whole(sums[chosen.path].values())
    shown = shown_children(user, line, sums)
    every = [*frame.tops, *(child for children in shown.values() for child in children)]
    missed = counts_of(user, [each.path for each in every])
    nodes = {each.pk: Node(each, figures_in(sums, each.path), missed.get(each.path, 0)) for each in every}
    for parent in line:
        node, children = nodes.get(parent.pk), shown.get(parent.pk, ())
        if node is not None:
            node.children = [nodes[each.pk] for each in children]
            for child in node.children:
                child.under = parent.name
            node.open = True
            node.more = len(sums[parent.path]) - 1 - len(children)
            node.current = parent.pk == chosen.pk
    return [nodes[each.pk] for each in frame.tops]


def shown_children(
    user: Any, line: Sequence[Organization], sums: Mapping[str, Mapping[str, Figures]]
) -> dict[int, list[Organization]]:
    """{parent id: its first children, by pinyin, and those on the line}; one query.

    The three bodies come in the order of the model.
    """
    on_line = {each.pk for each in line}
    wanted = Q(pk__in=[each.pk for each in line[1:]])
    for parent in line:
        own = Q(parent_id=parent.pk)
        if len(sums[parent.path]) > CHILDREN_AT_MOST + 1:
            own = Q(pk__in=organizations_for(user).filter(own).in_tree_order().values("pk")[:CHILDREN_AT_MOST])
        wanted |= own
    rows = organizations_for(user).filter(wanted).in_tree_order()
    children: dict[int, list[Organization]] = {pk: [] for pk in on_line}
    for row in sorted(rows, key=lambda each: list(SEALS).index(Body(each.body)) if each.body else 0):
        if row.parent_id is not None:
            children[row.parent_id].append(row)
    return children


def figures_in(sums: Mapping[str, Mapping[str, Figures]], path: str) -> Figures:
    """The figures at and below PATH: the sum of its parts where it stands open, else its part of the superior's."""
    if path in sums:
        return whole(sums[path].values())
    return sums.get(path[:-WIDTH], {}).get(path, Figures(organizations=1))


def counts_of(user: Any, paths: Sequence[str]) -> dict[str, int]:
    """{path: how many are missed at and below it}, summed over everything that other folders mark in the tree."""
    total: dict[str, int] = {}
    for marks in registry.offers("tree_marks"):
        for path, count in marks.counts(user, paths).items():
            total[path] = total.get(path, 0) + count
    return total
