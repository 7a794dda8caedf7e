"""From the registers to the stored findings: compute, compare, and change only what came, went or reads differently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from gongjian.foundation import bulk, registry
from gongjian.oversight.coverage.models import Finding
from gongjian.rules import NotInForce

FRESH_FIELDS = ("subject_type", "subject_name", "org_path", "mark", "severity", "since", "detail")
BATCH = 1000


class Stored(NamedTuple):
    """A stored finding: its id, and the fields that follow from the registers."""

    pk: int
    fresh: dict[str, Any]


def computed(
    *, on: date, subject_type: str = "", among: Sequence[int] | None = None
) -> Iterator[tuple[registry.FindingRule, registry.Finding]]:
    """What every rule finds on a day, among all subjects or those of one kind only.

    A rule whose text was not yet in force on that day finds nobody.
    """
    for rule in registry.finding_rules().values():
        if subject_type in {"", rule.subject_type}:
            try:
                yield from ((rule, found) for found in rule.find(on=on, among=among))
            except NotInForce:
                continue


class Judgment(NamedTuple):
    """How many findings came or went, and the paths where there are more or fewer of them now."""

    number: int
    paths: set[str]


def judge(*, on: date, subject_type: str = "", among: Sequence[int] | None = None) -> Judgment:
    """Bring the stored findings in line with the registers.

    A finding that stays keeps its id, its deferral and, where no date follows from the data, the day of its discovery.
    """
    stored = stored_findings(subject_type, among)
    new, changed, paths = [], [], set[str]()
    for rule, found in computed(on=on, subject_type=subject_type, among=among):
        known = stored.pop((rule.key, found.subject_id, found.kind), None)
        if known is None:
            identity = {"rule": rule.key, "subject_id": found.subject_id, "kind": found.kind}
            new.append({**identity, **reading(rule, found, found.since or on)})
        elif known.fresh != (fresh := reading(rule, found, found.since or known.fresh["since"])):
            changed.append(Finding(pk=known.pk, **fresh))
            paths |= {known.fresh["org_path"], fresh["org_path"]}
    paths |= {each["org_path"] for each in new} | {each.fresh["org_path"] for each in stored.values()}
    gone = [each.pk for each in stored.values()]
    for start in range(0, len(gone), BATCH):
        Finding.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    bulk.insert(Finding, new)
    Finding.objects.bulk_update(changed, FRESH_FIELDS, batch_size=BATCH)
    return Judgment(len(gone) + len(new), paths)


def stored_findings(subject_type: str, among: Sequence[int] | None) -> dict[tuple[str, int, str], Stored]:
    """What is stored about all subjects or some, by rule, subject id and kind."""
    rows = Finding.objects.all()
    if subject_type:
        rows = rows.filter(subject_type=subject_type)
    if among is not None:
        rows = rows.filter(subject_id__in=among)
    fields = rows.values_list("pk", "rule", "subject_id", "kind", *FRESH_FIELDS)
    return {
        (rule, subject_id, kind): Stored(pk, dict(zip(FRESH_FIELDS, fresh, strict=True)))
        for pk, rule, subject_id, kind, *fresh in fields.iterator(BATCH)
    }


def reading(rule: registry.FindingRule, found: registry.Finding, since: date) -> dict[str, Any]:
    """The fields of a stored finding that follow from the registers."""
    return {
        "subject_type": rule.subject_type,
        "subject_name": found.subject_name,
        "org_path": found.org_path,
        "mark": rule.mark,
        "severity": rule.severity,
        "since": since,
        "detail": dict(found.detail),
    }
