"""The log of everything done, as far as a viewer may see it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.db.models import Q
from django.utils import timezone

from gongjian.foundation.history import Entry, EntryQuerySet
from gongjian.foundation.pages.forms import as_written
from gongjian.foundation.scope import scope_of, within

KINDS = {
    "organizations": "党组织",
    "units": "单位",
    "members": "党员",
    "places": "地点",
    "accounts": "账号和授权",
    "rules": "法规参数",
    "exports": "导出",
}
SPAN = re.compile(r"([0-9]{1,18})-([0-9]{1,18})")


OF_ADMINISTRATORS = ("accounts", "rules")


def may_read(user: Any) -> bool:
    """Whoever was granted the history of some part of the tree, or manages accounts there."""
    scope = scope_of(user)
    return scope.holds_somewhere("history.view") or scope.holds_somewhere("access.manage")


def kinds_for(user: Any) -> dict[str, str]:
    """The kinds of records whose history USER may see somewhere."""
    if scope_of(user).holds_somewhere("history.view"):
        return KINDS
    return {kind: KINDS[kind] for kind in OF_ADMINISTRATORS}


def entries_for(user: Any, query: Mapping[str, str]) -> EntryQuerySet:
    """What USER may see of the log, narrowed by QUERY: who, what, kind, since, until, lines.

    Who manages accounts sees what was done to accounts and rules, and nothing of members and units.
    """
    rows = Entry.objects.visible_to(user)
    if scope_of(user).holds_somewhere("access.manage"):
        scope = scope_of(user)
        managed = Q(subject_type__in=OF_ADMINISTRATORS) & within("org_path", scope, "access.manage")
        rows = Entry.objects.filter(managed | within("org_path", scope, EntryQuerySet.view_permission))
    if who := query.get("who", "").strip():
        rows = rows.filter(actor__startswith=who)
    if what := query.get("what", "").strip():
        rows = rows.filter(subject__contains=what)
    if (kind := query.get("kind", "")) in KINDS:
        rows = rows.filter(subject_type=kind)
    if since := moment_of(query.get("since", ""), time.min):
        rows = rows.filter(at__gte=since)
    if until := moment_of(query.get("until", ""), time.max):
        rows = rows.filter(at__lte=until)
    if span := SPAN.fullmatch(query.get("lines", "")):
        rows = rows.filter(pk__gte=int(span[1]), pk__lte=int(span[2]))
    return rows


def unread(query: Mapping[str, str]) -> list[str]:
    """The labels of what QUERY narrows by and nobody can read."""
    days = {"since": "“从”", "until": "“到”"}
    wrong = [label for key, label in days.items() if query.get(key, "").strip() and not moment_of(query[key], time.min)]
    return [*wrong, *(["“种类”"] if query.get("kind", "") not in {"", *KINDS} else [])]


def moment_of(text: str, clock: time) -> datetime | None:
    """That time of the day written in TEXT, None when there is none."""
    read = as_written(text) if text.strip() else None
    return timezone.make_aware(datetime.combine(read.date, clock)) if read else None
