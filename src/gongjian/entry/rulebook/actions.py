"""The office decides: a rule is confirmed as written, or set to a value of its own from a day on."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from gongjian.foundation.bulk import one_at_a_time
from gongjian.foundation.changes import touch_everything
from gongjian.foundation.history import record
from gongjian.foundation.rulebook import RuleOverride, forget_overrides, to_json
from gongjian.rules import Rule, Value
from gongjian.rules.values import written


def decide(
    rule: Rule, *, value: Value, in_force_from: date, reason: str, path: str, by: Any, now: datetime
) -> RuleOverride:
    """Keep the decision with its history line (at PATH, the top of the tree); all findings are judged again.

    The latest decision made once more changes nothing.
    """
    with transaction.atomic():
        one_at_a_time(rule.key)
        latest = RuleOverride.objects.filter(key=rule.key).order_by("-id").first()
        wanted = (to_json(value), in_force_from, reason)
        if latest and (latest.value, latest.in_force_from, latest.reason) == wanted:
            return latest
        made = RuleOverride.objects.create(
            key=rule.key,
            value=to_json(value),
            jurisdiction=settings.JURISDICTION,
            in_force_from=in_force_from,
            reason=reason,
            decided_by=str(by),
            decided_at=now,
        )
        record(
            verb="确认规则" if value == rule.value else "另定规则",
            subject_type="rules",
            subject_id=made.pk,
            subject=rule.title,
            org_path=path,
            changes={"value": [written(rule.value), written(value)], "in_force_from": [None, in_force_from]},
            reason=reason,
            by=by,
            now=now,
        )
        touch_everything()
        transaction.on_commit(forget_overrides)
    return made
