"""What was agreed, who does it, by when, where it stands; and the invitations one has received."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongjian.foundation.exports import reach_of, tell_export
from gongjian.foundation.pages.lists import list_page
from gongjian.foundation.pages.paging import page_of
from gongjian.foundation.pages.toasts import say, warn
from gongjian.foundation.pages.way_back import way_back
from gongjian.foundation.refusals import Refused
from gongjian.mechanisms.meetings import actions, minutes, permissions
from gongjian.mechanisms.meetings.agreed_word import agreed_in_word
from gongjian.mechanisms.meetings.forms import CloseForm, ReplyForm
from gongjian.mechanisms.meetings.kinds import KINDS
from gongjian.mechanisms.meetings.listing import follow_up_table
from gongjian.mechanisms.meetings.models import Attendee, FollowUp, Resolution
from gongjian.mechanisms.meetings.paper import owner_of
from gongjian.mechanisms.meetings.paper_views import as_file
from gongjian.mechanisms.meetings.queries import closable_by, conferences_for, invitations_for
from gongjian.mechanisms.meetings.reading import task
from gongjian.mechanisms.meetings.terms import Reply
from gongjian.mechanisms.meetings.views import allow, refusing
from gongjian.registers.organizations.choosing import at_and_below, organization_choices

WITH_PARTIES = tuple(each.key for each in KINDS.values() if each.with_parties)
CONFERENCES, ON_PAPER = 10, 50


def follow_ups(request: HttpRequest) -> HttpResponse:
    allow(permissions.may_see_some(request.user), "您的账号看不到会议定的事。")
    return list_page(request, follow_up_table(timezone.localdate()), template="meetings/follow_ups.html")


def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """One thing to be done: closed here with a sentence, or its owner reminded."""
    chosen = get_object_or_404(closable_by(request.user), pk=pk)
    form, may_close = CloseForm(request.POST or None), permissions.may_close(request.user, chosen)
    if request.method == "POST":
        allow(may_close)
        if form.is_valid():
            now, on = timezone.now(), timezone.localdate()
            minutes.close_follow_up(chosen, result=form.cleaned_data["result"], on=on, by=request.user, now=now)
            say(request, "已办结。")
            return redirect("follow_up", pk)
    context = {
        "follow_up": chosen,
        "owner": owner_of(chosen),
        "form": form,
        "may_close": may_close and chosen.closed_on is None,
        "may_urge": permissions.may_record(request.user, chosen.meeting) and chosen.closed_on is None,
        "sees_meeting": permissions.may_see(request.user, chosen.meeting),
        "on": timezone.localdate(),
    }
    return render(request, "meetings/follow_up.html", context, status=422 if form.errors else 200)


@require_POST
def urge(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = get_object_or_404(closable_by(request.user), pk=pk)
    allow(permissions.may_record(request.user, chosen.meeting))
    minutes.urge(chosen, by=request.user, now=timezone.now(), on=timezone.localdate())
    say(request, "已催办。对方的“今天”里看得到。")
    return redirect(way_back(request, usual=reverse("follow_up", args=[pk])))


def agreed(request: HttpRequest) -> HttpResponse:
    """The joint conferences of an organization on one page, the latest first; `format=docx` gives them in Word."""
    allow(permissions.may_see_some(request.user), "您的账号看不到会议定的事。")
    chosen, kind = asked_for(request)
    rows = agreed_rows(request.user, chosen, kind)
    if request.GET.get("format") == "docx":
        return agreed_file(request, rows)
    page = page_of(rows.order_by(), key="starts_at", query=request.GET, descending=True, size=CONFERENCES)
    on = timezone.localdate()
    context = {
        "page": page,
        "conferences": [conference(each, on) for each in page.rows],
        "organizations": organization_choices(request.user, chosen),
        "chosen": chosen,
        "kinds": [(key, KINDS[key].label) for key in WITH_PARTIES],
        "kind": kind,
        "word": f"?{urlencode({'organization': chosen, 'kind': kind, 'format': 'docx'})}",
    }
    return render(request, "meetings/agreed.html", context)


def agreed_file(request: HttpRequest, rows: Any) -> HttpResponse:
    """The latest ON_PAPER conferences of ROWS as a Word file, told in the log."""
    on = timezone.localdate()
    found = [conference(each, on) for each in rows[:ON_PAPER]]
    if not found:
        warn(request, "还没有联席会议定的事，没有可以导出的。")
        return redirect("meetings_agreed")
    names = {each["meeting"].organization.name for each in found}
    content = agreed_in_word(found, of=names.pop() if len(names) == 1 else "", on=on)
    path = reach_of(request.user, "meetings.view")
    tell_export(label="议定事项", rows=len(found), path=path, by=request.user, now=timezone.now())
    return as_file(content, f"议定事项 {on}.docx")


def asked_for(request: HttpRequest) -> tuple[str, str]:
    """(organization, kind) as chosen on the page, each "" for all."""
    chosen, kind = request.GET.get("organization", ""), request.GET.get("kind", "")
    return chosen if chosen.isdecimal() and len(chosen) < 19 else "", kind if kind in WITH_PARTIES else ""


def agreed_rows(user: Any, chosen: str, kind: str) -> Any:
    """The conferences USER may see, with their parties, decisions and follow-ups, the latest first."""
    rows = conferences_for(user, [kind] if kind else WITH_PARTIES)
    rows = at_and_below("org_path")(rows, chosen) if chosen else rows
    return rows.prefetch_related(
        Prefetch("resolutions", Resolution.objects.order_by("pk")),
        Prefetch("follow_ups", FollowUp.objects.select_related("owner")),
        Prefetch("attendees", Attendee.objects.exclude(party="")),
    )


def conference(meeting: Any, on: Any) -> dict[str, Any]:
    """A conference with its parties and what each is to do."""
    tasks = [task(each, on) for each in meeting.follow_ups.all()]
    return {
        "meeting": meeting,
        "parties": list(dict.fromkeys(each.party for each in meeting.attendees.all())),
        "tasks": tasks,
        "open": sum(1 for each in tasks if each.mark != "full"),
    }


def invitations(request: HttpRequest) -> HttpResponse:
    """Meetings called by others to which one's own organizations are invited."""
    allow(permissions.may_hold_some(request.user), "您的账号没有要回执的会议。")
    seats = list(invitations_for(request.user).order_by("-meeting__starts_at", "-pk")[:50])
    return render(request, "meetings/invitations.html", {"seats": seats, "now": timezone.now()})


