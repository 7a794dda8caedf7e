"""Who is invited to a meeting and in what part, changed by hand: one or many more, one less, one not counted."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongjian.foundation.pages.toasts import say
from gongjian.foundation.pages.writing import plain
from gongjian.foundation.refusals import Refused
from gongjian.mechanisms.meetings import seating
from gongjian.mechanisms.meetings.forms import SeatForm
from gongjian.mechanisms.meetings.inviting import circles_for
from gongjian.mechanisms.meetings.models import Meeting
from gongjian.mechanisms.meetings.terms import Part
from gongjian.mechanisms.meetings.views import kept, refusing, seat_of


def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is invited and in what part: one more, one less, one not counted."""
    chosen = kept(request, pk)
    form = SeatForm(request.POST if request.method == "POST" and "name" in request.POST else None, user=request.user)
    if request.method == "POST":
        if "name" not in request.POST:
            refusing(request, lambda: change_seat(request, chosen))
            return redirect("meeting_people", pk)
        if form.is_valid():
            values = form.values(timezone.localdate())
            refusing(request, lambda: seating.invite(chosen, values, by=request.user, now=timezone.now()))
            return redirect("meeting_people", pk)
    circles = circles_for(request.user, chosen) if chosen.may_change else []
    context = {"meeting": chosen, "people": chosen.attendees.all(), "form": form, "circles": circles}
    return render(request, "meetings/people.html", context, status=422 if form.errors else 200)


@require_POST
def parties(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite several organizations right below a regional body at once: those ticked, or `all` of them."""
    chosen = kept(request, pk)
    wanted = set(request.POST.getlist("party"))
    picked = [
        each
        for circle in circles_for(request.user, chosen)
        for each in circle.below
        if str(each.pk) in wanted or request.POST.get("all") == str(circle.body.pk)
    ]

    def carry_out() -> None:
        number = seating.invite_all(chosen, picked, by=request.user, now=timezone.now())
        say(request, f"请了 {number} 家。" if number else "没有新请的。先勾选要请的，再点“请选中的”。")

    refusing(request, carry_out)
    return redirect("meeting_people", pk)


def change_seat(request: HttpRequest, chosen: Meeting) -> None:
    """`change` is "id:due", "id:observer", "id:off" or "id:exclude", the last with a reason in `reason-id`."""
    seat, _, wanted = request.POST.get("change", "").partition(":")
    attendee, by, now = seat_of(chosen, seat), request.user, timezone.now()
    if wanted == "off":
        seating.uninvite(attendee, by=by, now=now)
    elif wanted == "exclude":
        reason = plain(request.POST.get(f"reason-{seat}", "")).strip()[:60]
        if not reason:
            raise Refused(f"不计入应到要写原因，例如年老体弱。{attendee.name}没有改。")
        seating.change_seat(attendee, {"excluded": reason}, by=by, now=now)
    elif wanted in Part.values:
        seating.change_seat(attendee, {"part": wanted, "excluded": ""}, by=by, now=now)
