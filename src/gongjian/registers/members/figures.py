"""Numbers about the members of an organization and all below it, for reports and assessment.

What the rows can tell of a day gone by is what has a day of its own: joining the Party, becoming full, a transfer,
leaving the roll. Who was on the roll on a past day they cannot tell; those figures say how it stands when counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from gongjian.foundation.work import Figure
from gongjian.registers.members.models import Member, MemberQuerySet
from gongjian.registers.members.queries import moved
from gongjian.registers.members.terms import MemberCategory, MemberState, MemberStatus

GROUP = "党员"
Narrow = Callable[[MemberQuerySet], MemberQuerySet]


def on_roll(narrow: Narrow) -> Callable[..., int]:
    """Those on the roll when it is counted, as NARROW keeps them."""

    def count(*, path: str, since: date, until: date) -> int:
        return narrow(Member.objects.on_roll().below(path)).count()

    return count


def with_day(field: str) -> Callable[..., int]:
    """Those on the roll whose day FIELD lies in the period."""

    def count(*, path: str, since: date, until: date) -> int:
        return Member.objects.on_roll().below(path).filter(**{f"{field}__range": (since, until)}).count()

    return count


def left(*, path: str, since: date, until: date) -> int:
    rows = Member.objects.below(path).exclude(state=MemberState.ACTIVE)
    return rows.filter(left_on__range=(since, until)).count()


def transferred(way: str, *, path: str, since: date, until: date) -> int:
    return moved(way, path=path, since=since, until=until).count()


def listed(more: Mapping[str, str], organization: Any, since: date, until: date) -> str:
    return f"{reverse('members')}?{urlencode({'organization': organization.pk, **more})}"


def listed_by_day(name: str, organization: Any, since: date, until: date) -> str:
    """The list narrowed to the period by its filters NAME_from and NAME_until."""
    return listed({f"{name}_from": f"{since}", f"{name}_until": f"{until}"}, organization, since, until)


def left_rows(organization: Any, since: date, until: date) -> str:
    query = {"organization": organization.pk, "left_from": since, "left_until": until}
    return f"{reverse('former_members')}?{urlencode(query)}"


def transfer_rows(way: str, organization: Any, since: date, until: date) -> str:
    query = {"tab": "done", "way": way, "organization": organization.pk, "since": since, "until": until}
    return f"{reverse('transfers')}?{urlencode(query)}"


def _standing(key: str, label: str, narrow: Narrow, **more: str) -> Figure:
    return Figure(key, label, "名", on_roll(narrow), partial(listed, more), GROUP, standing=True)


FIGURES = (
    _standing("members", "党员总数", lambda rows: rows),
    _standing(
        "members_probationary",
        "预备党员",
        lambda rows: rows.filter(status=MemberStatus.PROBATIONARY),
        status="probationary",
    ),
    _standing(
        "members_floating", "流动党员", lambda rows: rows.filter(category=MemberCategory.FLOATING), category="floating"
    ),
    _standing("members_without_branch", "没有支部的党员", lambda rows: rows.without_branch(), problem="without_branch"),
    Figure("members_admitted", "新发展党员", "名", with_day("joined_on"), partial(listed_by_day, "joined"), GROUP),
    Figure(
        "members_converted", "预备党员转正", "名", with_day("converted_on"), partial(listed_by_day, "converted"), GROUP
    ),
    Figure("members_in", "转入党员", "名", partial(transferred, "in"), partial(transfer_rows, "in"), GROUP),
    Figure("members_out", "转出党员", "名", partial(transferred, "out"), partial(transfer_rows, "out"), GROUP),
    Figure("members_left", "离开名册的党员", "名", left, left_rows, GROUP),
)
