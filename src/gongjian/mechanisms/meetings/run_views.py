"""开会: the page a secretary holds in the hand while the meeting runs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from gongjian.foundation.pages.fragment import wants_fragment
from gongjian.foundation.pages.toasts import warn
from gongjian.foundation.pages.writing import plain
from gongjian.foundation.refusals import Refused
from gongjian.mechanisms.meetings import running
from gongjian.mechanisms.meetings.forms import FollowUpForm, ItemForm, ResolutionForm
from gongjian.mechanisms.meetings.models import Item, Meeting
from gongjian.mechanisms.meetings.reading import read
from gongjian.mechanisms.meetings.terms import Presence
from gongjian.mechanisms.meetings.views import kept, seat_of

MOST_WORDS = 5000


def run(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = kept(request, pk)
    if not chosen.may_change:
        return redirect("meeting", pk)
    return render(request, "meetings/run.html", context_of(request, chosen))


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """One act. A script gets the page's body back, a plain form is led back to it."""
    chosen, refused = kept(request, pk), ""
    try:
        name = request.POST.get("act", "")
        told = read_act(request, chosen, name)
        seen_as = plain(request.POST.get("seen_as", ""))[:40]
        running.carry_out(chosen, name, told, seen_as=seen_as, by=request.user, now=timezone.now())
    except Refused as refusal:
        refused = str(refusal)
    if wants_fragment(request):
        chosen.refresh_from_db()
        return render(request, "meetings/run_body.html", {**context_of(request, chosen), "refused": refused})
    if refused and chosen.may_change:
        context = context_of(request, chosen, fault=fault_in(request, refused))
        return render(request, "meetings/run.html", context, status=422)
    if refused:
        warn(request, refused)
    return redirect("meeting" if name == "hold" and not refused else "meeting_run", pk)


def fault_in(request: HttpRequest, said: str) -> dict[str, Any]:
    """What was refused and why: the words as they were typed go back into the form they came from."""
    item = request.POST.get("item", "")
    return {**request.POST.dict(), "item": int(item) if item.isdecimal() else None, "said": said}


def read_act(request: HttpRequest, chosen: Meeting, name: str) -> Mapping[str, Any]:
    """What the posted form says, checked; raises Refused with the first fault in words."""
    if name == "mark":
        seat, _, presence = request.POST.get("mark", "").partition(":")
        if presence not in Presence.values:
            raise Refused("没有看懂这一项。刷新后再点一次。")
        return {"attendee": seat_of(chosen, seat), "presence": presence}
    if name == "jot":
        text = plain(request.POST.get("text", "")).strip()[:MOST_WORDS]
        if not text:
            raise Refused("还没有写。")
        return {"item": item_of(chosen, request.POST.get("item", "")), "text": text}
    if name in ("resolve", "follow_up", "add_item"):
        return cleaned(form_for(request, chosen, name))
    return {"ended_at": tapped_at(request)} if name == "hold" else {}


def tapped_at(request: HttpRequest) -> datetime:
    """When the act was done by the device's clock, which is earlier than it arrived where there was no network.

    A time that cannot be, or that is no time of day here, is not taken.
    """
    now = timezone.now()
    try:
        told = parse_datetime(request.POST.get("at", ""))
        return min(timezone.localtime(told), now) if told and told.tzinfo else now
    except (ValueError, OverflowError):
        return now


def form_for(request: HttpRequest, chosen: Meeting, name: str) -> Any:
    if name == "resolve":
        return ResolutionForm(request.POST, meeting=chosen)
    return (
        FollowUpForm(request.POST, user=request.user, meeting=chosen) if name == "follow_up" else ItemForm(request.POST)
    )


def cleaned(form: Any) -> Mapping[str, Any]:
    """What a form says; raises Refused with its first fault."""
    if form.is_valid():
        return form.cleaned_data
    name, errors = next(iter(form.errors.items()))
    label = form.fields[name].label if name in form.fields else ""
    raise Refused(f"{label}：{errors[0]}" if label else str(errors[0]))


def item_of(chosen: Meeting, text: str) -> Item:
    found = chosen.items.filter(pk=text).first() if text.isdecimal() and len(text) < 19 else None
    if found is None:
        raise Refused("这个议题刚才被删了。刷新后再写。")
    return found


def context_of(request: HttpRequest, chosen: Meeting, fault: Mapping[str, Any] | None = None) -> dict[str, Any]:
    typed = request.POST if fault and fault.get("act") == "follow_up" else None
    return {
        "fault": fault or {},
        "meeting": chosen,
        "reading": read(chosen, on=timezone.localdate()),
        "follow_up_form": FollowUpForm(typed, user=request.user, meeting=chosen, auto_id="f-%s"),
        "time_has_come": chosen.starts_at <= timezone.now(),
    }
