"""The lists of the calendar of duties: every period, and every exemption."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from django.urls import reverse

from gongjian.foundation.pages.lists import Act, Cell, Column, Filter, Order, Table
from gongjian.foundation.pages.lists.declaring import fixed
from gongjian.foundation.pages.lists.gathered import Gathered
from gongjian.oversight.coverage.listing import at_organization, organization_choices
from gongjian.oversight.duties.models import OccurrenceQuerySet
from gongjian.oversight.duties.permissions import may_excuse_some
from gongjian.oversight.duties.queries import (
    duties_for,
    duty_choices,
    exemptions_for,
    periods_for,
    standing_of,
    stands,
    touches,
)
from gongjian.oversight.duties.ruling import Card, card_of
from gongjian.oversight.duties.schedules import DutyInForce
from gongjian.oversight.duties.terms import Standing

MARKS = {Standing.OVERDUE: "none", Standing.DONE: "full", Standing.LATE: "half"}


def named() -> Callable[[str], str]:
    """What a duty's key is called; all names are read once, with the first row."""

    @cache
    def labels() -> dict[str, str]:
        return dict(duty_choices(None, ""))

    return lambda key: labels().get(key, key)


def periods_table(user: Any, *, on: date) -> Table:
    """Every period, as USER may see it, with the acts USER may do."""
    name_of = named()

    def stand_cell(row: Any) -> Cell:
        standing = stands(row, on)
        return Cell(standing.label, mark=MARKS.get(standing, ""))

    return Table(
        key="duty_periods",
        label="应办明细",
        unit="期",
        rows=periods_for,
        url_name="duty_period",
        columns=(
            Column("organization", "党组织", lambda row: row.organization.name),
            Column("duty", "应办事项", lambda row: name_of(row.duty)),
            Column("period", "哪一期", lambda row: row.label),
            Column("due", "最晚哪天", lambda row: row.due_on, order="due"),
            Column("state", "办得怎样", stand_cell),
            Column("discharged", "哪天办的", lambda row: row.discharged_on),
        ),
        orders=(Order("due", "先到期的在前", "due_on"), Order("latest", "后到期的在前", "due_on", descending=True)),
        filters=(
            Filter("organization", "党组织和它的下级", at_organization, choices=organization_choices),
            Filter("duty", "应办事项", lambda rows, key: rows.filter(duty=key), choices=duty_choices),
            Filter(
                "state",
                "办得怎样",
                lambda rows, value: rows.filter(standing_of(on)[Standing(value)]),
                choices=fixed(Standing.choices),
            ),
            Filter("since", "到期不早于", lambda rows, day: rows.filter(due_on__gte=day), kind="date", more=True),
            Filter("until", "到期不晚于", lambda rows, day: rows.filter(due_on__lte=day), kind="date", more=True),
            Filter(
                "one", "只看一个党组织（编号）", lambda rows, pk: rows.filter(organization=pk), kind="number", more=True
            ),
        ),
        acts=(Act("免办…", reverse("duty_excuse_several")),) if may_excuse_some(user) else (),
        empty="没有这样的。放宽条件再看。",
    )


def exemptions_table(user: Any) -> Table:
    """Who is excused from what, and why."""
    name_of = named()
    return Table(
        key="duty_exemptions",
        label="免办",
        unit="条",
        rows=exemptions_for,
        url_name="duty_exemption",
        columns=(
            Column("organization", "党组织", lambda row: row.organization.name),
            Column("duty", "应办事项", lambda row: name_of(row.duty)),
            Column("first", "从", lambda row: row.first),
            Column("last", "到", lambda row: row.last),
            Column("reason", "理由", lambda row: row.reason),
            Column("given_by", "谁批的", lambda row: row.given_by),
        ),
        orders=(Order("new", "新批的在前", "id", descending=True),),
        filters=(
            Filter("organization", "党组织和它的下级", at_organization, choices=organization_choices),
            Filter("duty", "应办事项", lambda rows, key: rows.filter(duty=key), choices=duty_choices),
        ),
        empty="没有免办的。",
    )


class Ruled(NamedTuple):
    """A duty, and what the page of duties says of it."""

    duty: DutyInForce
    card: Card


def ruled(user: Any, on: date) -> list[Ruled]:
    """The duties that concern what USER may see, as they are set on a day."""
    return [Ruled(each, card_of(each, on, may_set=False)) for each in duties_for(user)]


def is_owed_at(row: Ruled, path: str) -> bool:
    """Whether a duty is owed everywhere, or above, at or below PATH."""
    return row.duty.standing is not None or touches(row.duty.path, path)


DUTY_RULES = Gathered(
    key="duty_rules",
    label="应办事项",
    unit="项",
    view_permission=OccurrenceQuerySet.view_permission,
    columns=(
        Column("duty", "应办事项", lambda row: row.card.label),
        Column("cadence", "多久一次", lambda row: row.card.cadence),
        Column("owers", "谁要办", lambda row: row.card.owers),
        Column("due", "最晚哪天", lambda row: f"{row.card.due}，提前 {row.card.lead_days} 天提醒"),
        Column("evidence", "看什么算办了", lambda row: row.card.evidence),
        Column("citation", "依据", lambda row: f"{row.card.citation} {row.card.status}"),
        Column("stopped", "停用", lambda row: "停用" if row.card.stopped else ""),
        Column("changed", "从哪个月起这样定", lambda row: row.card.changed, shown=False),
    ),
    rows=ruled,
    identity=lambda row: row.card.key,
    concerns=is_owed_at,
)
