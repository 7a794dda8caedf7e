"""The built-in templates as data: who writes them, and that what is owed has a template."""

from __future__ import annotations

from gongjian.mechanisms.reports.kinds import BODY_REPORT, COMMUNITY_REPORT, DUTIES, PATTERNS, sections_from


def test_the_outline_says_all_that_the_sections_say() -> None:
    for each in PATTERNS.values():
        assert sections_from(each.outline) == each.sections


def test_texts_have_keys_of_their_own_within_a_report() -> None:
    for each in PATTERNS.values():
        keys = [text.key for section in each.sections for text in section.texts]
        assert len(keys) == len(set(keys))


def test_every_duty_asks_for_a_report_there_is_a_template_of() -> None:
    assert {each.evidence for each in DUTIES} <= PATTERNS.keys()


def test_communities_and_bodies_write_their_own_reports() -> None:
    assert COMMUNITY_REPORT.is_written_by("committee", "", "residential")
    assert not COMMUNITY_REPORT.is_written_by("committee", "", "enterprise")
    assert BODY_REPORT.is_written_by("committee", "residential", "")
    assert not BODY_REPORT.is_written_by("committee", "", "residential")


def test_a_report_asks_for_two_or_three_texts() -> None:
    assert {key: sum(len(section.texts) for section in each.sections) for key, each in PATTERNS.items()} == {
        "body_report": 3,
        "community_report": 3,
        "agency_report": 2,
        "branch_summary": 2,
    }
