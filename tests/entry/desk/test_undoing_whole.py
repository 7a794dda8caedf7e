"""What a batch did is gone after its undo, down to the last column of every table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import models

from gongjian.entry.desk.actions import import_now
from gongjian.entry.desk.checking import Source
from gongjian.entry.desk.models import Batch
from gongjian.entry.desk.undoing import undo
from gongjian.foundation.search import Term
from gongjian.oversight.coverage.actions import catch_up
from gongjian.oversight.coverage.models import Finding
from gongjian.registers.members.models import Member
from gongjian.registers.organizations.models import Organization, OrganizationFigures, Post
from gongjian.registers.places.models import Place
from gongjian.registers.units.models import Cover, Unit, UnitFigures
from tests import rosters
from tests.street import NOW, TODAY
from tests.workbooks import credit_code

pytestmark = [pytest.mark.django_db, pytest.mark.stores]

Files = list[tuple[str, bytes]]
TABLES: tuple[type[models.Model], ...] = (
    Organization,
    OrganizationFigures,
    Post,
    Place,
    Unit,
    UnitFigures,
    Cover,
    Member,
    Term,
    Finding,
)
NUMBERED_ANEW = (Cover, Post, Term, Finding)


def only(*kinds: str, **tables: rosters.Table) -> Files:
    return [each for each in rosters.files(**tables) if each[0].removesuffix(".csv") in kinds]


def everything() -> Files:
    return rosters.files()


def beginning() -> Files:
    """One branch with its people, before all others."""
    few = (rosters.ROOT, rosters.RESIDENTIAL, rosters.EAST, rosters.FIRST)
    organizations = [row for row in rosters.organizations() if row["党组织名称"] in few]
    return only("organizations", "members", organizations=organizations, members=rosters.members()[:2])


def ledger() -> Files:
    return only("organizations")


def people() -> Files:
    return only("organizations", "members")


def changed() -> Files:
    """Every kind of change a table can bring to what stands."""
    people, units, organizations = rosters.members(), rosters.units(), rosters.organizations()
    people[0] |= {"党支部": rosters.SECOND, "联系电话": "15400000009", "工作单位": "丙公司"}
    people[2] |= {"党支部": rosters.FIRST, "居住社区": "东园", "人员类别": "预备"}
    people.append({**people[1], "姓名": "新来", "公民身份号码": rosters.identity(9), "居住社区": "北园"})
    units[0] |= {"已建党组织": rosters.WEST_BRANCH, "所在楼宇": "别的大厦"}
    units[1] |= {"已建党组织": rosters.JOINT, "所属社区": "东园"}
    units[2] |= {"所属社区": "北园", "正式党员": "5"}
    organizations[0] |= {"书记": "换了", "上级党组织": rosters.WEST}
    organizations[-1] |= {"所在单位": "丙公司、甲公司", "所属社区": "西园"}
    return rosters.files(members=people, units=units, organizations=organizations)


def renamed() -> Files:
    """A unit known by its code that bears another name now."""
    units = rosters.units()
    units[0] |= {"单位名称": "甲集团"}
    return rosters.files(units=units)


def namesake() -> Files:
    """Another unit of the same name, which a branch covers by its own word."""
    twin = {**rosters.units()[1], "统一社会信用代码": credit_code(7), "已建党组织": rosters.WEST_BRANCH}
    return rosters.files(units=[*rosters.units(), twin])


def taken_in(files: Files) -> Batch:
    sources = [Source(name, content) for name, content in files]
    import_now(sources, rosters.checked(files), by=None, now=NOW, on=TODAY)
    catch_up(now=NOW)
    return Batch.objects.latest("id")


def held() -> set[str]:
    """Every row of every table in words. Versions go on, and what only hangs on a record may be numbered anew."""
    return {f"{model.__name__} {row}" for model in TABLES for row in rows_of(model)}


def rows_of(model: type[models.Model]) -> models.QuerySet[models.Model, dict[str, Any]]:
    left_out = {"version", "id"} if model in NUMBERED_ANEW else {"version"}
    columns = [each.attname for each in model._meta.concrete_fields if each.name not in left_out]
    return model._default_manager.order_by().values(*columns)


PAIRS = [
    *((first, second) for first in (beginning, ledger, people) for second in (everything, changed, renamed, namesake)),
    *((everything, second) for second in (changed, renamed, namesake)),
]


@pytest.mark.parametrize(("first", "second"), PAIRS, ids=lambda each: each.__name__)
def test_after_the_undo_every_table_reads_as_before_the_batch(
    first: Callable[[], Files], second: Callable[[], Files]
) -> None:
    taken_in(first())
    before = held()
    batch = taken_in(second())
    assert held() != before
    assert undo(batch, by=None, now=NOW + timedelta(hours=1)).left == ()
    catch_up(now=NOW)
    assert sorted(held() ^ before) == []
