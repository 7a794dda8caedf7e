"""Pages on which a meeting is arranged: planned, changed before it is held, and told to those it is for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from gongjian.foundation.pages.editing import edit_page
from gongjian.foundation.pages.once import made_before
from gongjian.foundation.pages.toasts import say, warn
from gongjian.mechanisms.meetings import actions, permissions
from gongjian.mechanisms.meetings.inviting import people_last_time
from gongjian.mechanisms.meetings.kinds import KINDS
from gongjian.mechanisms.meetings.noticing import notice_of
from gongjian.mechanisms.meetings.plan_forms import MeetingForm, NewMeetingForm, NoticeForm
from gongjian.mechanisms.meetings.proposing import Proposal, propose
from gongjian.mechanisms.meetings.queries import holders_for, meetings_for
from gongjian.mechanisms.meetings.serving import arranged_for
from gongjian.mechanisms.meetings.terms import Due
from gongjian.mechanisms.meetings.views import act_page, allow, kept
from gongjian.registers.organizations.models import Organization

HOLDERS = 300


def new(request: HttpRequest) -> HttpResponse:
    """Plan a meeting: without `kind` and `organization` first those two are asked for."""
    allow(permissions.may_hold_some(request.user))
    if made := made_before(meetings_for(request.user), request.POST):
        say(request, f"“{made.title}”刚才已经排好，没有再排一次。")
        return redirect("meeting", made.pk)
    asked = request.POST if request.method == "POST" else request.GET
    kind, organization = KINDS.get(asked.get("kind", "")), holder_named(request, asked.get("organization", ""))
    if kind is None or organization is None or not kind.may_be_held_by(organization.kind, organization.body):
        return choose(request, organization, kind is not None and organization is not None)
    serves = day_in(asked.get("serves", ""))
    proposal = propose(organization, kind, serves=serves, on=timezone.localdate(), by=request.user)
    form = NewMeetingForm(
        request.POST or None,
        organization=organization,
        kind=kind,
        serves=serves,
        answers=request.POST.getlist("answer"),
        initial=initial_from(proposal),
    )
    if request.method == "POST" and form.is_valid():
        values = {**form.values(), "kind": kind.key}
        made = actions.plan_meeting(
            organization, values, agenda=form.agenda_lines(), by=request.user, now=timezone.now()
        )
        say(request, f"已排好“{made.title}”。下一步：发通知。")
        return redirect("meeting", made.pk)
    context = {
        "form": form,
        "kind": kind,
        "organization": organization,
        "proposal": proposal,
        "serves": serves,
        "guests": people_last_time(organization, kind.key) if kind.due == Due.INVITED else [],
        "already": arranged_for(organization.pk, kind.key, serves or proposal.starts_at.date()) if kind.duty else None,
    }
    return render(request, "meetings/new.html", context, status=422 if form.errors else 200)


def choose(request: HttpRequest, organization: Organization | None, unfit: bool) -> HttpResponse:
    """Which organization, and which kind of meeting that it holds."""
    holders = list(holders_for(request.user)[:HOLDERS])
    chosen = organization or (holders[0] if len(holders) == 1 else None)
    held = [each for each in KINDS.values() if chosen is None or each.may_be_held_by(chosen.kind, chosen.body)]
    context = {
        "holders": holders,
        "chosen": chosen,
        "kinds": held,
        "unfit": unfit,
        "serves": request.GET.get("serves", ""),
    }
    return render(request, "meetings/choose.html", context)


def holder_named(request: HttpRequest, text: str) -> Organization | None:
    return holders_for(request.user).filter(pk=text).first() if text.isdecimal() and len(text) < 19 else None


def day_in(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def initial_from(proposal: Proposal) -> dict[str, Any]:
    fields = ("title", "starts_at", "place", "chair", "recorder", "serves_on")
    return {**{name: getattr(proposal, name) for name in fields}, "agenda": "\n".join(proposal.agenda)}


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    chosen, done = kept(request, pk), reverse("meeting", args=[pk])
    if not chosen.may_change:
        warn(request, f"这次会议{chosen.state_label}，不能再改。")
        return redirect(done)
    form = MeetingForm(request.POST or None, instance=chosen)

    def save(values: Mapping[str, Any], version: int) -> None:
        anew = form.sends_anew() and bool(values.keys() & actions.TOLD)
        found, now = kept(request, pk), timezone.now()
        actions.edit_meeting(found, values, version=version, anew=anew, by=request.user, now=now)
        say(request, "已保存，通知按现在的时间、地点重新发了。" if anew else "已保存。")

    context = {"title": f"修改“{chosen.title}”", "button": "保存", "meeting": chosen}
    return edit_page(request, form, save, template="meetings/form.html", context=context, done=done)


def call(request: HttpRequest, pk: int) -> HttpResponse:
    """The invitation, read once more and sent."""
    chosen = kept(request, pk)
    form = NoticeForm(request.POST or None, initial={"notice": notice_of(chosen)})
    title = f"通知：{chosen.title}"

    def send(by: Any) -> None:
        actions.call_meeting(chosen, notice=form.cleaned_data["notice"], by=by, now=timezone.now())

    return act_page(request, chosen, form, send, title=title, button="发出通知", said="通知已发出。")
