"""What a body assembles: sums of what its members handed in, their words, who is missing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gongjian.mechanisms.reports.consolidating import Share, assembled, picked, sentences_of, total_of
from gongjian.mechanisms.reports.models import Number, Text
from tests.mechanisms.reports.desk import Desk


@pytest.mark.django_db
def test_a_body_assembles_its_communities_and_names_who_is_missing() -> None:
    desk = Desk()
    desk.sent(judgement="开了会。修了路。", plan="种树。")
    report = desk.begun(desk.body, "body_report")
    found = assembled(report)
    assert [each.organization for each in found.reports] == [desk.first]
    assert list(found.missing) == [(desk.second, "community_report")]
    assert [(said.organization, [each.words for each in said.sentences]) for said in found.said] == [
        (desk.first, ["开了会。", "修了路。"]),
        (desk.first, ["种树。"]),
    ]


@pytest.mark.django_db
def test_a_sum_is_beside_what_the_platform_counts_itself() -> None:
    desk = Desk()
    for at in (desk.first, desk.second):
        desk.sent(at)
    sums = {each.label: each for each in assembled(desk.begun(desk.body, "body_report")).sums}
    assert [each.value for each in sums["党员总数"].shares] == [3, 1]
    assert (sums["党员总数"].total, sums["党员总数"].own, sums["党员总数"].differs) == (4, 4, False)
    assert sums["到会率"].total is None
    assert all(each.url for found in sums.values() for each in found.shares)


@pytest.mark.django_db
def test_drafts_and_reports_sent_back_are_no_part_of_the_whole() -> None:
    desk = Desk()
    desk.begun()
    assert assembled(desk.begun(desk.body, "body_report")).reports == ()


@pytest.mark.django_db
def test_only_sentences_of_members_are_picked_and_each_says_whose_it_is() -> None:
    desk = Desk()
    sent = desk.sent(judgement="开了会。修了路。")
    text, own = sent.texts.get(key="judgement"), desk.begun(desk.body, "body_report")
    stranger = Text.objects.create(report=desk.begun(desk.police, "agency_report"), key="x", label="x", text="秘密。")
    keys = [f"{text.pk}:1", f"{stranger.pk}:0", "nonsense"]
    assert picked(own, keys) == ["甲社区党总支：修了路。"]


def test_a_text_falls_into_sentences() -> None:
    text = Text(pk=7, text="一是开会；二是走访。\n三、种树")
    assert [(each.key, each.words) for each in sentences_of(text)] == [
        ("7:0", "一是开会；"),
        ("7:1", "二是走访。"),
        ("7:2", "三、种树"),
    ]


@given(st.lists(st.one_of(st.none(), st.integers(0, 10**9)), max_size=20))
def test_a_total_is_the_sum_of_what_was_reported(reported: list[int | None]) -> None:
    known = [each for each in reported if each is not None]
    shares = [Share(each, "", "") for each in reported]
    assert total_of(shares, None) == (sum(known) if known else None)


class ConsolidatedEqualsItsParts(TestCase):
    """Whatever two communities report, the body's page shows each figure's sum, and no share is ever added."""

    @settings(max_examples=10, deadline=None)
    @given(st.lists(st.integers(0, 10**6), min_size=2, max_size=2))
    def test_the_whole_is_the_sum_of_the_parts(self, numbers: list[int]) -> None:
        desk = Desk()
        reports = [desk.sent(at) for at in (desk.first, desk.second)]
        for report, number in zip(reports, numbers, strict=True):
            Number.objects.filter(report=report).update(value=number)
        for each in assembled(desk.begun(desk.body, "body_report")).sums:
            assert each.total == (None if each.unit == "%" else sum(numbers))
