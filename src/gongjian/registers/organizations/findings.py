"""Who falls through the net among organizations: each finder is one query over direct figures, whatever the scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Concat

from gongjian.foundation.registry import Finding
from gongjian.foundation.rulebook import rule
from gongjian.registers.organizations.models import Organization, OrganizationFigures, OrganizationQuerySet
from gongjian.registers.organizations.terms import Body, OrganizationKind
from gongjian.rules.terms import term_ends

TERM_KINDS = (
    OrganizationKind.COMMITTEE,
    OrganizationKind.GENERAL_BRANCH,
    OrganizationKind.BRANCH,
    OrganizationKind.JOINT_BRANCH,
)
SIZED_KINDS = (OrganizationKind.COMMITTEE, OrganizationKind.GENERAL_BRANCH)
ONE_DAY = timedelta(days=1)


def active(among: Sequence[int] | None) -> OrganizationQuerySet:
    """Organizations that still stand; only those of AMONG when given."""
    rows = Organization.objects.active()
    return rows if among is None else rows.filter(pk__in=among)


def branches_with_counts(among: Sequence[int] | None) -> OrganizationQuerySet:
    """Branches with `full` members of their own, and `size`, the same with the probationary."""
    full, probationary = Coalesce(F("figures__full"), 0), Coalesce(F("figures__probationary"), 0)
    return active(among).branches().annotate(full=full, size=full + probationary)


def branch_too_large(*, on: date, among: Sequence[int] | None = None) -> Iterator[Finding]:
    """Branches (党支部, 联合党支部) with more members of their own than the rule allows."""
    most = rule("branch.max_members", on=on).number
    rows = branches_with_counts(among).filter(size__gt=most)
    for pk, name, path, members in rows.values_list("pk", "name", "path", "size"):
        yield Finding(pk, name, path, detail={"members": members, "most": most})


def branch_too_small(*, on: date, among: Sequence[int] | None = None) -> Iterator[Finding]:
    """Branches with fewer full members of their own than a branch needs."""
    least = rule("branch.min_full_members", on=on).number
    rows = branches_with_counts(among).filter(full__lt=least)
    for pk, name, path, full in rows.values_list("pk", "name", "path", "full"):
        yield Finding(pk, name, path, detail={"full": full, "least": least})


def branch_needs_committee(*, on: date, among: Sequence[int] | None = None) -> Iterator[Finding]:
    """Branches large enough for a committee (支部委员会) that have none."""
    least = rule("branch.committee_from_full_members", on=on).number
    none = Q(committee_size__isnull=True) | Q(committee_size=0)
    rows = branches_with_counts(among).filter(none, full__gte=least)
    for pk, name, path, full in rows.values_list("pk", "name", "path", "full"):
        yield Finding(pk, name, path, detail={"full": full, "least": least})


def term_overdue(*, on: date, among: Sequence[int] | None = None) -> Iterator[Finding]:
    """Organizations whose term (届期) ended before this day; an approved postponement moves the end."""
    usual, residential = usual_terms(on)
    started = active(among).filter(kind__in=TERM_KINDS).annotate(started_on=Coalesce("elected_on", "founded_on"))
    rows = started.filter(started_on__lt=on).values_list(
        "pk", "name", "path", "started_on", "elected_on", "term_years", "postponed_until"
    )
    for pk, name, path, started_on, elected_on, years, postponed_until in rows:
        place = "community" if path.startswith(residential) else "other"
        term = years or usual[place]
        ended_on = max(term_ends(started_on, term), postponed_until or date.min)
        if ended_on < on:
            detail = term_detail(started_on, ended_on, term, elected=elected_on is not None)
            detail["rule_key"] = f"term.{place}_years"
            yield Finding(pk, name, path, since=ended_on + ONE_DAY, detail=detail)


def usual_terms(on: date) -> tuple[dict[str, int], tuple[str, ...]]:
    """The years of a term by default, and the paths of the residential bodies, where the longer one holds."""
    years = {
        "community": rule("term.community_years", on=on).number,
        "other": rule("term.other_years", on=on).number,
    }
    bodies = Organization.objects.active().filter(body=Body.RESIDENTIAL)
    return years, tuple(bodies.values_list("path", flat=True))


def term_of(organization: Organization, on: date) -> date:
    """The last day of an organization's present term, without any postponement; raises ValueError without a start."""
    usual, residential = usual_terms(on)
    started_on = organization.elected_on or organization.founded_on
    if started_on is None:
        raise ValueError(organization.name)
    place = "community" if organization.path.startswith(residential) else "other"
    return term_ends(started_on, organization.term_years or usual[place])


def term_detail(started_on: date, ended_on: date, years: int, *, elected: bool) -> dict[str, Any]:
    return {"started": started_on.isoformat(), "ended": ended_on.isoformat(), "years": years, "elected": elected}


def organization_kind_by_size(*, on: date, among: Sequence[int] | None = None) -> Iterator[Finding]:
    """General branches (党总支) as large as a committee, committees (党委) too small even for a general branch."""
    general_branch_from = rule("organization.general_branch_from_members", on=on).number
    committee_from = rule("organization.committee_from_members", on=on).number
    unfit = Q(kind=OrganizationKind.GENERAL_BRANCH, size__gte=committee_from) | Q(
        kind=OrganizationKind.COMMITTEE, size__lt=general_branch_from
    )
    rows = active(among).filter(kind__in=SIZED_KINDS).annotate(size=subtree_members()).filter(unfit)
    for pk, name, path, kind, members in rows.values_list("pk", "name", "path", "kind", "size"):
        threshold = committee_from if kind == OrganizationKind.GENERAL_BRANCH else general_branch_from
        grows = kind == OrganizationKind.GENERAL_BRANCH
        key = "organization.committee_from_members" if grows else "organization.general_branch_from_members"
        detail = {"kind": kind, "members": members, "threshold": threshold, "rule_key": key}
        yield Finding(pk, name, path, detail=detail)


def subtree_members() -> Coalesce:
    """Members of an organization and of all below it, probationary included, as one range over the figures."""
    end = Concat(OuterRef("path"), Value("~"), output_field=CharField())
    below = OrganizationFigures.objects.filter(path__gte=OuterRef("path"), path__lt=end).order_by()
    total = below.values(whole=Value(1)).annotate(size=Sum(F("full") + F("probationary"))).values("size")
    return Coalesce(Subquery(total), 0)
