"""An organization's own Word template: tried when it is handed in, kept, taken away again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from gongjian.foundation.files import content_of, keep
from gongjian.foundation.filling import filled_apart
from gongjian.foundation.history import record
from gongjian.mechanisms.meetings.models import Meeting, WordTemplate
from gongjian.mechanisms.meetings.paper import paper_of
from gongjian.mechanisms.meetings.queries import word_template_of
from gongjian.mechanisms.meetings.word import built_in, filled, values_of
from gongjian.registers.organizations.models import Organization

SPECIMEN = {
    "organization": "某某党支部",
    "heading": "某某党支部 2026 年第 1 次党员大会",
    "title": "党员大会",
    "kind": "党员大会",
    "when": "2026 年 1 月 1 日 14:30",
    "place": "会议室",
    "chair": "张某",
    "recorder": "李某",
    "counted": "应到 3 人，实到 3 人。",
    "present": ["张某", "李某"],
    "leave": [],
    "absent": [],
    "observers": [],
    "items": [
        {"number": "一", "title": "议题", "proposed_by": "", "speeches": ["发言"], "dissent": [], "resolutions": []}
    ],
    "resolutions": [{"text": "决定", "votes": ""}],
    "follow_ups": [{"text": "事项", "owner": "张某", "due": "1 月 2 日", "result": ""}],
    "date": "2026 年 1 月 1 日",
    "amended_for": "",
    "alone": "",
}


def hand_in(organization: Organization, *, name: str, content: bytes, by: Any, now: datetime) -> WordTemplate:
    """Keep CONTENT as the organization's template; one that cannot be filled in is refused (BrokenTemplate).

    It is tried before anything is locked: nobody waits for a template that takes long.
    """
    filled_apart(content, values_of(SPECIMEN))
    return put_up(organization, name, content, by=by, now=now)


@transaction.atomic
def put_up(organization: Organization, name: str, content: bytes, *, by: Any, now: datetime) -> WordTemplate:
    stored = keep(name, content, now=now)
    values = {"file": stored, "name": name[:200], "at": now, "by": str(by)}
    kept, _ = WordTemplate.objects.update_or_create(organization=organization, defaults=values)
    tell(organization, "换会议纪要模板", name, by=by, now=now)
    return kept


@transaction.atomic
def take_away(organization: Organization, *, by: Any, now: datetime) -> None:
    """From now on the superior's template serves again, or the built-in one."""
    gone, _ = WordTemplate.objects.filter(organization=organization).delete()
    if gone:
        tell(organization, "不用自己的会议纪要模板", "", by=by, now=now)


def minutes_in_word(meeting: Meeting) -> bytes:
    """The minutes in the nearest template; raises BrokenTemplate."""
    own = word_template_of(meeting.organization)
    paper = paper_of(meeting)
    return filled_apart(content_of(own.file), values_of(paper)) if own else filled(built_in(), paper)


def tell(organization: Organization, verb: str, reason: str, *, by: Any, now: datetime) -> None:
    record(
        verb=verb,
        subject_type="organizations",
        subject_id=organization.pk,
        subject=organization.name,
        org_path=organization.path,
        reason=reason[:400],
        by=by,
        now=now,
    )
