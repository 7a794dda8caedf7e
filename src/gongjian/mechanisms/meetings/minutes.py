"""The minutes (纪要): written by several at once, confirmed by chair and recorder, then locked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from gongjian.foundation.history import Entry
from gongjian.foundation.merging import Merged
from gongjian.foundation.pages.writing import plain
from gongjian.foundation.refusals import Refused
from gongjian.foundation.writing import keep_revision, write
from gongjian.mechanisms.meetings.actions import AGAIN, UNCONFIRMED, lock, move, refuse_closed, tell, unconfirm
from gongjian.mechanisms.meetings.counting import lacking, overvoted, votes_at, votes_cast
from gongjian.mechanisms.meetings.models import Edition, FollowUp, Item, Meeting, Resolution
from gongjian.mechanisms.meetings.paper import paper_of
from gongjian.mechanisms.meetings.terms import MeetingState
from gongjian.registers.organizations.models import Organization

TEXTS = ("speeches", "dissent")
CONFIRMS = {"chair": "主持人确认纪要", "recorder": "记录人确认纪要"}
REOPEN = "重新打开纪要"


class UnfitVotes(Refused):
    """More votes than people."""


@transaction.atomic
def write_text(item: Item, field: str, *, base: str, text: str, by: Any, now: datetime) -> Merged:
    """Save what BY made of a text that read BASE when BY began; what others saved meanwhile is kept with it."""
    locked = open_to_change(item.meeting)
    current = Item.objects.select_for_update().get(pk=item.pk)
    before = getattr(current, field)
    merged = write(current, field, base=base, text=text, by=by)
    if merged.text != before:
        keep_revision(current.revisions, merged.text, by=by, now=now, field=field)
        unconfirm(locked, by=by, now=now)
    return merged


def open_to_change(meeting: Meeting) -> Meeting:
    """The row as it is now, locked; raises Closed."""
    locked = lock(meeting)
    refuse_closed(locked)
    return locked


@transaction.atomic
def add_item(
    meeting: Meeting, *, title: str, proposed_by: str = "", suggested: bool = False, by: Any, now: datetime
) -> Item:
    """Put one more item on the agenda, last; one SUGGESTED by those invited waits until it is taken up."""
    locked = open_to_change(meeting)
    last = meeting.items.aggregate(last=Max("order"))["last"] or 0
    item = Item.objects.create(
        meeting=meeting, order=last + 1, title=title, proposed_by=proposed_by, suggested=suggested
    )
    tell(meeting, "提议题" if suggested else "加议题", reason=title, by=by, now=now)
    if not suggested:
        unconfirm(locked, by=by, now=now)
    return item


@transaction.atomic
def take_up(item: Item, *, by: Any, now: datetime) -> Item:
    """Put an item that was suggested on the agenda."""
    locked = open_to_change(item.meeting)
    if item.suggested:
        item.suggested = False
        item.save(update_fields=["suggested"])
        tell(item.meeting, "采纳议题", reason=item.title, by=by, now=now)
        unconfirm(locked, by=by, now=now)
    return item


@transaction.atomic
def drop_item(item: Item, *, by: Any, now: datetime) -> None:
    """Take an item nobody has spoken to off the agenda; raises Refused for one with words under it."""
    locked = open_to_change(item.meeting)
    if item.speeches or item.dissent or item.resolutions.exists():
        raise Refused("这个议题已经有记录，不能删。可以在纪要里写明没有议。")
    tell(item.meeting, "删议题", reason=item.title, by=by, now=now)
    if not item.suggested:
        unconfirm(locked, by=by, now=now)
    item.delete()


@transaction.atomic
def jot(item: Item, *, text: str, by: Any, now: datetime) -> Item:
    """Add a line to what was said to an item, whatever others write meanwhile."""
    locked = open_to_change(item.meeting)
    current = Item.objects.select_for_update().get(pk=item.pk)
    current.speeches = f"{current.speeches.rstrip()}\n{text.strip()}".strip()
    current.save(update_fields=["speeches"])
    keep_revision(current.revisions, current.speeches, by=by, now=now, field="speeches")
    unconfirm(locked, by=by, now=now)
    return current


@transaction.atomic
def resolve(
    meeting: Meeting, values: Mapping[str, Any], *, by: Any, now: datetime, pk: int | None = None
) -> Resolution:
    """Write down what was decided, or write it anew. Raises UnfitVotes for more votes than came with one."""
    locked = open_to_change(meeting)
    found = meeting.resolutions.filter(pk=pk).first() if pk else None
    resolution = found or Resolution(meeting=meeting)
    for name, value in values.items():
        setattr(resolution, name, value)
    cast, votes = votes_cast(resolution), votes_at(locked)
    if resolution.voted and cast > votes:
        raise UnfitVotes(f"票数合计 {cast}，比到会有表决权的 {votes} 人多。请核对。")
    resolution.save()
    tell(meeting, "记决议", reason=resolution.text[:200], by=by, now=now)
    unconfirm(locked, by=by, now=now)
    return resolution


@transaction.atomic
def take_back(resolution: Resolution, *, by: Any, now: datetime) -> None:
    """Strike out a resolution entered by mistake; the history keeps its words, what follows from it stays."""
    meeting = open_to_change(resolution.meeting)
    tell(meeting, "删去决议", reason=resolution.text[:200], by=by, now=now)
    unconfirm(meeting, by=by, now=now)
    resolution.delete()


@transaction.atomic
def follow_up(meeting: Meeting, values: Mapping[str, Any], *, by: Any, now: datetime) -> FollowUp:
    """Write down who does what by when; it then waits on the owner's 今天."""
    locked = open_to_change(meeting)
    owner: Organization | None = values.get("owner")
    made = FollowUp.objects.create(meeting=meeting, org_path=owner.path if owner else meeting.org_path, **values)
    tell(meeting, "派后续", reason=made.text, by=by, now=now)
    unconfirm(locked, by=by, now=now)
    return made


