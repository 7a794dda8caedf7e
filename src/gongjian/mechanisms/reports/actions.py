"""What is done with a report: begun, written, counted, sent, taken back, opened, returned, accepted, asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongjian.foundation.bulk import one_at_a_time
from gongjian.foundation.changes import touch
from gongjian.foundation.history import record
from gongjian.foundation.merging import Merged
from gongjian.foundation.refusals import Refused
from gongjian.foundation.search import Naming, index_names
from gongjian.foundation.writing import keep_revision, write
from gongjian.mechanisms.reports.counting import counted, differing
from gongjian.mechanisms.reports.kinds import MAY_STAY_EMPTY, Pattern
from gongjian.mechanisms.reports.models import Number, Remark, Report, Text, Urge
from gongjian.mechanisms.reports.queries import patterns_for, period_at
from gongjian.mechanisms.reports.terms import ReportState
from gongjian.registers.organizations.models import Organization
from gongjian.rules.periods import Period

LONGEST_REMARK = 600


class Unfit(Refused):
    """The organization writes no such report, or the period has not begun."""


class Closed(Refused):
    """The report was handed in; it is no more its writers'."""


class Unwritten(Refused):
    """A text that must be there is empty."""


class Early(Refused):
    """The period is not over, and nobody said that the report is to go all the same."""


class Stale(Refused):
    """The numbers were taken on an earlier day; they are taken again before the report goes."""


@transaction.atomic
def begin_report(organization: Organization, kind: str, day: date, *, by: Any, now: datetime) -> Report:
    """The report of the period a DAY lies in, its numbers taken; the one begun before if there is one. Raises Unfit."""
    pattern = patterns_for(organization).get(kind)
    if pattern is None:
        raise Unfit(f"“{organization.name}”不写这种汇报。请换一种。")
    period = period_at(day, pattern.months)
    if period.first > timezone.localdate(now):
        raise Unfit(f"{period.label}还没到，不能先写汇报。")
    one_at_a_time(f"report.{organization.pk}.{kind}.{period.first}")
    begun = Report.objects.filter(organization=organization, kind=kind, first=period.first).first()
    return begun or _new_report(organization, pattern, period, by=by, now=now)


def _new_report(organization: Organization, pattern: Pattern, period: Period, *, by: Any, now: datetime) -> Report:
    superior = organization.parent
    report = Report.objects.create(
        organization=organization,
        org_path=organization.path,
        to=superior,
        to_path=superior.path if superior else "",
        kind=pattern.key,
        label=pattern.label,
        title=f"{organization.name} {period.label}{pattern.label}",
        first=period.first,
        last=period.last,
        months=period.months,
        outline=pattern.outline,
        assembles=list(pattern.members),
        counted_at=now,
    )
    asked = [each for section in pattern.sections for each in section.texts]
    Text.objects.bulk_create(Text(report=report, key=each.key, label=each.label) for each in asked)
    Number.objects.bulk_create(counted(report))
    index_names("reports", [Naming(report.pk, report.title)], new=True)
    tell(report, "写汇报", by=by, now=now)
    return report


@transaction.atomic
def write_text(text: Text, *, base: str, words: str, by: Any, now: datetime) -> Merged:
    """Save what BY made of a text that read BASE when BY began; what others saved meanwhile is kept with it."""
    refuse_closed(lock(text.report))
    current = Text.objects.select_for_update().get(pk=text.pk)
    before = current.text
    merged = write(current, "text", base=base, text=words, by=by)
    if merged.text != before:
        keep_revision(current.versions, merged.text, by=by, now=now)
    return merged


@transaction.atomic
def take_over(report: Report, into: Text, sentences: Iterable[str], *, by: Any, now: datetime) -> int:
    """Put SENTENCES of subordinates under what stands in a text, whatever others write meanwhile; each stands once."""
    refuse_closed(lock(report))
    current = Text.objects.select_for_update().get(pk=into.pk, report=report)
    fresh = [each for each in dict.fromkeys(sentences) if each not in current.text]
    if fresh:
        current.text = "\n".join([*([current.text.rstrip()] if current.text.strip() else []), *fresh])
        current.save(update_fields=["text"])
        keep_revision(current.versions, current.text, by=by, now=now)
    return len(fresh)


@transaction.atomic
def recount(report: Report, *, by: Any, now: datetime) -> list[str]:
    """Take the numbers again; returns the labels of those that changed. Raises Closed."""
    locked = lock(report)
    refuse_closed(locked)
    old, new = list(locked.numbers.all()), list(counted(locked))
    locked.numbers.all().delete()
    Number.objects.bulk_create(new)
    locked.counted_at = now
    locked.save(update_fields=["counted_at"])
    changed = differing(old, new)
    if changed:
        tell(locked, "重新取数", reason="、".join(changed)[:400], by=by, now=now)
    return changed


@transaction.atomic
def send(report: Report, *, by: Any, now: datetime, early: bool = False) -> Report:
    """Hand the report in (报送): its numbers stay as they are from now on. A second time does nothing.

    Raises Unwritten; Early, unless EARLY says that it may go before its period is over; Stale.
    """
    locked, on = lock(report), timezone.localdate(now)
    if locked.is_handed_in:
        return locked
    if empty := unwritten(locked):
        raise Unwritten(f"{'、'.join(f'“{label}”' for label in empty)}还没有写。写好再报送。")
    if locked.is_early(on) and not early:
        raise Early(f"{locked.period.label}还没有过完。要现在就报送，请勾上“仍要报送”。")
    if timezone.localdate(locked.counted_at) != on:
        raise Stale("数字不是今天取的。重新取数、看过以后再报送。")
    locked.sent_at, locked.sent_on, locked.sent_by, locked.opened_at = now, on, str(by), None
    move(locked, ReportState.SENT, "报送", by=by, now=now)
    return locked


