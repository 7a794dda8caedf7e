"""Whatever happens to a street, the stored findings are those of judging anew, and those of the plain rules."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gongjian.foundation.changes import touch
from gongjian.foundation.refusals import Refused
from gongjian.oversight.coverage.actions import catch_up, judge_all
from gongjian.oversight.coverage.judging import computed
from gongjian.oversight.coverage.models import Finding
from gongjian.registers.members.actions import affiliate, log_contact
from gongjian.registers.members.branches import merge_branch
from gongjian.registers.members.counting import Tally, recount
from gongjian.registers.members.models import Member
from gongjian.registers.organizations import mending
from gongjian.registers.organizations.actions import end_organization, move_organization
from gongjian.registers.organizations.models import Organization
from gongjian.registers.units import actions as units
from gongjian.registers.units.models import Cover, Unit
from tests.oversight.coverage.by_hand import assert_kept
from tests.oversight.coverage.oracle import all_findings
from tests.street import NOW, TODAY, cover, member, organization, unit

DAYS = st.sampled_from([None, *(TODAY - timedelta(days=days) for days in (0, 180, 185, 190, 1000, 1094, 1096, 1830))])
SMALL = st.integers(0, 4)
ACTS = (
    "affiliate",
    "log_contact",
    "merge",
    "elect",
    "postpone",
    "committee",
    "kind",
    "found",
    "cover",
    "release",
    "instruct",
    "correct",
    "leave",
    "move",
    "end",
    "care",
    "another_day",
)


def stored() -> set[tuple[str, int]]:
    return set(Finding.objects.values_list("rule", "subject_id"))


@st.composite
def plans(draw: st.DrawFn) -> dict[str, list[tuple[object, ...]]]:
    """A street as plain tuples, and what happens to it."""
    kinds = st.sampled_from(["branch", "branch", "joint_branch", "general_branch", "committee"])
    unit_kinds = st.sampled_from(["enterprise", "social_organization", "agency", "residents_committee", "sole_trader"])
    categories = st.sampled_from(["resident", "floating", "unaffiliated"])
    return {
        "organizations": draw(
            st.lists(st.tuples(kinds, SMALL, DAYS, DAYS, st.none() | SMALL, st.sampled_from([0, 3, 60])), max_size=5)
        ),
        "units": draw(st.lists(st.tuples(unit_kinds, SMALL, SMALL, st.none() | SMALL, st.booleans()), max_size=5)),
        "members": draw(
            st.lists(st.tuples(st.booleans(), categories, st.none() | SMALL, st.none() | SMALL, DAYS), max_size=6)
        ),
        "acts": draw(st.lists(st.tuples(st.sampled_from(ACTS), SMALL, SMALL), max_size=6)),
    }


def build(plan: dict[str, list[tuple[object, ...]]]) -> None:
    root = organization("党工委", "working_committee")
    made = [organization("居民区综合党委", "committee", root, body="residential", elected_on=TODAY)]
    for at, (kind, parent, founded, elected, committee, crowd) in enumerate(plan["organizations"]):
        above = made[parent % len(made)]  # type: ignore[operator]
        parent_row = above if not above.is_branch else root
        made.append(
            organization(
                f"组织{at}", kind, parent_row, founded_on=founded, elected_on=elected, committee_size=committee
            )  # type: ignore[arg-type]
        )
        common = {"organization": made[-1], "org_path": made[-1].path, "status": "full", "category": "resident"}
        Member.objects.bulk_create(Member(name=f"群众{at}-{number}", **common) for number in range(crowd))  # type: ignore[call-overload]
    firms = []
    for at, (kind, declared, full, covering, instructed) in enumerate(plan["units"]):
        firms.append(
            unit(f"单位{at}", kind, members_total=declared, members_full=full, instructor="王" if instructed else "")
        )  # type: ignore[arg-type]
        if covering is not None:
            cover(made[covering % len(made)], firms[-1], listed=instructed)  # type: ignore[operator,arg-type]
    for at, (is_full, category, branch, place, contact) in enumerate(plan["members"]):
        at_branch = made[branch % len(made)] if branch is not None else None  # type: ignore[operator]
        at_unit = firms[place % len(firms)] if place is not None and firms else None  # type: ignore[operator]
        member(
            f"党员{at}",
            at_branch,
            status="full" if is_full else "probationary",
            category=category,
            unit=at_unit,
            last_contact_on=contact,
        )
    recount()


def picked(rows: object, at: int) -> object | None:
    found = list(rows)  # type: ignore[call-overload]
    return found[at % len(found)] if found else None


def act(name: str, one: int, other: int) -> None:  # noqa: C901 - a list of acts
    branch = picked(Organization.objects.active().branches(), one)
    person = picked(Member.objects.on_roll().filter(name__startswith="党员"), one)
    firm = picked(Unit.objects.active(), one)
    target = picked(Organization.objects.active(), other)
    common = {"by": None, "now": NOW}
    if name == "affiliate" and person and target:
        affiliate(members=[person], organization=target, **common)  # type: ignore[list-item,arg-type]
    elif name == "log_contact" and person:
        log_contact(member=person, on=TODAY, note="电话", **common)  # type: ignore[arg-type]
    elif name == "merge" and branch and target and target != branch:
        merge_branch(branch=branch, into=target, ended_on=TODAY, **common)  # type: ignore[arg-type]
    elif name == "elect" and branch:
        mending.record_election(branch, elected_on=TODAY, **common)  # type: ignore[arg-type]
    elif name == "postpone" and branch:
        mending.postpone_election(branch, until=TODAY, reason="", **common)  # type: ignore[arg-type]
    elif name == "committee" and branch:
        mending.set_committee(branch, size=other, **common)  # type: ignore[arg-type]
    elif name == "kind" and branch:
        mending.adjust_kind(branch, kind="joint_branch", name=f"新名{one}", reason="", **common)  # type: ignore[arg-type]
    elif name == "found" and firm and target and not target.is_branch:  # type: ignore[attr-defined]
        units.found_branch(units=[firm], name=f"新支部{one}{other}", parent=target, founded_on=TODAY, **common)  # type: ignore[list-item,arg-type]
    elif name == "cover" and firm and branch:
        units.cover(units=[firm], organization=branch, **common)  # type: ignore[list-item,arg-type]
    elif name == "release":
        units.release(covers=list(Cover.objects.all()[:other]), **common)  # type: ignore[arg-type]
    elif name == "leave" and person:
        tally = Tally()
        tally.note(person)  # type: ignore[arg-type]
        Member.objects.filter(pk=person.pk).update(state="moved", left_on=TODAY)  # type: ignore[attr-defined]
        tally.write()
    elif name == "move" and branch and target:
        move_organization(target, to=picked(Organization.objects.active(), one), reason="", **common)  # type: ignore[arg-type]
    elif name == "end" and target:
        end_organization(target, on=TODAY, reason="", **common)  # type: ignore[arg-type]
    elif name == "care" and firm and target:
        Unit.objects.filter(pk=firm.pk).update(org_path=target.path)  # type: ignore[attr-defined]
        touch("units", [firm.pk])  # type: ignore[attr-defined]
    elif name == "instruct" and firm:
        units.assign_instructor(unit=firm, instructor="李", **common)  # type: ignore[arg-type]
    elif name == "correct" and firm:
        units.correct_declared(unit=firm, full=other, probationary=0, reason="", **common)  # type: ignore[arg-type]


class AnyStreet(TestCase):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(plans())
    def test_findings_after_any_changes_are_those_of_judging_anew_and_of_the_plain_rules(
        self, plan: dict[str, list[tuple[object, ...]]]
    ) -> None:
        build(plan)
        now = NOW
        catch_up(now=now)
        assert stored() == all_findings(TODAY)
        assert_kept()
        for name, one, other in plan["acts"]:
            now += timedelta(days=name == "another_day")
            try:
                act(name, one, other)  # type: ignore[arg-type]
            except Refused:
                continue
            catch_up(now=now)
            assert stored() == all_findings(now.date()), (name, one, other)
            assert_kept()
        kept = stored()
        judge_all(now=now)
        assert stored() == kept


@pytest.mark.django_db
def test_what_is_computed_for_a_day_is_not_stored() -> None:
    unit("单位", members_full=3)
    assert [(rule.key, found.subject_name) for rule, found in computed(on=TODAY)] == [("unit_needs_branch", "单位")]
    assert list(computed(on=date(2000, 1, 1))) == []
    assert stored() == set()
