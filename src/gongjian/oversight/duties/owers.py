"""Which organizations owe a duty, and from when the calendar asks them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from gongjian.foundation.tree import ancestors
from gongjian.oversight.duties.models import Duty, Start
from gongjian.oversight.duties.terms import Needs
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import Body
from gongjian.rules.owing import Standing

RIGHT_BELOW: dict[str, str] = {Needs.COMMUNITIES: Body.RESIDENTIAL, Needs.AGENCIES: Body.ADMINISTRATIVE}


class Ower(NamedTuple):
    """An organization whose calendar has started: how long it stands, what it is, from when it is asked."""

    standing: Standing
    path: str
    kind: str
    body: str
    committee: int
    begins: date
    superior_body: str = ""

    def owes(self, said: Duty, chosen: frozenset[int], path: str) -> bool:
        """Whether it owes a duty of which this is SAID: by its kind or body, or CHOSEN by hand, at PATH and below."""
        if not self.path.startswith(path):
            return False
        if self.standing.organization_id in chosen:
            return True
        asked = self.kind in said.kinds or (self.body != "" and self.body in said.bodies)
        return asked and self.meets(said.needs)

    def meets(self, needs: str) -> bool:
        """Whether it is among those of its kind that owe the duty."""
        if needs == Needs.COMMITTEE:
            return self.committee > 0
        return needs not in RIGHT_BELOW or self.superior_body == RIGHT_BELOW[needs]


def starts() -> dict[str, date]:
    """{path: the first day on which anything is owed there and below}."""
    return dict(Start.objects.values_list("path", "first"))


def start_at(path: str, begun: dict[str, date]) -> date | None:
    """The start of the nearest organization above PATH, or its own, that has one."""
    return next((begun[each] for each in reversed(ancestors(path)) if each in begun), None)


def owers(among: Sequence[int] | None, begun: dict[str, date]) -> list[Ower]:
    """All organizations, or those AMONG, whose calendar has started, standing and ended, in tree order; one query."""
    rows = Organization.objects.all() if among is None else Organization.objects.filter(pk__in=among)
    fields = ("pk", "founded_on", "ended_on", "path", "kind", "body", "committee_size", "parent__body")
    found = []
    for pk, founded, ended, path, kind, body, committee, above in rows.order_by("path").values_list(*fields):
        first = start_at(path, begun)
        if first is not None:
            found.append(Ower(Standing(pk, founded, ended), path, kind, body, committee or 0, first, above or ""))
    return found
