"""What ends a finding about an organization changes what it says, with one line of history."""

from __future__ import annotations

from datetime import date

import pytest

from gongjian.foundation.history import Entry
from gongjian.registers.organizations import mending
from tests.street import NOW, TODAY, organization

pytestmark = pytest.mark.django_db
BY_NOBODY = {"by": None, "now": NOW}


def test_an_election_held_ends_the_postponement() -> None:
    branch = organization("支部", postponed_until=date(2026, 12, 1), committee_size=3)
    held = mending.record_election(branch, elected_on=TODAY, **BY_NOBODY)
    assert (held.elected_on, held.postponed_until, held.committee_size) == (TODAY, None, 3)


def test_a_postponement_keeps_its_reason() -> None:
    mending.postpone_election(organization("支部"), until=date(2027, 1, 1), reason="装修", **BY_NOBODY)
    line = Entry.objects.get()
    assert (line.verb, line.reason, line.changes) == ("批准延期换届", "装修", {"postponed_until": [None, "2027-01-01"]})


def test_a_committee_is_set() -> None:
    assert mending.set_committee(organization("支部"), size=5, **BY_NOBODY).committee_size == 5


def test_a_kind_is_adjusted_with_its_name_and_its_keys() -> None:
    changed = mending.adjust_kind(
        organization("甲党委", "committee"), kind="general_branch", name="甲党总支", reason="", **BY_NOBODY
    )
    assert (changed.kind, changed.name, changed.initials) == ("general_branch", "甲党总支", "jdzz")
    assert Entry.objects.get().changes == {"kind": ["committee", "general_branch"], "name": ["甲党委", "甲党总支"]}
