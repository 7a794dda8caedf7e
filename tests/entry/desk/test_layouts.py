"""Columns matched by hand once are matched for the next file with the same headers, in the same office only."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from gongjian.entry.desk.actions import forget_columns
from gongjian.entry.desk.layouts import Layouts, fingerprint_of, layout_of
from gongjian.entry.desk.models import Batch, Layout
from tests import rosters
from tests.entry.desk.conftest import Clerk
from tests.street import NOW

pytestmark = pytest.mark.django_db

CHOSEN = {"column-0": "name", "column-1": "identity_number", "column-2": "joined_on", "column-3": ""}
CHOSEN |= {"column-4": "organization", "column-5": ""}
READ = {"name": 0, "identity_number": 1, "joined_on": 2, "organization": 4}


def roster(name: str, people: list[int]) -> tuple[str, bytes]:
    """A roster in which the column 报到支部 is meant, and 党支部 is not."""
    rows = [rosters.members()[each] for each in people]
    told = [
        {
            "姓名": row["姓名"],
            "公民身份号码": row["公民身份号码"],
            "入党日期": row["入党日期"],
            "党支部": "老支部",
            "现在哪里": row["党支部"],
            "联系电话": "15400000001",
        }
        for row in rows
    ]
    return rosters.file(name, told)


def matched_by_hand(clerk: Clerk) -> Batch:
    batch = clerk.hand_in([roster("一月.csv", [0])])
    clerk.presses(reverse("desk_columns", args=[batch.pk, 0]), **CHOSEN)
    batch.refresh_from_db()
    return batch


def sheet_of(batch: Batch) -> dict[str, Any]:
    sheet: dict[str, Any] = batch.report["sheets"][0]
    return sheet


def test_the_next_file_with_the_same_headers_is_read_the_same_way_and_says_so(clerk: Clerk) -> None:
    matched_by_hand(clerk)
    batch = clerk.hand_in([roster("二月.csv", [1])])
    assert (sheet_of(batch)["columns"], sheet_of(batch)["remembered"]) == (READ, True)
    text = clerk.reads(reverse("desk_batch", args=[batch.pk]))
    assert "<b>二月.csv</b>：按上次对好的列读的。" in text
    assert "按上次对好的列<span" in text


def test_what_is_matched_in_the_batch_itself_is_not_told_as_remembered(clerk: Clerk) -> None:
    batch = matched_by_hand(clerk)
    assert (sheet_of(batch)["columns"], sheet_of(batch)["remembered"]) == (READ, False)


def test_it_can_be_forgotten(clerk: Clerk) -> None:
    matched_by_hand(clerk)
    batch = clerk.hand_in([roster("二月.csv", [1])])
    assert "不再记住，按表头重新认" in clerk.reads(reverse("desk_columns", args=[batch.pk, 0]))
    assert "不再记住了，按表头重新认了一遍。" in clerk.presses(reverse("desk_forget", args=[batch.pk, 0]))
    batch.refresh_from_db()
    assert sheet_of(batch)["columns"]["organization"] == 3
    assert Layout.objects.count() == 0


def test_what_is_forgotten_is_forgotten_in_the_batch_itself_too(clerk: Clerk) -> None:
    batch = matched_by_hand(clerk)
    forget_columns(batch, "一月.csv", "", by=clerk.user, now=NOW)
    assert (batch.columns, sheet_of(batch)["columns"]["organization"]) == ([], 3)


def test_other_headers_and_other_offices_are_read_by_their_headers(clerk: Clerk, neighbor: Clerk) -> None:
    matched_by_hand(clerk)
    name, content = roster("三月.csv", [1])
    other = clerk.hand_in([(name, content.replace("联系电话".encode(), "手机".encode()))])
    assert sheet_of(other)["columns"]["organization"] == 3
    assert sheet_of(neighbor.hand_in([roster("四月.csv", [1])]))["columns"]["organization"] == 3


def test_matching_again_replaces_what_was_remembered(clerk: Clerk) -> None:
    batch = matched_by_hand(clerk)
    clerk.presses(reverse("desk_columns", args=[batch.pk, 0]), **{**CHOSEN, "column-5": "phone"})
    found = layout_of(batch, "members", sheet_of(batch)["headers"])
    assert found is not None
    assert (found.fields["5"], found.chosen_by_name) == ("phone", str(clerk.user))
    assert Layouts(batch)("members", sheet_of(batch)["headers"])[3] is None
    assert Layouts(batch)("units", sheet_of(batch)["headers"]) == {}


def test_blanks_stars_and_empty_headers_at_the_end_make_no_new_layout() -> None:
    assert fingerprint_of(["姓 名*", "党支部", ""]) == fingerprint_of(["姓名", "党支部"])
    assert fingerprint_of(["党支部", "姓名"]) != fingerprint_of(["姓名", "党支部"])