@transaction.atomic
def add_follow_up(meeting: Meeting, values: Mapping[str, Any], *, by: Any, now: datetime) -> FollowUp:
    """Send somebody to do what signed minutes decided, as an act of its own: the minutes stay as they were signed."""
    locked = lock(meeting)
    if locked.state != MeetingState.LOCKED:
        raise Refused("纪要还没定稿，直接在纪要里派。")
    owner: Organization | None = values.get("owner")
    path = owner.path if owner else locked.org_path
    made = FollowUp.objects.create(meeting=locked, org_path=path, added_on=timezone.localdate(now), **values)
    tell(locked, "定稿后派后续", reason=made.text, by=by, now=now)
    return made


@transaction.atomic
def close_follow_up(follow: FollowUp, *, result: str, on: date, by: Any, now: datetime) -> FollowUp:
    """The owner says what came of it; a second time changes nothing."""
    meeting = lock(follow.meeting)
    locked = FollowUp.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=follow.pk)
    if locked.closed_on is None:
        locked.closed_on, locked.result = on, result
        locked.save(update_fields=["closed_on", "result"])
        tell(locked.meeting, "办结后续", reason=f"{locked.text[:180]}：{result[:180]}", by=by, now=now)
        unconfirm(meeting, by=by, now=now)
    return locked


@transaction.atomic
def urge(follow: FollowUp, *, by: Any, now: datetime, on: date) -> FollowUp:
    """催办: mark that the owner was reminded today; once a day is enough."""
    locked = FollowUp.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=follow.pk)
    if locked.closed_on is None and locked.urged_on != on:
        locked.urged_on = on
        locked.save(update_fields=["urged_on"])
        tell(locked.meeting, "催办", reason=locked.text[:200], by=by, now=now)
    return locked


@dataclass(frozen=True, slots=True)
class Shown:
    """The minutes as a page showed them to who confirms: its texts, {(item id, field): text}, and all the rest."""

    rest: str
    texts: Mapping[tuple[int, str], str]

    def still_holds(self, meeting: Meeting) -> bool:
        items = meeting.items.filter(suggested=False)
        stands = {(item.pk, field): getattr(item, field) for item in items for field in TEXTS}
        return self.rest == rest_of(meeting) and in_lines(self.texts) == in_lines(stands)


def in_lines(texts: Mapping[tuple[int, str], str]) -> dict[tuple[int, str], list[str]]:
    """Texts without what a browser does to the ends of lines."""
    return {key: plain(text).splitlines() for key, text in texts.items()}


