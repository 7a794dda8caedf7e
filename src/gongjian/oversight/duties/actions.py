"""What the office decides about duties: from when they are asked, what is owed, who is excused, which days are off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from secrets import token_hex
from typing import Any

from django.db import transaction

from gongjian.foundation import history
from gongjian.foundation.changes import touch, touch_everything
from gongjian.foundation.refusals import Refused
from gongjian.foundation.scope import scope_of
from gongjian.foundation.secrets import index_of
from gongjian.oversight.duties.calendars import forget_calendar
from gongjian.oversight.duties.models import Duty, Exemption, Feed, SpecialDay, Start
from gongjian.oversight.duties.terms import Rhythm
from gongjian.registers.organizations.models import Organization

MOST_FEEDS = 10
SECRET_BYTES = 24
FIELDS = (
    "label",
    "evidence",
    "kinds",
    "bodies",
    "needs",
    "rhythm",
    "months",
    "counted_from",
    "days",
    "times",
    "due_day",
    "due_number",
    "lead_days",
    "basis",
    "stopped",
)


@transaction.atomic
def start_calendar(organization: Organization, *, first: date, by: Any, now: datetime) -> Start:
    """Ask an organization and all below it from a month on (应办日历起算); said again it only moves the month."""
    day = first.replace(day=1)
    start = Start.objects.select_for_update().filter(organization=organization).first()
    before = start.first if start else None
    if start is not None and before == day:
        return start
    start = start or Start(organization=organization)
    start.path, start.first = organization.path, day
    start.save()
    told = {"first": [before, day]}
    _note(organization, "启用应办日历" if before is None else "改应办日历的起算月", changes=told, by=by, now=now)
    touch_everything()
    return start


@transaction.atomic
def set_duty(
    key: str,
    values: Mapping[str, Any],
    *,
    at: Organization,
    chosen: Sequence[Organization] = (),
    in_force_from: date,
    reason: str,
    by: Any,
    now: datetime,
) -> Duty:
    """Say what is owed under KEY from a month on, AT an organization and below; the same said twice changes nothing."""
    day = in_force_from.replace(day=1)
    rows = Duty.objects.select_for_update().filter(key=key)
    duty = rows.filter(in_force_from=day).first() or Duty(key=key, in_force_from=day)
    latest = rows.order_by("in_force_from").last()
    _keep_to_terms(latest, values)
    before = _said(latest, _chosen_of(latest)) if latest else {}
    for name, value in values.items():
        setattr(duty, name, value)
    duty.org_path, duty.reason = at.path, reason
    after = _said(duty, sorted(each.name for each in chosen))
    changes = history.changed(before, after)
    if duty.pk and not changes:
        return duty
    duty.save()
    duty.chosen.set(chosen)
    _tell(duty, at, "新增应办事项" if latest is None else "修改应办事项", changes=changes, by=by, now=now)
    touch_everything()
    return duty


@transaction.atomic
def stop_duty(latest: Duty, *, at: Organization, in_force_from: date, reason: str, by: Any, now: datetime) -> Duty:
    """Nothing is owed under the key of LATEST, the row that holds, from a month on; what was owed before stays."""
    values = {name: getattr(latest, name) for name in FIELDS} | {"stopped": True}
    chosen = list(latest.chosen.all()) if latest.pk else []
    return set_duty(
        latest.key, values, at=at, chosen=chosen, in_force_from=in_force_from, reason=reason, by=by, now=now
    )


@transaction.atomic
def excuse(
    duty: str, organizations: Iterable[Organization], *, first: date, last: date, reason: str, by: Any, now: datetime
) -> list[Exemption]:
    """Ask organizations for none of the periods that begin within these days (免办); who is excused stays so."""
    if last < first:
        raise Refused("免办的最后一天早于第一天。请核对。")
    wanted = {each.pk: each for each in organizations}
    same = Exemption.objects.filter(duty=duty, organization__in=wanted, first__lte=first, last__gte=last)
    known = set(same.values_list("organization_id", flat=True))
    fresh = [each for pk, each in wanted.items() if pk not in known]
    made = [
        Exemption(
            duty=duty, organization=each, org_path=each.path, first=first, last=last, reason=reason, given_by=str(by)
        )
        for each in fresh
    ]
    Exemption.objects.bulk_create(made, batch_size=1000)
    told = {"免办": [None, f"{first} 至 {last}"]}
    for each in fresh:
        _note(each, "免办", changes=told, reason=reason, by=by, now=now)
    touch("organizations", [each.pk for each in fresh])
    return made


@transaction.atomic
def end_exemption(exemption: Exemption, *, by: Any, now: datetime) -> None:
    """Take an exemption back: its periods are owed again."""
    held = Exemption.objects.select_for_update().select_related("organization").filter(pk=exemption.pk).first()
    if held is None:
        return
    told = {"免办": [f"{held.first} 至 {held.last}", None]}
    _note(held.organization, "收回免办", changes=told, by=by, now=now)
    touch("organizations", [held.organization_id])
    held.delete()


@transaction.atomic
def load_special_days(
    days: Mapping[date, tuple[bool, str]], *, at: Organization, by: Any, now: datetime
) -> tuple[int, int]:
    """Set {day: (whether people work, its name)}; returns how many are new and how many changed."""
    known = {each.on: each for each in SpecialDay.objects.filter(on__in=days)}
    new = [SpecialDay(on=on, works=works, name=name) for on, (works, name) in days.items() if on not in known]
    changed = []
    for on, each in known.items():
        if (each.works, each.name) != days[on]:
            each.works, each.name = days[on]
            changed.append(each)
    SpecialDay.objects.bulk_create(new)
    SpecialDay.objects.bulk_update(changed, ["works", "name"])
    if new or changed:
        told = {"节假日": [None, f"新增 {len(new)} 天，改 {len(changed)} 天"]}
        _note(at, "设置节假日", changes=told, by=by, now=now)
        _recalculate()
    return len(new), len(changed)


@transaction.atomic
def drop_special_day(day: SpecialDay, *, at: Organization, by: Any, now: datetime) -> None:
    """Let a day be as its weekday, or the announced holidays, say."""
    _note(at, "取消设置的节假日", changes={"节假日": [f"{day.on} {day.name}".strip(), None]}, by=by, now=now)
    day.delete()
    _recalculate()


@transaction.atomic
def make_feed(user: Any, *, label: str, now: datetime) -> tuple[Feed, str]:
    """A calendar subscription for an account; returns it and its secret, which is nowhere else."""
    if Feed.objects.filter(user=user, revoked_at__isnull=True).count() >= MOST_FEEDS:
        raise Refused(f"一个账号最多 {MOST_FEEDS} 个订阅。请先停掉不用的。")
    secret = token_hex(SECRET_BYTES)
    feed = Feed.objects.create(user=user, label=label, fingerprint=index_of(secret), made_at=now)
    _tell_account(user, "新建日历订阅", label, now=now)
    return feed, secret


@transaction.atomic
def revoke_feed(feed: Feed, *, now: datetime) -> None:
    """From now on its address leads nowhere."""
    if Feed.objects.filter(pk=feed.pk, revoked_at__isnull=True).update(revoked_at=now):
        _tell_account(feed.user, "停掉日历订阅", feed.label, now=now)


def _tell_account(user: Any, verb: str, label: str, *, now: datetime) -> None:
    path = min(scope_of(user).paths("duties.view"), default="")
    history.record(
        verb=verb,
        subject_type="accounts",
        subject_id=user.pk,
        subject=str(user),
        org_path=path,
        reason=label,
        by=user,
        now=now,
    )


def _recalculate() -> None:
    """Due days follow the working calendar, so everything is looked at again."""
    forget_calendar()
    transaction.on_commit(forget_calendar)
    touch_everything()


def _keep_to_terms(latest: Duty | None, values: Mapping[str, Any]) -> None:
    """A period and a term may begin on the same day, so that nothing is now owed by the one and now by the other."""
    if latest is not None and (latest.rhythm == Rhythm.TERM) != (values.get("rhythm") == Rhythm.TERM):
        raise Refused("按届办的和按月、按年办的不能互相改。请停用这一项，再新增一项。")


def _said(duty: Duty, chosen: Sequence[str]) -> dict[str, Any]:
    """What a duty asks for, as the history tells it."""
    return {**{name: getattr(duty, name) for name in FIELDS}, "chosen": list(chosen)}


def _chosen_of(duty: Duty) -> list[str]:
    return sorted(duty.chosen.values_list("name", flat=True))


def _tell(duty: Duty, at: Organization, verb: str, **act: Any) -> None:
    """A line about a duty, in the log of the organization that set it."""
    history.record(
        verb=verb,
        subject_type="duties",
        subject_id=duty.pk,
        subject=duty.label,
        org_path=at.path,
        reason=duty.reason,
        **act,
    )


def _note(organization: Organization, verb: str, **act: Any) -> None:
    """A line in the history of an organization."""
    history.record(
        verb=verb,
        subject_type="organizations",
        subject_id=organization.pk,
        subject=organization.name,
        org_path=organization.path,
        **act,
    )
