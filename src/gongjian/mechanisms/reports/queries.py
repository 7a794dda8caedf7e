"""Reads of reports, always for a viewer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from gongjian.foundation.scope import scope_of, within
from gongjian.foundation.tree import ancestors
from gongjian.mechanisms.reports.kinds import PATTERNS, Pattern
from gongjian.mechanisms.reports.models import OutsideForm, Report, ReportQuerySet, Template
from gongjian.registers.organizations.models import Organization, OrganizationQuerySet
from gongjian.rules.months import add_months
from gongjian.rules.owing import Proof
from gongjian.rules.periods import ONE_DAY, Period, block_of, block_start

WRITE, REVIEW = "reports.write", "reports.review"


def period_at(day: date, months: int) -> Period:
    """The period of so many months that a DAY lies in."""
    first = block_start(block_of(day, months), months)
    return Period(first, add_months(first, months) - ONE_DAY, months)


def reports_for(user: Any) -> ReportQuerySet:
    """Reports USER may see, the latest period first."""
    return Report.objects.visible_to(user).select_related("organization", "to").order_by("-first", "-pk")


def written_by(user: Any) -> ReportQuerySet:
    """Reports USER writes."""
    return reports_for(user).filter(within("org_path", scope_of(user), WRITE))


def reviewed_by(user: Any) -> ReportQuerySet:
    """Reports that came to an organization for which USER reviews them."""
    return reports_for(user).filter(within("to_path", scope_of(user), REVIEW))


def writers_for(user: Any) -> OrganizationQuerySet:
    """Standing organizations whose reports USER writes, in tree order."""
    rows = Organization.objects.visible_to(user).active().select_related("parent")
    return rows.filter(within("path", scope_of(user), WRITE)).in_tree_order()


def pursued_by(user: Any) -> OrganizationQuerySet:
    """Standing organizations below one for which USER reviews reports."""
    rows = Organization.objects.visible_to(user).active().select_related("parent")
    return rows.filter(within("parent__path", scope_of(user), REVIEW))


def reporters(pattern: Pattern) -> Q:
    """Organizations that write reports of a PATTERN."""
    return Q(kind__in=pattern.kinds) | Q(body__in=pattern.bodies) & ~Q(body="") | Q(parent__body__in=pattern.below)


def templates_for(user: Any) -> QuerySet[Template]:
    """Templates set by organizations USER may see."""
    return Template.objects.visible_to(user).select_related("organization").order_by("org_path", "pk")


def patterns_at(path: str) -> dict[str, Pattern]:
    """{key: pattern} in use at a PATH: what the nearest organization above set, else what the platform brings along."""
    found = dict(PATTERNS)
    for each in Template.objects.filter(org_path__in=ancestors(path)).order_by("org_path"):
        if each.stopped:
            found.pop(each.key, None)
        else:
            found[each.key] = each.pattern
    return found


def patterns_for(organization: Organization) -> dict[str, Pattern]:
    """{key: pattern} of the reports an organization writes; two queries at most."""
    above = organization.parent.body if organization.parent else ""
    return {
        key: each
        for key, each in patterns_at(organization.path).items()
        if each.is_written_by(organization.kind, organization.body, above)
    }


def report_before(organization: Organization, kind: str, first: date) -> Report | None:
    """The last report of a KIND that was handed in for a period before."""
    rows = Report.objects.handed_in().filter(organization=organization, kind=kind, first__lt=first)
    return rows.order_by("-first").first()


def proofs(kinds: Iterable[str], *, among: Sequence[int] | None, since: date, until: date) -> Iterator[Proof]:
    """The reports of KINDS (of all when empty) that were handed in for a period beginning then; one query."""
    rows = Report.objects.handed_in().filter(first__range=(since, until))
    rows = rows.filter(kind__in=kinds) if kinds else rows
    rows = rows if among is None else rows.filter(organization__in=among)
    for organization, first, on, pk in rows.values_list("organization_id", "first", "sent_on", "pk").iterator():
        if on is not None:
            yield Proof(organization, first, on, pk)


def members_of(organization: Organization, patterns: Iterable[Pattern], *, on: date) -> OrganizationQuerySet:
    """The direct subordinates that write reports of PATTERNS and stood ON a day."""
    writes = Q(pk__in=[])
    for each in patterns:
        writes |= reporters(each)
    return Organization.objects.filter(writes, parent=organization).stood_on(on).order_by("path")


def forms_for(user: Any) -> QuerySet[OutsideForm]:
    """Outside forms USER may see, those in use first."""
    rows = OutsideForm.objects.visible_to(user).select_related("organization", "file").defer("file__content")
    return rows.order_by("stopped", "-pk")


def kept_forms(user: Any) -> QuerySet[OutsideForm]:
    """Outside forms USER fills."""
    return forms_for(user).filter(within("org_path", scope_of(user), WRITE))
