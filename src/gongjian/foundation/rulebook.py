"""The rules as this office applies them: the dated texts, and what the office confirmed or set itself."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import models

from gongjian import rules

CACHE_KEY = "rulebook.overrides"


class RuleOverride(models.Model):
    """The office confirms an unverified rule, or sets a value of its own, with a reason."""

    id: int
    key = models.CharField(max_length=80, db_index=True)
    value = models.JSONField()
    jurisdiction = models.CharField(max_length=120)
    in_force_from = models.DateField()
    in_force_until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=400)
    decided_by = models.CharField(max_length=60)
    decided_at = models.DateTimeField()

    class Meta:
        db_table = "foundation_rule_override"

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"


def overrides() -> tuple[rules.Override, ...]:
    """What the office has decided, the latest first, from the cache when nothing was decided since."""
    known = cache.get(CACHE_KEY)
    if known is None:
        known = tuple(_as_override(row) for row in RuleOverride.objects.order_by("-id"))
        cache.set(CACHE_KEY, known, timeout=5)
    return known


def forget_overrides() -> None:
    cache.delete(CACHE_KEY)


def rule(key: str, *, on: date) -> rules.Rule:
    """The rule that holds here on a day; see `gongjian.rules.rule`."""
    return rules.rule(key, on=on, jurisdiction=settings.JURISDICTION, overrides=overrides())


def to_json(value: rules.Value) -> Any:
    """VALUE as a decision keeps it: a fraction as {"fraction": [4, 5]}, anything else as it is."""
    return {"fraction": [value.numerator, value.denominator]} if isinstance(value, Fraction) else value


def from_json(kept: Any) -> rules.Value:
    return Fraction(*kept["fraction"]) if isinstance(kept, dict) else kept


def _as_override(row: RuleOverride) -> rules.Override:
    return rules.Override(
        key=row.key,
        value=from_json(row.value),
        jurisdiction=row.jurisdiction,
        in_force_from=row.in_force_from,
        in_force_until=row.in_force_until,
        reason=row.reason,
        by=row.decided_by,
    )
