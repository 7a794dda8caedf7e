"""A decision of the office about a rule."""

from __future__ import annotations

from datetime import date

import pytest

from gongjian.entry.rulebook.actions import decide
from gongjian.foundation.history import Entry
from gongjian.foundation.rulebook import RuleOverride
from gongjian.rules import rule
from tests.street import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("value", "verb"), [(50, "确认规则"), (30, "另定规则")])
def test_decide_keeps_the_value_with_its_reason_and_a_line(value: int, verb: str):
    written = rule("branch.max_members", on=date(2026, 11, 23))
    made = decide(written, value=value, in_force_from=date(2026, 12, 1), reason="通知", path="00001", by=None, now=NOW)
    kept = RuleOverride.objects.get()
    assert (kept.pk, kept.key, kept.value, kept.reason) == (made.pk, "branch.max_members", value, "通知")
    assert Entry.objects.get().verb == verb
