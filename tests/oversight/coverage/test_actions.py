"""Findings are as fresh as the last change: what was touched is judged again, and everything on a new day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongjian.foundation import bulk, registry
from gongjian.foundation.changes import Touched, touch, touch_everything
from gongjian.foundation.registry import Offers
from gongjian.oversight.coverage import actions
from gongjian.oversight.coverage.actions import (
    bring_up,
    catch_up,
    expanded,
    is_fresh,
    is_much,
    judge_all,
    judge_everything,
    judge_some,
    locked,
    taken,
)
from gongjian.oversight.coverage.models import Expected, Finding, Judged, Snapshot, Tally
from gongjian.registers.organizations.actions import move_organization
from gongjian.registers.organizations.models import Organization, OrganizationFigures
from gongjian.registers.units.models import Unit
from tests.street import NOW, TODAY, cover, organization, unit

pytestmark = pytest.mark.django_db


def rules() -> set[tuple[str, str]]:
    return set(Finding.objects.values_list("rule", "subject_name"))


def test_the_first_time_everything_is_judged() -> None:
    unit("单位", members_full=3)
    assert catch_up(now=NOW) == 1
    assert rules() == {("unit_needs_branch", "单位")}
    assert is_fresh(TODAY)


def test_what_was_not_touched_is_not_judged_again() -> None:
    one, other = unit("一", members_full=3), unit("二", members_full=3)
    judge_all(now=NOW)
    Unit.objects.update(members_full=1)
    touch("units", [one.pk])
    assert catch_up(now=NOW) == 2
    assert rules() == {("unit_needs_joint_branch", "一"), ("unit_needs_branch", "二")}
    touch("units", [other.pk])
    catch_up(now=NOW)
    assert rules() == {("unit_needs_joint_branch", "一"), ("unit_needs_joint_branch", "二")}


def test_only_the_subjects_named_are_judged() -> None:
    one, other = unit("一", members_full=3), unit("二", members_full=3)
    assert judge_some({"units": {one.pk}}, on=TODAY) == 1
    assert rules() == {("unit_needs_branch", "一")}
    assert judge_some({"units": {other.pk}, "members": set()}, on=TODAY) == 1
    assert rules() == {("unit_needs_branch", "一"), ("unit_needs_branch", "二")}


def test_touched_rows_are_taken_once() -> None:
    judge_all(now=NOW)
    touch("units", [1, 2])
    touch("members", [3])
    assert taken() == {"units": {1, 2}, "members": {3}}
    assert (taken(), Touched.objects.count()) == ({}, 0)


def test_a_new_day_judges_everything() -> None:
    organization("支部", full=3, elected_on=date(2023, 11, 23))
    judge_all(now=NOW)
    assert rules() == set()
    assert catch_up(now=NOW + timedelta(days=1)) == 1
    assert rules() == {("term_overdue", "支部")}


def test_a_change_of_everything_judges_everything() -> None:
    judge_all(now=NOW)
    unit("单位", members_full=3)
    touch_everything()
    assert is_much({"everything": {0}})
    assert not is_much({"units": {1}})
    assert catch_up(now=NOW) == 1


def test_nothing_touched_costs_one_query() -> None:
    judge_all(now=NOW)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert catch_up(now=NOW) == 0
    assert len(queries) == 1


def test_an_organization_brings_all_above_it_along() -> None:
    top = organization("党委", "committee")
    middle = organization("总支", "general_branch", top)
    branch = organization("支部", parent=middle, full=60)
    judge_all(now=NOW)
    assert ("organization_kind_by_size", "党委") not in rules()
    OrganizationFigures.objects.filter(pk=branch.pk).update(full=4)
    touch("organizations", [branch.pk])
    assert expanded({"organizations": {branch.pk}})["organizations"] == {top.pk, middle.pk, branch.pk}
    catch_up(now=NOW)
    assert ("organization_kind_by_size", "党委") in rules()


def test_a_move_out_of_the_residential_body_shortens_the_terms_of_all_below() -> None:
    root = organization("党工委", "working_committee")
    residential = organization("居民区综合党委", "committee", root, body="residential", term_years=5)
    enterprises = organization("非公企业综合党委", "committee", root, body="enterprise", term_years=5)
    middle = organization("总支", "general_branch", residential)
    organization("支部", parent=middle, full=3, elected_on=date(2022, 11, 1))
    judge_all(now=NOW)
    assert ("term_overdue", "支部") not in rules()
    move_organization(middle, to=enterprises, reason="调整", by=None, now=NOW)
    catch_up(now=NOW)
    assert ("term_overdue", "支部") in rules()


def test_an_ended_organization_brings_the_units_it_covered_along() -> None:
    branch = organization("支部", full=3)
    covered = unit("单位", members_full=3)
    cover(branch, covered)
    judge_all(now=NOW)
    Organization.objects.filter(pk=branch.pk).update(state="ended", ended_on=TODAY)
    touch("organizations", [branch.pk])
    catch_up(now=NOW)
    assert rules() == {("unit_needs_branch", "单位")}


def test_a_finding_that_stays_keeps_its_id_its_first_day_and_its_deferral() -> None:
    subject = unit("单位", members_full=3)
    judge_all(now=NOW)
    Finding.objects.update(since=date(2026, 1, 1), deferred_until=date(2027, 1, 1), deferred_reason="等新厂房")
    before = Finding.objects.get()
    Unit.objects.update(members_full=4, name="新名")
    touch("units", [subject.pk])
    assert catch_up(now=NOW) == 0
    after = Finding.objects.get()
    assert (after.pk, after.since, after.deferred_until) == (before.pk, date(2026, 1, 1), date(2027, 1, 1))
    assert (after.subject_name, after.detail) == ("新名", {"formal": 4, "least": 3, "registered": 0})


def test_a_date_that_follows_from_the_data_follows_it_again() -> None:
    branch = organization("支部", full=3, elected_on=date(2020, 1, 1))
    judge_all(now=NOW)
    Organization.objects.update(elected_on=date(2021, 1, 1))
    touch("organizations", [branch.pk])
    catch_up(now=NOW)
    assert Finding.objects.get().since == date(2024, 1, 2)


def test_another_day_is_judged_by_the_rules_of_that_day() -> None:
    unit("单位", members_full=3)
    judge_all(now=NOW, on=date(2010, 1, 1))
    assert rules() == set()
    judge_everything(locked(), on=TODAY, now=NOW)
    assert (rules(), Judged.objects.get().on) == ({("unit_needs_branch", "单位")}, TODAY)


def test_a_snapshot_of_the_month_is_kept_for_each_organization_above_the_branches() -> None:
    root = organization("党工委", "working_committee")
    committee = organization("党总支", "general_branch", root)
    organization("支部", parent=committee)
    unit("单位", members_full=3, org_path=committee.path)
    judge_all(now=NOW)
    judge_all(now=NOW)
    kept = set(Snapshot.objects.values_list("month", "path", "rule", "count"))
    month = date(2026, 11, 1)
    assert kept == {
        (month, each.path, rule, count)
        for each in (root, committee)
        for rule, count in (("", 2), ("unit_needs_branch", 1), ("branch_too_small", 1))
    }


def test_what_follows_from_other_rows_is_brought_up_before_anything_is_judged(monkeypatch) -> None:
    heard = []
    offered = Offers("follower", refreshes=[lambda touched, now: heard.append((touched, now))])
    monkeypatch.setattr(registry, "_offers", [*registry._offers, offered])
    bring_up({"organizations": {7}}, NOW)
    assert heard == [({"organizations": {7}}, NOW)]
    judge_all(now=NOW)
    assert heard[1:] == [({"everything": set()}, NOW)]


@pytest.mark.parametrize(("worth", "told"), [(0, [(Finding, Expected, Tally)]), (1, [])])
def test_the_database_learns_how_large_its_tables_are_when_much_was_found(
    worth: int, told: list[tuple[type, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    learned: list[tuple[type, ...]] = []
    monkeypatch.setattr(actions, "WORTH_ALL", worth)
    monkeypatch.setattr(bulk, "tell_sizes", lambda *changed: learned.append(changed))
    unit("单位", members_full=3)
    assert (judge_all(now=NOW), learned) == (1, told)