def rest_of(meeting: Meeting) -> str:
    """All of the minutes but the texts, as one short sign that is another when anything in them is."""
    paper = paper_of(meeting)
    items = [{key: said for key, said in item.items() if key not in TEXTS} for item in paper["items"]]
    return sha256(json.dumps({**paper, "items": items}, sort_keys=True).encode()).hexdigest()


def asked_again(meeting: Meeting) -> str:
    """Who has to confirm once more because the minutes were changed since, in words; "" when nobody has."""
    if meeting.state != MeetingState.HELD:
        return ""
    verbs = (*CONFIRMS.values(), *AGAIN.values(), REOPEN)
    last = Entry.objects.about("meetings", meeting.pk).filter(verb__in=verbs).first()
    return f"{last.verb}。" if last and last.verb in AGAIN.values() else ""


@transaction.atomic
def confirm(
    meeting: Meeting, *, part: str, alone_for: str = "", shown: Shown | None = None, by: Any, now: datetime
) -> Meeting:
    """Chair or recorder (PART) says the minutes are right, as they were SHOWN; when both have, they are locked.

    Where one account gives both, the second takes a reason, ALONE_FOR, which the minutes show. Raises Refused where
    too few came for it to be a meeting, where it is not written who was in the chair and who kept the record, or where
    a resolution has more votes than came with one.
    """
    locked = lock(meeting)
    if locked.state not in (MeetingState.HELD, MeetingState.RECORDED):
        raise Refused("开过会、写好纪要以后才能确认。")
    if getattr(locked, f"{part}_confirmed_at"):
        return locked
    if shown is not None and not shown.still_holds(locked):
        raise Refused("纪要刚才有人改过，没有确认。请看过现在的内容，再确认。")
    if why := lacking(locked) or unnamed(locked) or overvoted(locked):
        raise Refused(why)
    alone = is_alone(locked, by)
    if alone and not alone_for.strip():
        raise Refused("同一人既主持又记录的，要写明原因再确认；不是同一人，请另一位登录自己的账号来确认。")
    reason = f"同一人既主持又记录：{alone_for.strip()}" if alone else ""
    tell(locked, CONFIRMS[part], reason=reason, by=by, now=now)
    values: dict[str, Any] = {f"{part}_confirmed_by": str(by), f"{part}_confirmed_at": now}
    if locked.chair_confirmed_at or locked.recorder_confirmed_at:
        values["alone_for"] = alone_for.strip() if alone else ""
        move(locked, MeetingState.LOCKED, "纪要定稿", values, by=by, now=now)
        keep_edition(locked, now=now)
    else:
        values["confirmed_first"] = by.pk if by else None
        move(locked, MeetingState.RECORDED, "纪要待确认", values, by=by, now=now)
    return locked


def unnamed(meeting: Meeting) -> str:
    """Who of chair and recorder is not written down, in words; "" when both are."""
    named = {"主持人": meeting.chair, "记录人": meeting.recorder}
    missing = "和".join(part for part, name in named.items() if not name.strip())
    return f"还没有写{missing}。在“基本情况”里点“修改”写上，再确认。" if missing else ""


def is_alone(meeting: Meeting, by: Any) -> bool:
    """Whether the account that confirms now has confirmed already, in the other part."""
    return by is not None and meeting.state == MeetingState.RECORDED and meeting.confirmed_first == by.pk


def keep_edition(meeting: Meeting, *, now: datetime) -> Edition:
    """Keep the signed minutes as they read, beside those signed before."""
    number = meeting.editions.count() + 1
    return Edition.objects.create(
        meeting=meeting,
        number=number,
        at=now,
        chair=meeting.chair_confirmed_by,
        recorder=meeting.recorder_confirmed_by,
        paper=paper_of(meeting),
    )


@transaction.atomic
def reopen(meeting: Meeting, *, reason: str, by: Any, now: datetime) -> Meeting:
    """Open signed minutes again, with a reason that stays; both have to confirm anew.

    What was added since they were signed is in them from now on.
    """
    locked = lock(meeting)
    if locked.state != MeetingState.LOCKED:
        raise Refused("只有定稿的纪要才要重新打开。")
    values = {**UNCONFIRMED, "amended_for": reason}
    locked.follow_ups.update(added_on=None)
    move(locked, MeetingState.HELD, REOPEN, values, reason=reason, by=by, now=now)
    return locked
