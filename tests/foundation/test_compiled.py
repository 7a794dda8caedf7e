"""A statement written once gives each viewer what the query set gives, with other words in its blanks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, QuerySet

from gongjian.foundation.columns import starts_with
from gongjian.foundation.compiled import Compiled, with_blanks
from gongjian.registers.accounts.models import User
from gongjian.registers.organizations.models import Organization
from tests.street import organization

pytestmark = pytest.mark.django_db


def build(viewer: Any, word: str, limit: int) -> list[QuerySet[Any, Any]]:
    rows = Organization.objects.visible_to(viewer).active().annotate(told=F("kind")).values_list("name", "told")
    return [
        rows.filter(starts_with("name", word)).order_by("name")[:limit],
        rows.filter(starts_with("initials", word)).order_by("-name")[:limit],
    ]


@pytest.fixture
def tree() -> dict[str, Organization]:
    root = organization("根", "working_committee")
    one, two = organization("一委", "committee", root), organization("二委", "committee", root)
    below = [organization(f"支部{n}", "branch", over, initials=f"zb{n}") for n, over in enumerate((one, one, two, two))]
    return {each.name: each for each in (root, one, two, *below)}


def viewer_at(*places: Organization) -> User:
    made = User.objects.create_user(f"at{'-'.join(str(each.pk) for each in places)}")
    for each in places:
        made.grants.create(role="street_office", organization=each, org_path=each.path, from_on=date(2020, 1, 1))
    return made


def test_query_sets_are_asked_in_one_statement_each_in_its_own_order(
    tree: dict[str, Organization], django_assert_num_queries: Any
) -> None:
    question, who = Compiled("organizations.view", build), viewer_at(tree["根"])
    question.ask(who, "支部", 3)
    with django_assert_num_queries(1):
        assert question.ask(who, "支部", 3) == [[(f"支部{n}", "branch") for n in (0, 1, 2)], []]
    assert question.ask(who, "zb", 3) == [[], [(f"支部{n}", "branch") for n in (3, 2, 1)]]


def test_what_was_written_for_one_viewer_shows_another_only_their_own(tree: dict[str, Organization]) -> None:
    question = Compiled("organizations.view", build)
    answers = {name: question.ask(viewer_at(tree[name]), "支部", 9)[0] for name in ("一委", "二委", "支部2")}
    assert answers == {
        "一委": [("支部0", "branch"), ("支部1", "branch")],
        "二委": [("支部2", "branch"), ("支部3", "branch")],
        "支部2": [("支部2", "branch")],
    }
    assert len(question.written) == 1


def test_a_viewer_of_several_places_sees_all_of_them(tree: dict[str, Organization]) -> None:
    who = viewer_at(tree["一委"], tree["支部0"], tree["支部3"])
    found, _ = Compiled("organizations.view", build).ask(who, "支部", 9)
    assert [name for name, _ in found] == ["支部0", "支部1", "支部3"]


def test_who_was_granted_nothing_is_not_even_asked_for(
    tree: dict[str, Organization], django_assert_num_queries: Any
) -> None:
    nobody = viewer_at()
    with django_assert_num_queries(1):
        assert Compiled("organizations.view", build).ask(nobody, "支部", 9) == []


@pytest.mark.parametrize("word", ["'", "%", "%s", "支部' OR '1'='1", "\\", "{0}"])
def test_a_word_is_never_read_as_part_of_the_statement(tree: dict[str, Organization], word: str) -> None:
    assert Compiled("organizations.view", build).ask(viewer_at(tree["根"]), word, 9) == [[], []]


def test_only_what_changes_is_left_blank(tree: dict[str, Organization]) -> None:
    question, who = Compiled("organizations.view", build), viewer_at(tree["一委"])
    path = tree["一委"].path
    assert question.said(who, "支部", 9).values == (path, f"{path}~", "支部", "支部\U0010ffff") * 2


@pytest.mark.parametrize(
    ("value", "written"), [(True, "True"), (8, "8"), ("a'b%", "'a''b%%'"), (date(2026, 11, 23), "'2026-11-23'")]
)
def test_what_stays_the_same_is_written_as_the_database_reads_it(value: Any, written: str) -> None:
    assert with_blanks("x = %s AND y = %s", [value, "\0" + "0001~"]) == (f"x = {written} AND y = %s", ["\0" + "0001~"])


def test_rows_of_which_nothing_is_told_are_left_out(tree: dict[str, Organization]) -> None:
    def nothing(viewer: Any, word: str, limit: int) -> list[QuerySet[Any, Any]]:
        rows = Organization.objects.visible_to(viewer).filter(starts_with("name", word))
        return [rows.annotate(told=F("founded_on")).values_list("name", "told")]

    tree["支部1"].founded_on = date(2020, 1, 1)
    tree["支部1"].save()
    [[found]] = Compiled("organizations.view", nothing).ask(viewer_at(tree["根"]), "支部", 9)
    assert found[0] == "支部1"


def test_postgresql_plans_a_statement_once_whatever_its_values(tree: dict[str, Organization]) -> None:
    question = Compiled("organizations.view", build)
    for name, word in (("一委", "支部"), ("二委", "支部"), ("根", "zb")):
        question.ask(viewer_at(tree[name]), word, 7)
    assert plans_kept("LIMIT 7) AS part_1") == ([(3, 0)] if connection.vendor == "postgresql" else [])


def plans_kept(ending: str) -> list[tuple[int, int]]:
    """How often the plan that is kept was used for statements with this ENDING, and how often one was made anew."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        kept = "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE position(%s IN statement) > 0"
        cursor.execute(kept, [ending])
        return cursor.fetchall()
