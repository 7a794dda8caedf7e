"""The lists of members fetch exactly what they show."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from gongjian.foundation.pages.lists import Table
from gongjian.foundation.pages.lists.state import state_from
from gongjian.foundation.pages.lists.taking import lean
from gongjian.registers.members import counting
from gongjian.registers.members.listing import former_members_table, members_table
from gongjian.registers.members.models import Member
from gongjian.registers.organizations import counting as totals
from tests import street
from tests.street import TODAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make", [members_table, former_members_table])
def test_a_row_has_all_that_columns_and_orders_read(make: object) -> None:
    table: Table = make(on=TODAY)  # type: ignore[operator]
    root = street.organization("试验街道党工委", "working_committee")
    branch = street.organization("第一党支部", parent=root)
    street.member("李甲", branch, community=street.community("梅园社区", root))
    viewer = street.user("street_office", root)
    Member.objects.update(state="active" if make is members_table else "moved")
    state = state_from(table, QueryDict("columns=" + ".".join(column.key for column in table.columns)), viewer)
    for order in table.orders:
        row = lean(table.rows(viewer), replace(state, order=order)).get()
        with CaptureQueriesContext(connection) as queries:
            shown = [column.read(row) for column in table.columns]
        assert (len(queries), len(shown)) == (0, len(table.columns))
        assert getattr(row, order.field)


def test_a_column_not_on_screen_is_not_fetched() -> None:
    table = members_table(on=TODAY)
    viewer = street.user("street_office", street.organization("试验街道党工委", "working_committee"))
    statement = str(lean(table.rows(viewer), state_from(table, QueryDict(""), viewer)).query)
    assert "identity_sealed" not in statement


def test_the_number_on_the_page_is_the_number_of_rows_whoever_looks() -> None:
    root = street.organization("试验街道党工委", "working_committee")
    branch, other = (street.organization(name, parent=root) for name in ("第一党支部", "第二党支部"))
    here = street.community("梅园社区", root)
    made = [street.member(name, branch, community=here) for name in ("李甲", "王乙")]
    street.member("赵丙", other, community=here)
    street.member("钱丁", community=here, org_path=root.path)
    Member.objects.filter(pk=made[0].pk).update(state="moved", left_on=TODAY)
    counting.recount()
    totals.recount()
    for role, organization, expected in (("street_office", root, 3), ("branch_secretary", branch, 1)):
        viewer, table = street.user(role, organization), members_table(on=TODAY)
        assert table.total is not None
        assert (table.total(viewer), table.rows(viewer).count()) == (expected, expected)
