"""After any import, and after it is taken back, the findings kept are those that judging all anew would find."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongjian.entry.desk.actions import import_now
from gongjian.entry.desk.checking import Source
from gongjian.entry.desk.models import Batch
from gongjian.entry.desk.undoing import undo
from gongjian.oversight.coverage.actions import catch_up, judge_all
from gongjian.oversight.coverage.models import Finding
from tests import rosters
from tests.street import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.stores]

FIRMS = ("甲公司", "乙公司", "丙公司", "丁公司")
COMMUNITIES = ("", "东园", "西园", "南园")
BRANCHES = ("", "无", rosters.FIRST, rosters.SECOND, rosters.WEST_BRANCH, rosters.JOINT)

lists = st.lists(st.sampled_from(FIRMS), unique=True).map("、".join)
communities = st.sampled_from(COMMUNITIES)
organization_rows = st.dictionaries(
    st.sampled_from((rosters.FIRST, rosters.EAST, rosters.WEST, rosters.WEST_BRANCH, rosters.JOINT)),
    st.fixed_dictionaries({"所在单位": lists, "所属社区": communities}),
)
unit_rows = st.dictionaries(
    st.sampled_from(FIRMS),
    st.fixed_dictionaries(
        {"所属社区": communities, "已建党组织": st.sampled_from(BRANCHES), "正式党员": st.sampled_from("0125")}
    ),
)
member_rows = st.dictionaries(
    st.integers(1, 6),
    st.fixed_dictionaries(
        {
            "党支部": st.sampled_from((rosters.FIRST, rosters.WEST_BRANCH, "无挂靠")),
            "居住社区": communities,
            "工作单位": st.sampled_from(("", *FIRMS)),
        }
    ),
)


def files(organizations: Any, units: Any, members: Any) -> list[tuple[str, bytes]]:
    """The three tables with these cells written over the usual ones; firms and members not in them are added."""
    known = {row["党组织名称"]: row for row in rosters.organizations()}
    firms = {row["单位名称"]: row for row in rosters.units()}
    people = dict(enumerate(rosters.members(), start=1))
    added = {"单位名称": "丁公司", "统一社会信用代码": "", "单位类别": "非公企业"}
    return rosters.files(
        organizations=list(written(known, organizations).values()),
        units=list(written(firms | ({"丁公司": added} if "丁公司" in units else {}), units).values()),
        members=list(written({each: people.get(each, newcomer()) for each in {*people, *members}}, members).values()),
    )


def newcomer() -> dict[str, Any]:
    return {**rosters.members()[0], "姓名": "新来", "公民身份号码": rosters.identity(9)}


def written(rows: Mapping[Any, dict[str, Any]], cells: Mapping[Any, dict[str, Any]]) -> dict[Any, dict[str, Any]]:
    return {key: row | cells.get(key, {}) for key, row in rows.items()}


def taken_in(handed_in: list[tuple[str, bytes]]) -> Batch | None:
    """The batch that the good rows became; None when nothing was new."""
    before = Batch.objects.count()
    sources = [Source(name, content) for name, content in handed_in]
    import_now(sources, rosters.checked(handed_in), by=None, now=NOW, on=TODAY)
    return Batch.objects.latest("id") if Batch.objects.count() > before else None


def kept() -> set[tuple[Any, ...]]:
    columns = ("rule", "subject_type", "subject_id", "org_path", "detail")
    return {(*row[:-1], json.dumps(row[-1], sort_keys=True)) for row in Finding.objects.values_list(*columns)}


def assert_fresh() -> None:
    catch_up(now=NOW)
    found = kept()
    judge_all(now=NOW)
    assert found == kept()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(organizations=organization_rows, units=unit_rows, members=member_rows)
def test_what_is_kept_is_what_would_be_found(organizations: Any, units: Any, members: Any) -> None:
    with transaction.atomic():
        taken_in(rosters.files())
        judge_all(now=NOW)
        batch = taken_in(files(organizations, units, members))
        assert_fresh()
        if batch is not None:
            undo(batch, by=None, now=NOW + timedelta(hours=1))
            assert_fresh()
        transaction.set_rollback(True)


def test_a_row_that_lists_units_ends_and_an_undo_brings_back_what_these_units_lacked() -> None:
    taken_in(rosters.files())
    judge_all(now=NOW)
    before = kept()
    row = rosters.organizations()[0] | {"所在单位": "乙公司、丙公司"}
    batch = taken_in([rosters.file("organizations.csv", [row])])
    assert batch is not None
    catch_up(now=NOW)
    ended = {each[0] for each in before - kept()}
    assert ended == {"unit_needs_joint_branch"}
    undo(batch, by=None, now=NOW + timedelta(hours=1))
    catch_up(now=NOW)
    assert kept() == before
