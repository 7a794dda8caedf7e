"""What waits about meetings: those still to be held or written, found without going through those that are done."""

from __future__ import annotations

import pytest

from gongjian.mechanisms.meetings import waiting
from gongjian.mechanisms.meetings.terms import UNFINISHED
from tests.street import TODAY, organization, user

pytestmark = pytest.mark.django_db


def test_the_badge_leaves_out_what_is_done_before_it_counts_who_has_not_answered() -> None:
    viewer = user("street_office", organization("某街道党工委", "working_committee"))
    asked = waiting.meetings_counted(user=viewer, on=TODAY)
    assert asked is not None
    chosen, _, grouped = str(asked.query).partition(" GROUP BY ")
    assert f'"state" IN ({", ".join(UNFINISHED)})' in chosen
    assert "HAVING" in grouped
