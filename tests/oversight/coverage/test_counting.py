"""The numbers kept at and below each organization are right after any bulk change, and a recount mends them."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from gongjian.entry.desk.actions import import_now
from gongjian.entry.desk.checking import Source
from gongjian.entry.desk.models import Batch
from gongjian.entry.desk.undoing import undo
from gongjian.oversight.coverage import counting
from gongjian.oversight.coverage.actions import catch_up, judge_all, prove
from gongjian.oversight.coverage.expecting import expect, expect_again, expected
from gongjian.oversight.coverage.models import Expected, Tally
from gongjian.oversight.coverage.queries import by_rule, findings_for, marks_for, number_for, tallies_for
from gongjian.registers.access.models import Grant
from gongjian.registers.organizations import counting as totals
from gongjian.registers.organizations.actions import move_organization
from gongjian.registers.organizations.models import Organization, OrganizationTotals
from gongjian.registers.units.intake import follow_places
from gongjian.registers.units.models import Unit
from tests import rosters
from tests.oversight.coverage.by_hand import assert_kept
from tests.street import NOW, TODAY, community, organization, unit, user

pytestmark = pytest.mark.django_db


def world() -> dict[str, Organization]:
    root = organization("街道党工委", "working_committee")
    one, two = (organization(name, "committee", root, elected_on=TODAY) for name in ("一社区党委", "二社区党委"))
    leaf = organization("一社区第一党支部", "branch", one, elected_on=TODAY)
    for owner, name, full in ((one, "甲", 3), (one, "乙", 1), (two, "丙", 3)):
        unit(name, members_full=full, org_path=owner.path)
    return {"root": root, "one": one, "two": two, "leaf": leaf}


def imported() -> Batch:
    files = rosters.files()
    import_now([Source(name, content) for name, content in files], rosters.checked(files), by=None, now=NOW, on=TODAY)
    return Batch.objects.latest("id")


def test_an_import_and_its_undo_leave_every_number_right() -> None:
    world()
    judge_all(now=NOW)
    batch = imported()
    catch_up(now=NOW)
    assert_kept()
    undo(batch, by=None, now=NOW + timedelta(hours=1))
    catch_up(now=NOW)
    assert_kept()


def test_after_a_small_import_counting_all_anew_finds_nothing_wrong() -> None:
    imported()
    catch_up(now=NOW)
    assert (prove(), totals.recount()) == (0, 0)


def test_moving_a_part_of_the_tree_moves_its_numbers() -> None:
    made = world()
    organization("第三社区党委", "committee", made["root"])
    judge_all(now=NOW)
    move_organization(made["one"], to=made["two"], reason="区划调整", by=None, now=NOW)
    catch_up(now=NOW)
    assert_kept()


def test_a_recount_mends_what_is_wrong_and_says_how_much() -> None:
    made = world()
    judge_all(now=NOW)
    assert (prove(), counting.recount(), expect(), totals.recount()) == (0, 0, 0, 0)
    Tally.objects.filter(organization=made["root"], key="").update(number=99)
    Tally.objects.create(organization=made["leaf"], key="term_overdue", number=4)
    Expected.objects.filter(kind="enterprise", org_path=made["two"].path).delete()
    OrganizationTotals.objects.filter(pk=made["one"].pk).update(branches=7)
    assert (prove(), totals.recount()) == (3, 1)
    assert_kept()


def test_a_refresh_reads_children_as_they_are_kept_and_writes_what_differs() -> None:
    made = world()
    judge_all(now=NOW)
    Tally.objects.filter(organization__in=[made["root"], made["one"]]).update(number=50)
    counting.refresh([made["root"].pk, made["one"].pk])
    assert_kept()


def test_a_unit_that_moves_is_counted_where_it_is_now() -> None:
    made = world()
    judge_all(now=NOW)
    moved = Unit.objects.get(name="甲")
    Unit.objects.filter(pk=moved.pk).update(org_path=made["two"].path)
    assert expect_again([moved.pk]) == {made["one"].path, made["two"].path}
    assert list(expected(Unit.objects.filter(pk=moved.pk))) == [(moved.pk, made["two"].path, "enterprise", True, False)]
    assert expect_again([]) == set()


def test_each_sees_the_numbers_of_what_is_his_and_no_others() -> None:
    made = world()
    judge_all(now=NOW)
    office, worker = user("street_office", made["root"]), user("community_worker", made["one"])
    paths = [made[name].path for name in ("root", "one", "two")]
    rule = "unit_needs_branch"
    seen = tallies_for(worker, paths, keys=[rule])
    assert seen == {paths[0]: Counter({rule: 1}), paths[1]: Counter({rule: 1}), paths[2]: Counter()}
    assert [number[rule] for number in tallies_for(office, paths, keys=[rule]).values()] == [2, 1, 1]
    assert tallies_for(None, paths) == {path: Counter() for path in paths}
    assert marks_for(worker, on=TODAY)["gap"] == 2
    assert [(each.key, each.number, len(each.oldest)) for each in by_rule(office, on=TODAY) if each.key == rule] == [
        (rule, 2, 2)
    ]


def test_the_number_of_the_list_is_that_of_its_rows_whoever_looks() -> None:
    made = world()
    judge_all(now=NOW)
    both = user("community_worker", made["one"], "both")
    at = {"organization": made["two"], "org_path": made["two"].path}
    Grant.objects.create(user=both, role="community_worker", from_on=TODAY, **at)
    for viewer in (user("street_office", made["root"]), user("community_worker", made["one"]), both, None):
        assert number_for(viewer) == findings_for(viewer).count()
    assert number_for(both) > 0


def test_a_place_that_changes_hands_takes_its_units_along() -> None:
    made = world()
    place = community("一社区", made["one"])
    Unit.objects.filter(org_path=made["one"].path).update(community=place)
    judge_all(now=NOW)
    follow_places({place.pk: made["two"].path})
    catch_up(now=NOW)
    assert tallies_for(user("street_office", made["root"]), [made["two"].path])[made["two"].path][""] == 4
    assert_kept()
