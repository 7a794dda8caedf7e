"""What was not done becomes one finding for each duty, and ends when it is done, excused or no longer pursued."""

from __future__ import annotations

from datetime import date

import pytest

from gongjian.foundation import registry
from gongjian.foundation.changes import touch
from gongjian.oversight.coverage import remedying
from gongjian.oversight.coverage.actions import catch_up
from gongjian.oversight.coverage.models import Finding, Proposal
from gongjian.oversight.coverage.reporting import lines_today, report
from gongjian.oversight.duties import actions
from gongjian.oversight.duties.explanations import overdue
from gongjian.registers.organizations.models import Organization
from tests.oversight.duties.offered import ASSEMBLY, ELECTION, YEARLY, Work, offer
from tests.street import NOW, TODAY, organization, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    return offer(monkeypatch, ASSEMBLY, YEARLY, ELECTION)


@pytest.fixture
def branch(work: Work) -> Organization:
    root = organization("某街道党工委", "working_committee")
    made = organization("甲支部", "branch", root, full=5, elected_on=date(2024, 1, 1))
    actions.start_calendar(root, first=date(2025, 7, 1), by=None, now=NOW)
    catch_up(now=NOW)
    return made


def found() -> list[Finding]:
    return list(Finding.objects.filter(rule="duty_overdue").order_by("kind"))


def test_each_duty_is_one_finding_since_the_day_after_its_earliest_miss(branch: Organization) -> None:
    [one] = found()
    assert (one.kind, one.since, one.mark) == ("assembly", date(2026, 1, 1), "blind_spot")
    assert overdue(one.detail) == (
        "党员大会 4 期没有办：2025 年第 4 季度、2026 年第 1 季度、2026 年第 2 季度、2026 年第 3 季度。"
        "最早的 2025 年 12 月 31 日到期。"
    )


def test_what_was_due_more_than_a_year_ago_is_not_pursued(branch: Organization) -> None:
    assert "2025 年第 3 季度" not in found()[0].detail["periods"]


def test_the_finding_goes_when_everything_is_made_up(branch: Organization, work: Work) -> None:
    for serves in (date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1)):
        work.done(branch, TODAY, serves=serves)
    touch("organizations", [branch.pk])
    catch_up(now=NOW)
    assert found() == []


def test_two_duties_of_one_organization_are_two_findings(branch: Organization) -> None:
    catch_up(now=NOW.replace(year=2027, month=1, day=5))
    assert [each.kind for each in found()] == ["assembly", "organization_life_meeting"]


def excuse(by: object) -> Proposal | None:
    [one] = found()
    remedy = registry.remedies()["excuse_duty"]
    subject = Organization.objects.get(pk=one.subject_id)
    data = {"first": "2025-10-01", "last": "2026-07-01", "reason": "整修停办"}
    form = remedy.form(querydict(data), subject=subject, user=by, on=TODAY, kind=one.kind)
    assert form.is_valid()
    return remedying.remedy_finding(one, remedy, subject=subject, form=form, by=by, now=NOW)


def querydict(data: dict[str, str]) -> object:
    from django.http import QueryDict

    made = QueryDict(mutable=True)
    made.update(data)
    return made


def test_the_superior_excuses_and_it_is_gone(branch: Organization) -> None:
    assert excuse(user("street_office", branch.parent)) is None
    assert found() == []


def test_a_worker_proposes_and_the_superior_approves(branch: Organization) -> None:
    proposal = excuse(user("community_worker", branch))
    assert proposal is not None
    assert (proposal.kind, len(found())) == ("assembly", 1)
    office = user("street_office", branch.parent)
    remedying.approve(proposal, subject=branch, by=office, now=NOW)
    assert found() == []


def test_the_report_names_the_duty_and_its_article(branch: Organization) -> None:
    lines = [each for each in report(lines_today(NOW), on=TODAY)["findings"] if each["rule"] == "duty_overdue"]
    assert lines == [
        {
            "rule": "duty_overdue",
            "subject": {"type": "organization", "name": "甲支部"},
            "organization": "甲支部",
            "since": "2026-01-01",
            "citation": "《中国共产党支部工作条例（试行）》第十一条",
            "kind": "assembly",
        }
    ]


def test_before_a_calendar_is_started_the_report_is_as_it_was(work: Work) -> None:
    organization("某街道党工委", "working_committee")
    assert "duty_overdue" not in report(lines_today(NOW), on=TODAY)["summary"]["by_rule"]
