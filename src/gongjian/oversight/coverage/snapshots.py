"""The counts of a month, kept so that a trend can be drawn: one set of rows per organization above the branches."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from gongjian.foundation import bulk, registry
from gongjian.oversight.coverage.models import Snapshot, Tally
from gongjian.oversight.coverage.terms import ALL_FINDINGS, WORK_OVERDUE, WORK_OWED
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import BRANCH_KINDS


def take_snapshot(*, month: date) -> None:
    """Keep the present counts as those of MONTH (any day of it); a second time replaces the first.

    Per organization above the branches: a row under each rule with findings, and one with the rule "" that counts
    them all and stands there even when nothing is missing. Where work fell due, also how much, and how much of it was
    not done (工作覆盖).
    """
    first = month.replace(day=1)
    rows = [
        {"month": first, "path": path, "rule": rule, "count": count} for (path, rule), count in sorted(counts().items())
    ]
    with transaction.atomic():
        Snapshot.objects.filter(month=first).delete()
        bulk.insert(Snapshot, rows)


def counts() -> Counter[tuple[str, str]]:
    """{(path, rule): what is counted at the path and below it} for every organization above the branches."""
    above_branches = Organization.objects.active().exclude(kind__in=BRANCH_KINDS)
    paths = dict(above_branches.values_list("pk", "path"))
    total = Counter({(path, ALL_FINDINGS): 0 for path in paths.values()})
    tallies = Tally.objects.filter(organization__in=above_branches, key__in=[ALL_FINDINGS, *registry.finding_rules()])
    for each, key, number in tallies.filter(number__gt=0).values_list("organization", "key", "number"):
        total[paths[each], key] = number
    for offer in registry.offers("work_coverage"):
        for each, told in offer.totals(above_branches).items():
            owed = told["done"] + told["late"] + told["overdue"]
            total.update({(paths[each], WORK_OWED): owed, (paths[each], WORK_OVERDUE): told["overdue"]} if owed else {})
    return total


def keep_this_month(now: datetime) -> None:
    """The daily job: the month's row always shows the latest day."""
    take_snapshot(month=timezone.localdate(now))
