from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from gongjian.oversight.coverage.actions import catch_up
from gongjian.oversight.duties import actions
from gongjian.registers.organizations.models import Organization
from tests.oversight.duties.offered import ASSEMBLY, BODIES, Work, offer
from tests.street import NOW, organization


@pytest.fixture
def on_the_day() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


class Street:
    """A street whose calendar started in January: two communities of two branches; 甲一 met every quarter."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.root = organization("某街道党工委", "working_committee")
        self.body = organization("居民区综合党委", "committee", self.root, body="residential")
        self.parts: dict[str, Organization] = {}
        self.branches: dict[str, Organization] = {}
        for name in ("甲", "乙"):
            self.parts[name] = organization(f"{name}社区党总支", "general_branch", self.body)
            for number in ("一", "二"):
                self.branches[name + number] = organization(f"{name}{number}支部", "branch", self.parts[name])
        for month in (2, 5, 8, 11):
            work.done(self.branches["甲一"], date(2026, month, 9))
        actions.start_calendar(self.root, first=date(2026, 1, 1), by=None, now=NOW)
        catch_up(now=NOW)


@pytest.fixture
def street(monkeypatch: pytest.MonkeyPatch, on_the_day: None) -> Street:
    return Street(offer(monkeypatch, ASSEMBLY, BODIES))
