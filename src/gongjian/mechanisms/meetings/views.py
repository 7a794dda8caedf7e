"""Pages of meetings: the list, the month, and the page of one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongjian.foundation.history import Entry
from gongjian.foundation.pages.lists import list_page
from gongjian.foundation.pages.record import sections_for
from gongjian.foundation.pages.timeline import told
from gongjian.foundation.pages.toasts import say, warn
from gongjian.foundation.refusals import Refused
from gongjian.mechanisms.meetings import actions, permissions
from gongjian.mechanisms.meetings.forms import (
    FollowUpForm,
    ReasonForm,
)
from gongjian.mechanisms.meetings.listing import MEETINGS
from gongjian.mechanisms.meetings.models import Attendee, Meeting
from gongjian.mechanisms.meetings.months import first_of, month_of
from gongjian.mechanisms.meetings.queries import kept_by, meetings_for
from gongjian.mechanisms.meetings.reading import read
from gongjian.mechanisms.meetings.terms import MeetingState, Reply
from gongjian.mechanisms.meetings.waiting import moment
from gongjian.registers.organizations.choosing import at_and_below, organization_choices

RECENT, LONG = 6, 100
A_MONTH = timedelta(days=32)


def meetings(request: HttpRequest) -> HttpResponse:
    allow(permissions.may_see_some(request.user), "您的账号看不到会议。")
    context = {"may_hold": permissions.may_hold_some(request.user)}
    return list_page(request, MEETINGS, template="meetings/list.html", context=context)


def month(request: HttpRequest) -> HttpResponse:
    allow(permissions.may_see_some(request.user), "您的账号看不到会议。")
    on = timezone.localdate()
    asked, chosen = request.GET.get("month", ""), request.GET.get("organization", "")
    named = first_of(asked)
    first = named or on.replace(day=1)
    rows = meetings_for(request.user).exclude(state=MeetingState.CANCELLED)
    rows = rows.filter(starts_at__gte=moment(first), starts_at__lt=moment((first + A_MONTH).replace(day=1)))
    if chosen.isdecimal() and len(chosen) < 19:
        rows = at_and_below("org_path")(rows, chosen)
    context = {
        "month": month_of(first, rows, on=on),
        "unread": bool(asked) and named is None,
        "organizations": organization_choices(request.user, chosen if len(chosen) < 19 else ""),
        "chosen": chosen,
        "may_hold": permissions.may_hold_some(request.user),
    }
    return render(request, "meetings/month.html", context)


def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = get_object_or_404(meetings_for(request.user).prefetch_related("attendees", "resolutions"), pk=pk)
    tab, on = request.GET.get("tab", ""), timezone.localdate()
    may_record = permissions.may_record(request.user, chosen)
    adds = may_record and chosen.state == MeetingState.LOCKED and not tab
    entries = Entry.objects.about("meetings", chosen.pk)
    context = {
        "meeting": chosen,
        "reading": read(chosen, on=on),
        "tab": tab,
        "entries": told(entries[: LONG if tab == "history" else RECENT]),
        "sections": sections_for("meeting", request.user, chosen, on=on) if tab == "viewers" else (),
        "may_record": may_record,
        "follow_up_form": FollowUpForm(user=request.user, meeting=chosen, auto_id="f-%s") if adds else None,
        "time_has_come": chosen.starts_at <= timezone.now(),
    }
    return render(request, "meetings/meeting.html", context)


def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    chosen, form = kept(request, pk), ReasonForm(request.POST or None)

    def carry_out(by: Any) -> None:
        actions.cancel_meeting(chosen, reason=form.cleaned_data["reason"], by=by, now=timezone.now())

    title = f"取消“{chosen.title}”"
    return act_page(request, chosen, form, carry_out, title=title, button="取消会议", said="会议已取消。")


def act_page(
    request: HttpRequest,
    chosen: Meeting,
    form: Any,
    carry_out: Callable[[Any], None],
    *,
    title: str,
    button: str,
    said: str,
) -> HttpResponse:
    """One form, one act: back to the meeting when it is done, the refusal in words when it cannot be."""
    done = reverse("meeting", args=[chosen.pk])
    if request.method == "POST" and form.is_valid():
        try:
            carry_out(request.user)
        except Refused as refusal:
            warn(request, str(refusal))
        else:
            say(request, said)
        return redirect(done)
    context = {"form": form, "title": title, "button": button, "done": done, "meeting": chosen}
    return render(request, "meetings/form.html", context, status=422 if form.errors else 200)


@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = kept(request, pk)
    silent = actions.remind(chosen, by=request.user, now=timezone.now())
    say(request, f"已提醒 {silent} 人。有账号的在“今天”里看得到。" if silent else "都已经回执，不用提醒。")
    return redirect("meeting", pk)


@require_POST
def replies(request: HttpRequest, pk: int) -> HttpResponse:
    """回执 told by telephone or in a chat, entered by the recorder: `reply` is "id:answer"."""
    chosen = kept(request, pk)
    seat, _, answer = request.POST.get("reply", "").partition(":")
    attendee = seat_of(chosen, seat)
    if answer in Reply.values:
        refusing(
            request,
            lambda: actions.enter_reply(attendee, Reply(answer), reason="", by=request.user, now=timezone.now()),
        )
    return redirect(f"{reverse('meeting', args=[pk])}#people")


def seat_of(chosen: Meeting, text: str) -> Attendee:
    return get_object_or_404(chosen.attendees, pk=int(text) if text.isdecimal() and len(text) < 19 else 0)


def kept(request: HttpRequest, pk: int) -> Meeting:
    """A meeting whose record the viewer keeps; the fetch is the check, those who only see it are told so."""
    chosen = get_object_or_404(meetings_for(request.user), pk=pk)
    allow(kept_by(request.user).filter(pk=pk).exists())
    return chosen


def refusing(request: HttpRequest, act: Callable[[], Any]) -> None:
    """Do ACT; what it refuses is said on the next page."""
    try:
        act()
    except Refused as refusal:
        warn(request, str(refusal))


def allow(allowed: bool, otherwise: str = "这里的会议不归您记，只能看。") -> None:
    if not allowed:
        raise PermissionDenied(otherwise)