@transaction.atomic
def take_back(report: Report, *, by: Any, now: datetime) -> Report:
    """撤回报送, until the superior opened it. Raises Closed."""
    locked = lock(report)
    if not locked.may_be_taken_back:
        raise Closed("上级已经打开看过，不能撤回。要改的话，请上级退回。")
    move(locked, ReportState.DRAFT, "撤回报送", by=by, now=now)
    return locked


@transaction.atomic
def note_opened(report: Report, *, by: Any, now: datetime) -> None:
    """The superior looked: from now on the report is not taken back."""
    opened = Report.objects.filter(pk=report.pk, state=ReportState.SENT, opened_at__isnull=True).update(opened_at=now)
    if opened:
        tell(report, "上级打开", by=by, now=now)


@transaction.atomic
def return_report(report: Report, remarks: Mapping[int | None, str], *, by: Any, now: datetime) -> Report:
    """退回, with what is to be put right: {place of the section, None for the whole: words}. Raises Refused."""
    locked = lock(report)
    said = {place: words.strip()[:LONGEST_REMARK] for place, words in remarks.items() if words.strip()}
    if not said:
        raise Refused("还没有写要改什么。至少写一处，再退回。")
    if locked.state != ReportState.SENT:
        raise Closed(f"这份汇报现在是“{locked.get_state_display()}”，不能退回。")
    Remark.objects.bulk_create(
        Remark(report=locked, section=place, title=title_at(locked, place), text=words, by=str(by), at=now)
        for place, words in said.items()
    )
    locked.decided_at, locked.decided_by = now, str(by)
    asked = "；".join(words.rstrip("。") for words in said.values())
    move(locked, ReportState.RETURNED, "退回", reason=asked[:400], by=by, now=now)
    return locked


@transaction.atomic
def accept(report: Report, *, by: Any, now: datetime) -> Report:
    """接收; a second time does nothing. Raises Closed for one that was not sent."""
    locked = lock(report)
    if locked.state == ReportState.ACCEPTED:
        return locked
    if locked.state != ReportState.SENT:
        raise Closed(f"这份汇报现在是“{locked.get_state_display()}”，不能接收。")
    locked.decided_at, locked.decided_by = now, str(by)
    move(locked, ReportState.ACCEPTED, "接收", by=by, now=now)
    return locked


@transaction.atomic
def urge(organization: Organization, pattern: Pattern, period: Period, *, by: Any, now: datetime) -> bool:
    """催报: ask for a report that is not there; once a day is enough. Returns whether it was asked for now."""
    on = timezone.localdate(now)
    one_at_a_time(f"urge.{organization.pk}.{pattern.key}.{period.first}")
    known = Report.objects.handed_in().filter(organization=organization, kind=pattern.key, first=period.first)
    asked = Urge.objects.filter(organization=organization, kind=pattern.key, first=period.first).first()
    if known.exists() or (asked is not None and asked.on == on):
        return False
    if asked is None:
        asked = Urge(organization=organization, kind=pattern.key, first=period.first, times=0)
    asked.org_path, asked.label, asked.last, asked.months = organization.path, pattern.label, period.last, period.months
    asked.times, asked.on, asked.by = asked.times + 1, on, str(by)
    asked.save()
    record(
        verb="催报",
        subject_type="organizations",
        subject_id=organization.pk,
        subject=organization.name,
        org_path=organization.path,
        reason=f"{period.label}{pattern.label}",
        by=by,
        now=now,
    )
    return True


def unwritten(report: Report) -> list[str]:
    """The labels of the texts that are empty and may not stay so."""
    rows = report.texts.exclude(key__in=MAY_STAY_EMPTY)
    return [each.label for each in rows if not each.text.strip()]


def title_at(report: Report, place: int | None) -> str:
    """The heading of a section, 整份汇报 for all of it."""
    return report.outline[place]["title"] if place is not None and place < len(report.outline) else "整份汇报"


def lock(report: Report) -> Report:
    """The row as it is now, held until the transaction ends."""
    rows = Report.objects.select_for_update(of=("self",)).select_related("organization", "to")
    return rows.get(pk=report.pk)


def refuse_closed(report: Report) -> None:
    if not report.may_change:
        raise Closed(f"这份汇报{report.get_state_display()}，不能再改。")


def move(report: Report, state: ReportState, verb: str, *, by: Any, now: datetime, reason: str = "") -> None:
    report.state = state
    report.version += 1
    report.save()
    tell(report, verb, reason=reason, by=by, now=now)
    touch("organizations", [report.organization_id])


def tell(report: Report, verb: str, *, by: Any, now: datetime, reason: str = "") -> None:
    record(
        verb=verb,
        subject_type="reports",
        subject_id=report.pk,
        subject=report.title[:600],
        org_path=report.org_path,
        reason=reason,
        by=by,
        now=now,
    )
