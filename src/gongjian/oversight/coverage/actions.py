"""Keeping findings as fresh as the last change: judge what was touched, or everything on a new day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists
from django.utils import timezone

from gongjian.foundation import bulk, registry
from gongjian.foundation.changes import Touched
from gongjian.foundation.rulebook import forget_overrides
from gongjian.foundation.tree import nodes
from gongjian.oversight.coverage import counting
from gongjian.oversight.coverage.expecting import expect, expect_again
from gongjian.oversight.coverage.judging import BATCH, judge
from gongjian.oversight.coverage.models import Expected, Finding, Judged, Tally
from gongjian.oversight.coverage.snapshots import take_snapshot
from gongjian.registers.organizations import counting as totals
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import OrganizationState

EVERYTHING = "everything"
NEVER = date.min
WORTH_ALL = 2000


def catch_up(*, now: datetime) -> int:
    """Judge again what was touched since the last time, and everything on a new day.

    Returns how many findings came or went. Safe in several processes at once: whoever comes second waits for the
    first and finds nothing left to do.
    """
    on = timezone.localdate(now)
    if is_fresh(on):
        return 0
    with transaction.atomic():
        judged = locked()
        touched = taken()
        if judged.on != on or is_much(touched):
            return judge_everything(judged, on=on, now=now)
        bring_up(touched, now)
        return judge_some(expanded(touched), on=on)


def is_fresh(on: date) -> bool:
    """Whether all was judged for that day and nothing was touched since; one query."""
    judged = Judged.objects.filter(on=on).annotate(touched=Exists(Touched.objects.all()))
    return judged.values_list("touched", flat=True).first() is False


def judge_all(*, now: datetime, on: date | None = None) -> int:
    """Judge every subject, as of ON (today when not given); returns how many findings came or went."""
    with transaction.atomic():
        judged = locked()
        taken()
        return judge_everything(judged, on=on or timezone.localdate(now), now=now)


def judge_some(touched: dict[str, set[int]], *, on: date) -> int:
    """Judge these subjects, and count again at and above what changed, for a caller who holds the lock."""
    organizations = touched.get("organizations", set())
    totals.refresh(organizations)
    done = [judge(on=on, subject_type=kind, among=sorted(ids)) for kind, ids in touched.items() if ids]
    paths = expect_again(sorted(touched.get("units", ()))).union(*(each.paths for each in done))
    counting.refresh(organizations.union(each for path in paths for each in nodes(path)))
    return sum(each.number for each in done)


@transaction.atomic
def prove() -> int:
    """Count anew all that the board shows; returns how many kept rows were wrong or missing."""
    locked()
    return expect() + counting.recount()


def judge_everything(judged: Judged, *, on: date, now: datetime) -> int:
    """The body of `judge_all` for a caller who holds the lock; by the rules as the office last decided them."""
    forget_overrides()
    bring_up({EVERYTHING: set()}, now)
    totals.recount()
    changed = judge(on=on).number
    expect()
    counting.recount()
    judged.on, judged.at = on, now
    judged.save()
    take_snapshot(month=on)
    if changed > WORTH_ALL:
        bulk.tell_sizes(Finding, Expected, Tally)
    return changed


def bring_up(touched: dict[str, set[int]], now: datetime) -> None:
    """Let the folders that keep rows which follow from others bring them in line, before anything is judged by them."""
    for refresh in registry.offers("refreshes"):
        refresh(touched, now)


def locked() -> Judged:
    """The one row of Judged, locked until the transaction ends (SQLite locks the whole file by itself)."""
    Judged.objects.get_or_create(pk=1, defaults={"on": NEVER, "at": timezone.now()})
    return Judged.objects.select_for_update().get(pk=1)


def taken() -> dict[str, set[int]]:
    """{subject type: ids} of the touched rows, which are gone afterwards."""
    found: dict[str, set[int]] = defaultdict(set)
    rows = list(Touched.objects.values_list("pk", "subject_type", "subject_id"))
    for _, subject_type, subject_id in rows:
        found[subject_type].add(subject_id)
    for start in range(0, len(rows), BATCH):
        Touched.objects.filter(pk__in=[pk for pk, _, _ in rows[start : start + BATCH]]).delete()
    return found


def is_much(touched: dict[str, set[int]]) -> bool:
    """Whether judging all at once is the cheaper way."""
    return EVERYTHING in touched or max(map(len, touched.values()), default=0) > WORTH_ALL


def expanded(touched: dict[str, set[int]]) -> dict[str, set[int]]:
    """The same ids, and those a change of an organization reaches.

    All above it, because their sizes changed too, and the units it covered, if it has ended.
    """
    organizations = touched.get("organizations")
    if not organizations:
        return touched
    above = totals.with_superiors(organizations)
    ended = Organization.objects.filter(pk__in=organizations, state=OrganizationState.ENDED, covers__unit__isnull=False)
    units = touched.get("units", set()) | set(ended.values_list("covers__unit", flat=True))
    return {**touched, "organizations": organizations | above, "units": units}
