"""A decision of the office about a rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache

from gongjian.entry.rulebook.actions import decide
from gongjian.foundation import rulebook
from gongjian.foundation.history import Entry
from gongjian.foundation.rulebook import RuleOverride
from gongjian.oversight.coverage.actions import catch_up
from gongjian.oversight.coverage.models import Finding
from gongjian.rules import rule
from tests.street import NOW, TODAY, member, organization

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("value", "verb"), [(50, "确认规则"), (30, "另定规则")])
def test_decide_keeps_the_value_with_its_reason_and_a_line(value: int, verb: str):
    written = rule("branch.max_members", on=date(2026, 11, 23))
    made = decide(written, value=value, in_force_from=date(2026, 12, 1), reason="通知", path="00001", by=None, now=NOW)
    kept = RuleOverride.objects.get()
    assert (kept.pk, kept.key, kept.value, kept.reason) == (made.pk, "branch.max_members", value, "通知")
    assert Entry.objects.get().verb == verb


def test_findings_follow_a_decision_even_where_another_process_took_it(
    django_capture_on_commit_callbacks: Any,
) -> None:
    member("甲", organization("支部"), category="floating", last_contact_on=date(2026, 9, 1))
    catch_up(now=NOW)
    assert not Finding.objects.filter(rule="floating_member_lost").exists()
    written = rulebook.rule("floating.lost_after_months", on=TODAY)
    before = rulebook.overrides()
    with django_capture_on_commit_callbacks(execute=True):
        decide(written, value=2, in_force_from=TODAY, reason="通知", path="00001", by=None, now=NOW)
    cache.set(rulebook.CACHE_KEY, before)
    catch_up(now=NOW)
    assert Finding.objects.filter(rule="floating_member_lost").exists()
