"""What is kept at and below each organization, counted once more, slowly and plainly."""

from __future__ import annotations

from collections import Counter

from gongjian.oversight.coverage.models import Finding, Tally
from gongjian.oversight.coverage.terms import COLUMN_OF
from gongjian.registers.members.models import Member
from gongjian.registers.organizations.models import Organization, OrganizationTotals
from gongjian.registers.units.models import Cover, Unit
from tests.oversight.coverage.oracle import BRANCHES, roll

COUNTED = ("organizations", "branches", "full", "probationary", "children")
GAPS = ("unit_needs_branch", "unit_needs_joint_branch", "unit_needs_instructor")


def assert_kept() -> None:
    """Every kept number is the one counted by hand."""
    kept = {each: tuple(rest) for each, *rest in OrganizationTotals.objects.values_list("organization", *COUNTED)}
    assert kept == totals()
    rows = Tally.objects.filter(number__gt=0).values_list("organization", "key", "number")
    assert {(each, key): number for each, key, number in rows} == tallies()


def totals() -> dict[int, tuple[int, ...]]:
    standing, people = Organization.objects.filter(state="active"), roll()
    found = {}
    for each in Organization.objects.all():
        below = {other.pk: other for other in standing if other.path.startswith(each.path)}
        members = [person for person in people if person.organization_id in below]
        found[each.pk] = (
            len(below),
            sum(other.kind in BRANCHES for other in below.values()),
            sum(person.status == "full" for person in members),
            sum(person.status == "probationary" for person in members),
            sum(other.parent_id == each.pk for other in below.values()),
        )
    return found


def tallies() -> dict[tuple[int, str], int]:
    own = [(each.org_path, key) for each in Finding.objects.all() for key in (each.rule, each.mark, "")]
    missing = set(Finding.objects.filter(rule__in=GAPS).values_list("subject_id", flat=True))
    people = roll()
    for unit in Unit.objects.filter(state="active"):
        if not should_be_covered(unit, people):
            continue
        own.append((unit.org_path, f"should.{COLUMN_OF[unit.kind]}"))
        if unit.pk in missing:
            own.append((unit.org_path, f"missing.{COLUMN_OF[unit.kind]}"))
        elif not covers_of(unit):
            own.append((unit.org_path, f"instructed.{COLUMN_OF[unit.kind]}"))
    every = Organization.objects.all()
    return dict(Counter((each.pk, key) for path, key in own for each in every if path.startswith(each.path)))


def covers_of(unit: Unit) -> list[Cover]:
    return [
        each
        for each in Cover.objects.filter(unit=unit).select_related("organization")
        if each.organization.state == "active"
    ]


def should_be_covered(unit: Unit, people: list[Member]) -> bool:
    if unit.kind in {"agency", "residents_committee"}:
        return False
    registered = sum(each.unit_id == unit.pk and each.status == "full" for each in people)
    return max(unit.members_full, registered) > 0 or unit.kind in {"enterprise", "social_organization"}
