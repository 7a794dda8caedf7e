from dataclasses import replace
from datetime import date

import pytest

from gongjian.rules import Status, citation, rule
from gongjian.rules.entries import STATUS_LABELS

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("assembly.every_months", "《中国共产党支部工作条例（试行）》第十一条"),
        ("branch.min_full_members", "《中国共产党支部工作条例（试行）》第四条〔据转载〕"),
        ("organization.committee_from_members", "旗帜网答问（2021年12月15日）〔据转载〕"),
        ("transfer.letter_valid_days", "系统参数（组织关系介绍信有效期；各地说法不一）〔待核实〕"),
    ],
)
def test_a_citation_names_the_article_and_how_far_it_was_checked(key, words):
    assert citation(rule(key, on=TODAY)) == words


@pytest.mark.parametrize(
    ("status", "mark"), [(Status.CONFIRMED, "〔本单位已确认〕"), (Status.OVERRIDDEN, "〔本单位另定〕")]
)
def test_a_decision_of_the_office_is_marked(status, mark):
    decided = replace(rule("branch.min_full_members", on=TODAY), status=status)
    assert citation(decided) == "《中国共产党支部工作条例（试行）》第四条" + mark


def test_every_status_has_a_label():
    assert [status.label for status in Status] == list(STATUS_LABELS.values())
