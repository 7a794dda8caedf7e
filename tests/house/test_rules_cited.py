"""A regulation's figure lives in a rule text and nowhere else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from gongjian.foundation import registry
from gongjian.rules.reading import entries
from tests.house.source import python_files, tree_of, where

JUDGING = ("findings.py", "explanations.py")


def asked_keys() -> Iterator[tuple[str, str]]:
    """Where and for which key `rule("…")` is called with a literal."""
    for path in python_files():
        for node in ast.walk(tree_of(path)):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name == "rule" and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
                yield where(path, node.lineno), node.args[0].value


def integers(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Constant) and type(node.value) is int:
            yield where(path, node.lineno), node.value


def test_every_rule_that_is_asked_for_is_written_down() -> None:
    assert [(place, key) for place, key in asked_keys() if key not in entries()] == []


def test_rules_are_asked_for() -> None:
    assert {key for _, key in asked_keys()} != set()


def test_every_kind_of_finding_cites_a_rule_that_is_written_down() -> None:
    cited = {each.key: each.rule_key for each in registry.finding_rules().values()}
    assert {key: rule for key, rule in cited.items() if rule not in entries()} == {}


def test_what_judges_holds_no_figure_of_its_own() -> None:
    judging = [path for path in python_files() if path.name in JUDGING]
    assert judging != []
    assert [found for path in judging for found in integers(path) if found[1] > 1] == []