def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """What one is invited to: the notice and the agenda; the reply, and a topic one wishes to bring."""
    seat = get_object_or_404(invitations_for(request.user), pk=pk)
    answered = {"reply": seat.reply or None, "reason": seat.reason}
    form = ReplyForm(request.POST or None, initial=answered)
    if request.method == "POST" and form.is_valid():
        refusing(request, lambda: answer(request, seat, form.cleaned_data))
        return redirect(reverse("invitation", args=[pk]))
    items = [each for each in seat.meeting.items.all() if not each.suggested or each.proposed_by == proposer(seat)]
    context = {"seat": seat, "meeting": seat.meeting, "items": items, "form": form}
    return render(request, "meetings/invitation.html", context, status=422 if form.errors else 200)


def answer(request: HttpRequest, seat: Attendee, told: Any) -> None:
    """Write down the reply and, while the meeting is ahead, the topic."""
    now = timezone.now()
    if not seat.meeting.is_ahead:
        raise Refused("会已经开过，不用回执了。")
    actions.enter_reply(seat, Reply(told["reply"]), reason=told["reason"], by=request.user, now=now)
    if told["topic"]:
        minutes.add_item(
            seat.meeting,
            title=told["topic"],
            proposed_by=proposer(seat),
            suggested=True,
            by=request.user,
            now=now,
        )
    say(request, "已回执。")


def proposer(seat: Attendee) -> str:
    return (seat.party or seat.name)[:60]
