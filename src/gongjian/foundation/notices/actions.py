"""What is done with channels: set up, stopped, and used once a day for each subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongjian.foundation import history
from gongjian.foundation.notices.models import Channel, Sent
from gongjian.foundation.notices.sending import NotSent, send

EVENING = 20


@transaction.atomic
def add_channel(
    *, kind: str, label: str, address: str, organization: str, path: str, by: Any, now: datetime, hour: int = 9
) -> Channel:
    """Set up an address for the organization at PATH; the same label there is not set up twice."""
    known = Channel.objects.filter(org_path=path, label=label, active=True).first()
    if known is not None:
        return known
    made = Channel.objects.create(
        kind=kind, label=label, address=address, organization=organization, org_path=path, hour=hour
    )
    _tell(made, "新增通知渠道", by=by, now=now)
    return made


@transaction.atomic
def stop_channel(channel: Channel, *, by: Any, now: datetime) -> None:
    """Send nothing there any more; its address is forgotten."""
    if Channel.objects.filter(pk=channel.pk, active=True).update(active=False, address=""):
        _tell(channel, "停用通知渠道", by=by, now=now)


def notify(channel: Channel, *, key: str, subject: str, text: str, now: datetime) -> bool:
    """Send TEXT under KEY unless it has arrived or waits already; returns whether it was sent now.

    Before the channel's hour, and late in the evening, it is kept for `deliver`.
    """
    kept = {"at": now, "subject": subject, "text": text, "fault": ""}
    sent, fresh = Sent.objects.get_or_create(channel=channel, key=key, defaults=kept)
    failed = Sent.objects.filter(pk=sent.pk).exclude(fault="")
    if not fresh and not failed.update(**kept):
        return False
    sent.subject, sent.text = subject, text
    return _is_time(channel, now) and _post(channel, [sent], now)


def deliver(now: datetime) -> int:
    """Send today's notices whose hour has come, those of one channel as one; returns how many were sent."""
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    waiting: dict[Channel, list[Sent]] = defaultdict(list)
    rows = Sent.objects.filter(channel__active=True, arrived=False, at__gte=today).exclude(text="")
    for each in rows.select_related("channel").order_by("pk"):
        waiting[each.channel].append(each)
    return sum(_post(channel, notices, now) for channel, notices in waiting.items() if _is_time(channel, now))


def _is_time(channel: Channel, now: datetime) -> bool:
    """Whether a notice may arrive at a moment: from the channel's hour until the evening."""
    return channel.hour <= timezone.localtime(now).hour < EVENING


def _post(channel: Channel, notices: Sequence[Sent], now: datetime) -> bool:
    """One message with those of NOTICES that nobody else has taken.

    That they are taken is kept first, so that two processes, or one cut off in between, send nothing twice; a failure
    is kept in words, never raised, and tried again within the hour.
    """
    taken = [each for each in notices if _take(each, now)]
    if not taken:
        return False
    try:
        subject = "、".join(dict.fromkeys(each.subject for each in taken))
        send(channel.kind, channel.address, subject, "\n".join(each.text for each in taken))
    except NotSent as accident:
        fault = str(accident)[:200]
        for each in taken:
            Sent.objects.filter(pk=each.pk).update(text=each.text, fault=fault)
        Channel.objects.filter(pk=channel.pk).update(fault=fault)
        return False
    Sent.objects.filter(pk__in=[each.pk for each in taken]).update(arrived=True)
    Channel.objects.filter(pk=channel.pk).update(fault="", sent_at=now)
    return True


def _take(notice: Sent, now: datetime) -> bool:
    """Whether the notice still waited and is ours to send; the database lets one process have it."""
    waiting = Sent.objects.filter(pk=notice.pk).exclude(text="")
    return waiting.update(at=now, text="", fault="") > 0


def _tell(channel: Channel, verb: str, *, by: Any, now: datetime) -> None:
    history.record(
        verb=verb,
        subject_type="channels",
        subject_id=channel.pk,
        subject=f"{channel.organization} {channel.label}"[:600],
        org_path=channel.org_path,
        by=by,
        now=now,
    )
