"""Every list on screen can be taken away: whoever declares a Table offers it, under a key of its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from django.utils import timezone

from gongjian.foundation import registry
from gongjian.foundation.pages.lists import Table
from tests.house.source import PACKAGE, module_of, python_files, tree_of

DECLARING = {"gongjian.foundation.pages.lists", "gongjian.foundation.pages.lists.declaring"}


LISTS = {"lists/table.html": "", "coordination/page.html": "coordination", "duties/rules.html": "duty_rules"}
BESIDES = {
    "a part of one record": [
        *("units/detail.html", "members/overview.html", "organizations/overview.html", "organizations/below.html"),
        *("access/account.html", "meetings/tasks.html", "research/outcomes.html", "reports/figures.html"),
        *("reports/form.html", "reports/members.html", "history_table.html", "duties/on_record.html"),
        *("assessment/indicators.html", "assessment/result.html", "rulebook/rule.html"),
    ],
    "paper": ["research/paper.html", "meetings/paper.html", "reports/paper.html"],
    "a calendar, a strip or numbers whose rows are a list": [
        *("meetings/month.html", "duties/month.html", "duties/year.html", "coverage/matrix.html"),
        "assessment/standings.html",
    ],
    "a step of something that is being done": [
        *("desk/done.html", "desk/rows.html", "desk/undone.html", "desk/groups.html", "desk/desk.html"),
        *("desk/columns.html", "desk/files.html", "desk/differences.html", "desk/undo.html", "members/transfers.html"),
        *("assessment/try.html", "assessment/paper.html"),
    ],
    "what is set up, and the log of it": [
        *("access/accounts.html", "log/rows.html", "notices/channels.html", "duties/feeds.html"),
        *("duties/holidays.html", "reports/forms.html"),
    ],
}


def declared() -> Iterator[tuple[str, str]]:
    """(module, key) of every Table that the source makes."""
    for path in python_files():
        tree = tree_of(path)
        imports = [each for each in ast.walk(tree) if isinstance(each, ast.ImportFrom) and each.module in DECLARING]
        if not any(name.name == "Table" for each in imports for name in each.names):
            continue
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Table":
                key = next(each.value for each in call.keywords if each.arg == "key")
                yield module_of(path), ast.literal_eval(key)


def offered() -> list[Table]:
    return [make(timezone.localdate()) for make in registry.offers("tables")]


def drawn() -> set[str]:
    """Every template that draws a table, by its name."""
    files = [path for path in PACKAGE.rglob("*.html") if "<table" in path.read_text()]
    return {path.as_posix().rpartition("/templates/")[2] for path in files}


def test_every_table_that_a_page_draws_is_offered_or_said_to_be_no_list() -> None:
    said = [*LISTS, *(name for names in BESIDES.values() for name in names)]
    assert sorted(said) == sorted(drawn())
    assert {key for key in LISTS.values() if key} == set(registry.gathered())


@pytest.mark.parametrize(("template", "key"), [(name, key) for name, key in LISTS.items() if key])
def test_a_list_drawn_by_hand_has_the_columns_it_is_taken_away_with(template: str, key: str) -> None:
    [path] = PACKAGE.rglob(f"templates/{template}")
    rows = re.findall(r"<thead><tr>(.*?)</tr></thead>", path.read_text())[-1]
    headings = re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', rows)
    assert set(headings) <= {column.label for column in registry.gathered()[key].columns}
    assert len(headings) >= 4


def test_every_list_is_offered_under_a_key_of_its_own() -> None:
    assert sorted(key for _, key in declared()) == sorted(each.key for each in offered())


def test_a_list_asks_the_database_nothing_before_its_rows_are_read() -> None:
    """Help is told before there are tables; a test without a database would fail here."""
    assert {each.key: len({column.key for column in each.columns}) for each in offered()} == {
        each.key: len(each.columns) for each in offered()
    }


@pytest.mark.django_db
def test_the_rows_of_every_list_say_by_which_permission_they_are_seen() -> None:
    assert [each.key for each in offered() if "." not in each.rows(None).view_permission] == []
