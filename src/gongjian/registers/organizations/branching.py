"""The 1+3 tree as it is drawn: the viewer's top, the line down to the chosen organization, and its children."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from gongjian.foundation import registry
from gongjian.foundation.registry import Missed
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.queries import Figures, Frame, children_of, figures_of, organizations_for
from gongjian.registers.organizations.terms import Body

CHILDREN_AT_MOST = 40
NOTHING_MISSED = Missed()
SEALS = {Body.ADMINISTRATIVE: "行", Body.RESIDENTIAL: "居", Body.ENTERPRISE: "企"}


@dataclass(slots=True)
class Node:
    """An organization in the tree, at its address. `more` counts the children that did not fit."""

    organization: Organization
    url: str
    figures: Figures
    missed: Missed = NOTHING_MISSED
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
        """That of the gaps before that of the blind spots."""
        if self.missed.gaps:
            return "none"
        return "half" if self.missed.blind_spots else "full"


def tree_for(user: Any, frame: Frame) -> list[Node]:
    """The tops of the viewer's tree, open as FRAME says; two queries, and no row that is not shown."""
    chosen, line = frame.chosen, frame.opened
    shown = shown_children(user, line)
    every = [*frame.tops, *(child for children in shown.values() for child in children)]
    missed = counts_of(user, [each.path for each in every])
    before, after = reverse("organization", args=[0]).rsplit("0", 1)
    nodes = {
        each.pk: Node(each, f"{before}{each.pk}{after}", figures_of(each), missed.get(each.path, NOTHING_MISSED))
        for each in every
    }
    for parent in line:
        node, children = nodes.get(parent.pk), shown.get(parent.pk, ())
        if node is not None:
            node.children = [nodes[each.pk] for each in children]
            for child in node.children:
                child.under = parent.name
            node.open = True
            node.more = children_of(parent) - len(children)
            node.current = parent.pk == chosen.pk
    return [nodes[each.pk] for each in frame.tops]


def shown_children(user: Any, line: Sequence[Organization]) -> dict[int, list[Organization]]:
    """{parent id: its first children, and those on the line}; one query.

    The three bodies come in the order of the model.
    """
    on_line = [each.pk for each in line]
    turn = Window(RowNumber(), partition_by=F("parent_id"), order_by="path")
    rows = organizations_for(user).filter(Q(parent_id__in=on_line) | Q(pk__in=on_line[1:])).annotate(turn=turn)
    shown = rows.filter(Q(turn__lte=CHILDREN_AT_MOST) | Q(pk__in=on_line[1:])).select_related("totals")
    children: dict[int, list[Organization]] = {pk: [] for pk in on_line}
    for row in sorted(shown, key=lambda each: (list(SEALS).index(Body(each.body)) if each.body else 0, each.path)):
        if row.parent_id in children:
            children[row.parent_id].append(row)
    return children


def counts_of(user: Any, paths: Sequence[str]) -> dict[str, Missed]:
    """{path: what is missed at and below it}, summed over everything that other folders mark in the tree."""
    total: dict[str, Missed] = {}
    for marks in registry.offers("tree_marks"):
        for path, found in marks.counts(user, paths).items():
            total[path] = Missed(*map(sum, zip(total.get(path, NOTHING_MISSED), found, strict=True)))
    return total
