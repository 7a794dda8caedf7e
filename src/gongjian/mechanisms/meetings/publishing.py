"""What may be public of a meeting (公开): parts chosen and looked through, open to all under a code until revoked."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from gongjian.foundation.refusals import Refused
from gongjian.mechanisms.meetings.actions import lock, tell
from gongjian.mechanisms.meetings.masking import hidden
from gongjian.mechanisms.meetings.models import Meeting, Publication
from gongjian.mechanisms.meetings.paper import heading_of, paper_of

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 16
A_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}")


def parts_of(meeting: Meeting) -> list[dict[str, str]]:
    """The parts that could be shown, masked: {key, label, text}; those without words are left out."""
    paper = paper_of(meeting)
    names = set(people_in(meeting))
    drafts = [("when", "时间和地点", basics(paper)), ("items", "议题", "\n".join(agenda(paper)))]
    drafts += [("resolutions", "决定的事", "\n".join(decided(paper)))]
    drafts += [("follow_ups", "后续怎么办", "\n".join(following(paper)))]
    return [{"key": key, "label": label, "text": hidden(text, names)} for key, label, text in drafts if text]


def people_in(meeting: Meeting) -> Iterator[str]:
    """Everyone named in the record, as far as it is a person's name."""
    yield from (each.name for each in meeting.attendees.all())
    follow_ups = (each.person for each in meeting.follow_ups.all())
    proposers = (each.proposed_by for each in meeting.items.all())
    yield from (name for name in (meeting.chair, meeting.recorder, *follow_ups, *proposers) if A_NAME.fullmatch(name))


def basics(paper: Mapping[str, Any]) -> str:
    return "\n".join(line for line in (f"时间：{paper['when']}", paper["place"] and f"地点：{paper['place']}") if line)


def agenda(paper: Mapping[str, Any]) -> Iterator[str]:
    return (f"{each['number']}、{each['title']}" for each in paper["items"])


def decided(paper: Mapping[str, Any]) -> Iterator[str]:
    found = [each for item in paper["items"] for each in item["resolutions"]] + paper["resolutions"]
    return (f"{each['text']}{'（' + each['votes'].rstrip('。') + '）' if each['votes'] else ''}" for each in found)


def following(paper: Mapping[str, Any]) -> Iterator[str]:
    for each in paper["follow_ups"]:
        yield "，".join(part for part in (each["text"], each["owner"], each["due"] and f"{each['due']}前") if part)


@transaction.atomic
def publish(meeting: Meeting, parts: Sequence[Mapping[str, str]], *, by: Any, now: datetime) -> Publication:
    """Put PARTS, as somebody looked through them, before the public; its address stays while it stands."""
    locked = lock(meeting)
    if not locked.is_over:
        raise Refused("开过的会才能公开。")
    if not parts:
        raise Refused("一项都没有选。至少选一项再公开。")
    kept = [dict(each) for each in parts]
    standing = locked.publications.filter(revoked_at__isnull=True).first()
    if standing is not None and standing.parts == kept:
        return standing
    made = standing or Publication(meeting=locked, code=new_code())
    made.title, made.parts, made.published_at, made.published_by = heading_of(locked), kept, now, str(by)
    made.save()
    tell(locked, "公开", reason="、".join(each["label"] for each in kept), by=by, now=now)
    return made


def new_code() -> str:
    """Sixteen characters that nobody guesses and nobody mistakes for others."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


@transaction.atomic
def revoke(publication: Publication, *, by: Any, now: datetime) -> None:
    """Take the page back: its address shows nothing from now on."""
    locked = Publication.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=publication.pk)
    if locked.revoked_at is None:
        locked.revoked_at = now
        locked.save(update_fields=["revoked_at"])
        tell(locked.meeting, "撤下公开的内容", by=by, now=now)
