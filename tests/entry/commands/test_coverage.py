"""`./gongjian coverage`: the same findings as JSON and in words, for today, another day, or one part of the tree."""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from gongjian.entry.commands import coverage
from gongjian.oversight.coverage.models import Finding
from tests.street import member, organization, unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _street() -> None:
    root = organization("某街道党工委", "working_committee")
    committee = organization("甲社区党总支", "general_branch", root)
    organization("甲社区党总支第一党支部", parent=committee, full=3, elected_on=date(2020, 1, 1))
    unit("乙公司", members_full=3, org_path=root.path)
    member("王芳", org_path=committee.path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    parser = argparse.ArgumentParser()
    coverage.add_arguments(parser)
    status = coverage.run(parser.parse_args(arguments))
    said = capsys.readouterr()
    return status, said.out, said.err


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    _, out, _ = run(capsys, *arguments, "--json")
    return json.loads(out)["findings"]


def test_a_finding_says_its_rule_subject_organization_day_and_article(capsys: pytest.CaptureFixture[str]) -> None:
    by_rule = {each["rule"]: each for each in found(capsys, "--on", "2026-11-23")}
    assert set(by_rule) == {"member_without_branch", "term_overdue", "unit_needs_branch"}
    assert by_rule["term_overdue"] == {
        "rule": "term_overdue",
        "subject": {"type": "organization", "name": "甲社区党总支第一党支部"},
        "organization": "甲社区党总支第一党支部",
        "since": "2023-01-02",
        "citation": "《中国共产党支部工作条例（试行）》第六章〔据转载〕",
    }
    assert by_rule["unit_needs_branch"]["subject"] == {"type": "unit", "name": "乙公司"}
    assert by_rule["member_without_branch"]["subject"] == {"type": "member", "name": "王芳"}


def test_another_day_is_judged_without_storing(capsys: pytest.CaptureFixture[str]) -> None:
    assert {each["rule"] for each in found(capsys, "--on", "2022-01-01")} == {
        "member_without_branch",
        "unit_needs_branch",
    }
    assert Finding.objects.count() == 0


def test_today_is_stored_and_dated(capsys: pytest.CaptureFixture[str]) -> None:
    days = {each["rule"]: each["since"] for each in found(capsys)}
    assert days["unit_needs_branch"] == timezone.localdate().isoformat()
    assert Finding.objects.count() == len(days)


def test_a_short_name_leads_to_one_part_of_the_tree(capsys: pytest.CaptureFixture[str]) -> None:
    below = {each["rule"] for each in found(capsys, "--on", "2026-11-23", "--org", "甲党总支")}
    assert below == {"member_without_branch", "term_overdue"}


def test_a_name_nobody_has_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--org", "没有的社区") == (2, "", "没有找到“没有的社区”。\n")


def test_in_words_it_is_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "--on", "2026-11-23")
    assert (status, out.splitlines()[0]) == (0, "2026-11-23：空白点 2 个，盲点 1 个。")
    assert "应建党支部\t乙公司\t某街道党工委\t—" in out.splitlines()


def test_a_name_that_is_nearly_right_leads_to_the_right_ones(capsys: pytest.CaptureFixture[str]) -> None:
    said = "没有找到“甲杜区党总支”。是不是要找：甲社区党总支、甲社区党总支第一党支部？\n"
    assert run(capsys, "--org", "甲杜区党总支") == (2, "", said)
