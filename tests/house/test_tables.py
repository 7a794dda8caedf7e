"""Every list on screen can be taken away: whoever declares a Table offers it, under a key of its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from django.utils import timezone

from gongjian.foundation import registry
from gongjian.foundation.pages.lists import Table
from tests.house.source import module_of, python_files, tree_of

DECLARING = {"gongjian.foundation.pages.lists", "gongjian.foundation.pages.lists.declaring"}


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
