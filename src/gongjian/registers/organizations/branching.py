"""The 1+3 tree as it is drawn: the viewer's top, the line down to the chosen organization, and its children."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gongjian.foundation import registry
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.queries import line_for, organizations_for, sums_by_child, tops_for
from gongjian.registers.organizations.terms import Body

CHILDREN_AT_MOST = 60
SEALS = {Body.ADMINISTRATIVE: "行", Body.RESIDENTIAL: "居", Body.ENTERPRISE: "企"}


@dataclass(slots=True)
class Node:
    """An organization in the tree. `more` counts the children that did not fit."""

    organization: Organization
    organizations: int
    members: int
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
        """行, 居, 企 before the three bodies, nothing before others."""
        return SEALS.get(Body(self.organization.body), "") if self.organization.body else ""

    @property
    def mark(self) -> str:
        return "half" if self.missed else "full"


def tree_for(user: Any, chosen: Organization) -> list[Node]:
    """The viewer's tree, open down to CHOSEN; at the top the bodies stand open too. Eight queries at any size."""
    tops = list(tops_for(user))
    line = [*line_for(user, chosen), chosen]
    if chosen in tops:
        line += organizations_for(user).filter(parent=chosen).exclude(body="")
    sums = sums_by_child([each.path for each in line])
    shown = shown_children(user, line, sums)
    every = [*tops, *(child for children in shown.values() for child in children)]
    missed = counts_of(user, [each.path for each in every])
    nodes = {each.pk: node_of(each, line, sums, missed) for each in every}
    for parent in line:
        node, children = nodes.get(parent.pk), shown.get(parent.pk, ())
        if node is not None:
            node.children = [nodes[each.pk] for each in children]
            for child in node.children:
                child.under = parent.name
            node.open = True
            node.more = len(sums[parent.path]) - 1 - len(children)
            node.current = parent.pk == chosen.pk
    return [nodes[each.pk] for each in tops]


def shown_children(
    user: Any, line: Sequence[Organization], sums: Mapping[str, Mapping[str, Any]]
) -> dict[int, list[Organization]]:
    """{parent id: its first children, by pinyin, and those on the line}; one query.

    The three bodies come in the order of the model.
    """
    on_line = {each.pk for each in line}
    few = [each.pk for each in line if len(sums[each.path]) <= CHILDREN_AT_MOST + 1]
    many = [each for each in line if each.pk not in few]
    rows = list(organizations_for(user).filter(parent_id__in=few).in_tree_order())
    for parent in many:
        first = list(organizations_for(user).filter(parent=parent).in_tree_order()[:CHILDREN_AT_MOST])
        rows += [*first, *(each for each in line if each.parent_id == parent.pk and each not in first)]
    children: dict[int, list[Organization]] = {pk: [] for pk in on_line}
    for row in sorted(rows, key=lambda each: list(SEALS).index(Body(each.body)) if each.body else 0):
        if row.parent_id is not None:
            children[row.parent_id].append(row)
    return children


def node_of(
    organization: Organization,
    line: Sequence[Organization],
    sums: Mapping[str, Mapping[str, tuple[int, int]]],
    missed: Mapping[str, int],
) -> Node:
    """The figures stand in the sums of the parent; a top's are the sum of its own and its children's."""
    path = organization.path
    parts = sums.get(path)
    if parts is not None:
        counted, members = (sum(each) for each in zip(*parts.values(), strict=True))
    else:
        counted, members = next((s[path] for top, s in sums.items() if path in s and top != path), (1, 0))
    return Node(organization, counted, members, missed.get(path, 0))


def counts_of(user: Any, paths: Sequence[str]) -> dict[str, int]:
    """{path: how many are missed at and below it}, summed over everything that other folders mark in the tree."""
    total: dict[str, int] = {}
    for marks in registry.offers("tree_marks"):
        for path, count in marks.counts(user, paths).items():
            total[path] = total.get(path, 0) + count
    return total
