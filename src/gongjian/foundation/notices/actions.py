"""What is done with channels: set up, stopped, and used once a day for each subject."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from gongjian.foundation import history
from gongjian.foundation.notices.models import Channel, Sent
from gongjian.foundation.notices.sending import NotSent, send


@transaction.atomic
def add_channel(
    *, kind: str, label: str, address: str, organization: str, path: str, by: Any, now: datetime
) -> Channel:
    """Set up an address for the organization at PATH; the same label there is not set up twice."""
    known = Channel.objects.filter(org_path=path, label=label, active=True).first()
    if known is not None:
        return known
    made = Channel.objects.create(kind=kind, label=label, address=address, organization=organization, org_path=path)
    _tell(made, "新增通知渠道", by=by, now=now)
    return made


@transaction.atomic
def stop_channel(channel: Channel, *, by: Any, now: datetime) -> None:
    """Send nothing there any more; its address is forgotten."""
    if Channel.objects.filter(pk=channel.pk, active=True).update(active=False, address=""):
        _tell(channel, "停用通知渠道", by=by, now=now)


def notify(channel: Channel, *, key: str, subject: str, text: str, now: datetime) -> bool:
    """Send TEXT under KEY unless it has arrived already; returns whether it was sent now.

    What happened is kept first, so that a process cut off in between sends nothing twice; a failure is kept in words,
    never raised, and tried again the next time.
    """
    sent, fresh = Sent.objects.get_or_create(channel=channel, key=key, defaults={"at": now})
    if not fresh and not sent.fault:
        return False
    Sent.objects.filter(pk=sent.pk).update(at=now, fault="")
    try:
        send(channel.kind, channel.address, subject, text)
    except NotSent as accident:
        fault = str(accident)[:200]
        Sent.objects.filter(pk=sent.pk).update(fault=fault)
        Channel.objects.filter(pk=channel.pk).update(fault=fault)
        return False
    Sent.objects.filter(pk=sent.pk).update(arrived=True)
    Channel.objects.filter(pk=channel.pk).update(fault="", sent_at=now)
    return True


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
