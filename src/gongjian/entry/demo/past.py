"""A past for the demo street: findings some weeks old, a year of falling counts, transfers on their way."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from gongjian.entry.demo import words
from gongjian.oversight.coverage.models import Finding, Snapshot
from gongjian.oversight.coverage.terms import ALL_FINDINGS, WORK_OVERDUE, WORK_OWED
from gongjian.registers.accounts.models import User
from gongjian.registers.members.models import Member
from gongjian.registers.members.transfers import send
from gongjian.registers.organizations.models import Organization

MONTHS = 11
MONTHLY_FALL = 0.08


def tell_past(*, on: date, now: datetime) -> None:
    random = Random(1)  # noqa: S311 - the street must come out the same each time
    age_findings(random, on=on)
    draw_year(on=on)
    send_some(now=now)


def age_findings(random: Random, *, on: date) -> None:
    """Let the findings whose day is that of their discovery have been discovered at different times."""
    found = list(Finding.objects.filter(since=on))
    for finding in found:
        finding.since = on - timedelta(days=random.randint(5, 160))
    Finding.objects.bulk_update(found, ["since"])


def draw_year(*, on: date) -> None:
    """The counts of the last months: a street that has been closing its gaps."""
    month = on.replace(day=1)
    rows = list(Snapshot.objects.filter(month=month).exclude(rule__in=(WORK_OWED, WORK_OVERDUE)))
    for back in range(1, MONTHS + 1):
        month = (month - timedelta(days=1)).replace(day=1)
        Snapshot.objects.bulk_create(earlier(rows, month, growth=1 + MONTHLY_FALL * back))


def earlier(rows: list[Snapshot], month: date, *, growth: float) -> list[Snapshot]:
    """The rows of an earlier month, when there was more of everything; the total of a path is the sum of its rules."""
    told = [Snapshot(month=month, path=row.path, rule=row.rule, count=round(row.count * growth)) for row in rows]
    for total in told:
        if total.rule == ALL_FINDINGS:
            total.count = sum(row.count for row in told if row.path == total.path and row.rule != ALL_FINDINGS)
    return told


def send_some(*, now: datetime) -> None:
    """Three members on their way from one community to another, waiting for the receiver."""
    receiver = Organization.objects.branches().filter(name__startswith=words.COMMUNITIES[0]).order_by("path")[0]
    sender = Organization.objects.branches().filter(name__startswith=words.COMMUNITIES[1]).order_by("path")[0]
    clerk = User.objects.get(username="chenli")
    members = list(Member.objects.filter(organization=sender, category="resident").order_by("pk")[:3])
    send(members=members, to=receiver, reason="搬到怡园社区居住", by=clerk, now=now)
