"""What other folders would offer: one kind of finished work kept in a list, and the duties it discharges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gongjian.foundation import registry
from gongjian.foundation.registry import Offers
from gongjian.foundation.work import Evidence, StandingDuty
from gongjian.rules.owing import Proof

BRANCHES = ("branch", "joint_branch")
ASSEMBLY = StandingDuty("assembly", "党员大会", "work", "assembly.every_months", kinds=BRANCHES, lead_days=20)
COMMITTEE = StandingDuty(
    "committee_meeting", "支部委员会会议", "other", "committee_meeting.every_months", kinds=BRANCHES, needs="committee"
)
YEARLY = StandingDuty(
    "organization_life_meeting",
    "组织生活会",
    "work",
    "organization_life_meeting.per_year",
    every="year",
    kinds=BRANCHES,
    lead_days=60,
)
BODIES = StandingDuty(
    "regional_body_meeting",
    "区域性党组织例会",
    "other",
    "regional_body_meeting.every_months",
    bodies=("residential",),
    due_working_day=5,
)
ELECTION = StandingDuty("election", "换届", "", "term.other_years", every="term", lead_days=90)


class Work:
    """Finished work of two kinds, {kind: proofs}."""

    def __init__(self) -> None:
        self.proofs: dict[str, list[Proof]] = {"work": [], "other": []}

    def done(self, organization: Any, on: date, *, serves: date | None = None, kind: str = "work") -> None:
        proofs = self.proofs[kind]
        proofs.append(Proof(organization.pk, serves or on, on, len(proofs) + 1))

    def evidence(self, kind: str) -> Evidence:
        def find(*, among: Sequence[int] | None, since: date, until: date) -> Iterator[Proof]:
            for each in self.proofs[kind]:
                if since <= each.serves <= until and (among is None or each.organization_id in among):
                    yield each

        def begin(user: Any, organization: Any, serves: date) -> str:
            return f"/k/?hold={organization.pk}&serves={serves}"

        return Evidence(kind, "会议", "organizations", find, begin)

    def offers(self, duties: Sequence[StandingDuty]) -> Offers:
        return Offers(label="开会", evidence=[self.evidence(kind) for kind in self.proofs], duties=duties)


def offer(
    monkeypatch: pytest.MonkeyPatch, *duties: StandingDuty, among: Sequence[StandingDuty] = (ASSEMBLY, COMMITTEE)
) -> Work:
    """Let these duties, and no others, stand; returns where their work is written down."""
    work = Work()
    others = [replace(each, duties=(), evidence=()) for each in registry._offers]
    monkeypatch.setattr(registry, "_offers", [*others, work.offers(duties or among)])
    return work
