"""The twelve rules once more, written as slowly and plainly as they are told, to check the quick ones against."""

from __future__ import annotations

from datetime import date

from gongjian.registers.members.models import Member
from gongjian.registers.organizations.models import Organization
from gongjian.registers.units.models import Cover, Unit

BRANCHES = ("branch", "joint_branch")


def years_later(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def all_findings(on: date) -> set[tuple[str, int]]:
    """{(rule, subject id)}, thresholds as the sample's description gives them."""
    people = roll()
    found = {("member_without_branch", each.pk) for each in people if lacks_branch(each)}
    found |= {("floating_member_lost", each.pk) for each in people if is_lost(each, on)}
    for unit in Unit.objects.filter(state="active"):
        found |= {(rule, unit.pk) for rule in of_unit(unit, people)}
    for organization in Organization.objects.filter(state="active"):
        found |= {(rule, organization.pk) for rule in of_organization(organization, people, on)}
    return found


def roll() -> list[Member]:
    """Everyone on the roll, with their organization and all above it."""
    organizations = {each.pk: each for each in Organization.objects.all()}
    for each in organizations.values():
        each.parent = organizations.get(each.parent_id)
    people = list(Member.objects.filter(state="active"))
    for person in people:
        person.organization = organizations.get(person.organization_id)
    return people


def lacks_branch(member: Member) -> bool:
    return member.organization is None or member.category == "unaffiliated"


def is_lost(member: Member, on: date) -> bool:
    month = (on.month - 7) % 12 + 1
    half_a_year_ago = date(on.year - (on.month <= 6), month, min(on.day, 28))
    last = member.last_contact_on
    return member.category == "floating" and (last is None or last < half_a_year_ago)


def of_unit(unit: Unit, people: list[Member]) -> list[str]:
    workers = [each for each in people if each.unit_id == unit.pk]
    registered = sum(each.status == "full" for each in workers)
    formal = max(unit.members_full, registered)
    found = ["members_unregistered"] if unit.members_total > len(workers) else []
    if any(
        each.unit_id == unit.pk and each.organization.state == "active"
        for each in Cover.objects.select_related("organization")
    ):
        return found
    if unit.kind in {"agency", "residents_committee"}:
        return found
    if formal >= 3:
        return [*found, "unit_needs_branch"]
    if formal:
        return [*found, "unit_needs_joint_branch"]
    needs = unit.kind in {"enterprise", "social_organization"} and not unit.instructor
    return [*found, "unit_needs_instructor"] if needs else found


def of_organization(organization: Organization, people: list[Member], on: date) -> list[str]:
    own = [each for each in people if each.organization_id == organization.pk]
    full = sum(each.status == "full" for each in own)
    listed = Cover.objects.filter(organization=organization, said_by_organization=True).count()
    below = [each for each in people if each.organization and organization in line_above(each.organization)]
    holds = {
        "branch_too_large": organization.kind in BRANCHES and len(own) > 50,
        "branch_too_small": organization.kind in BRANCHES and full < 3,
        "branch_needs_committee": organization.kind in BRANCHES and full >= 7 and not organization.committee_size,
        "joint_branch_too_many_units": organization.kind == "joint_branch" and listed > 5,
        "term_overdue": organization.kind in {*BRANCHES, "committee", "general_branch"}
        and is_overdue(organization, on),
        "organization_kind_by_size": (organization.kind == "general_branch" and len(below) >= 100)
        or (organization.kind == "committee" and len(below) < 50),
    }
    return [rule for rule, held in holds.items() if held]


def line_above(organization: Organization) -> list[Organization]:
    """The organization and all its superiors."""
    return [organization, *(line_above(organization.parent) if organization.parent else [])]


def is_overdue(organization: Organization, on: date) -> bool:
    start = organization.elected_on or organization.founded_on
    if start is None:
        return False
    usual = 5 if any(each.body == "residential" for each in line_above(organization)) else 3
    end = years_later(start, organization.term_years or usual)
    return max(end, organization.postponed_until or end) < on
