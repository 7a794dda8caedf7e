"""纪要: written together, confirmed by both, then closed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongjian.foundation.merging import Merged
from gongjian.foundation.pages.writing import plain, said_saved, sent_texts, told_back
from gongjian.foundation.refusals import Refused
from gongjian.mechanisms.meetings import minutes
from gongjian.mechanisms.meetings.forms import FollowUpForm, ItemForm, ReasonForm, ResolutionForm
from gongjian.mechanisms.meetings.models import Item, Meeting, Resolution
from gongjian.mechanisms.meetings.reading import read
from gongjian.mechanisms.meetings.run_views import cleaned, item_of
from gongjian.mechanisms.meetings.terms import MeetingState
from gongjian.mechanisms.meetings.views import act_page, kept, refusing

PARTS = {"chair": "主持人", "recorder": "记录人"}


def written(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes as fields; without a script one button saves them all."""
    chosen = kept(request, pk)
    if not chosen.may_change:
        return redirect("meeting", pk)
    if request.method == "POST":
        return said_saved(request, write(request, chosen), redirect("meeting_minutes", pk))
    context = {
        "rest": minutes.rest_of(chosen),
        "asked_again": minutes.asked_again(chosen),
        "meeting": chosen,
        "reading": read(chosen, on=timezone.localdate()),
        "follow_up_form": FollowUpForm(user=request.user, meeting=chosen, auto_id="f-%s"),
        "item_form": ItemForm(auto_id="i-%s"),
        "parts": [(key, label, getattr(chosen, f"{key}_confirmed_by")) for key, label in PARTS.items()],
        "alone": minutes.is_alone(chosen, request.user),
    }
    return render(request, "meetings/minutes.html", context)


@require_POST
def texts(request: HttpRequest, pk: int) -> HttpResponse:
    """What a script saves every few seconds: the texts as they stand now, others' words among them."""
    chosen = kept(request, pk)
    return told_back(lambda: write(request, chosen))


def write(request: HttpRequest, chosen: Meeting) -> dict[str, Merged]:
    """Every text of the form, saved with what others wrote."""
    items, now = fields_of(chosen), timezone.now()
    return {
        name: minutes.write_text(*items[name], base=base, text=text, by=request.user, now=now)
        for name, base, text in sent_texts(request.POST, items)
    }


def fields_of(chosen: Meeting) -> dict[str, tuple[Item, str]]:
    """The texts of the form by their names in it."""
    items = chosen.items.filter(suggested=False)
    return {f"{item.pk}-{field}": (item, field) for item in items for field in minutes.TEXTS}


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what stands on the page, then confirm the minutes if they read as it shows them."""
    chosen, part = kept(request, pk), request.POST.get("part", "")

    def carry_out() -> None:
        write(request, chosen)
        fields, alone_for = fields_of(chosen), plain(request.POST.get("alone_for", ""))[:200]
        texts = {(fields[name][0].pk, fields[name][1]): text for name, _, text in sent_texts(request.POST, fields)}
        shown = minutes.Shown(request.POST.get("rest", ""), texts)
        now = timezone.now()
        minutes.confirm(chosen, part=part, alone_for=alone_for, shown=shown, by=request.user, now=now)

    if part in PARTS:
        refusing(request, carry_out)
    chosen.refresh_from_db()
    return redirect("meeting" if not chosen.may_change else "meeting_minutes", pk)


def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    chosen, form = kept(request, pk), ReasonForm(request.POST or None)

    def carry_out(by: Any) -> None:
        minutes.reopen(chosen, reason=form.cleaned_data["reason"], by=by, now=timezone.now())

    title = f"改“{chosen.title}”的定稿"
    return act_page(
        request, chosen, form, carry_out, title=title, button="重新打开", said="纪要已重新打开，改完请两人再确认。"
    )


@require_POST
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an item, take one up or drop one: `title`, `take` or `drop`."""
    chosen, by, now = kept(request, pk), request.user, timezone.now()

    def carry_out() -> None:
        if "take" in request.POST:
            minutes.take_up(item_of(chosen, request.POST["take"]), by=by, now=now)
        elif "drop" in request.POST:
            minutes.drop_item(item_of(chosen, request.POST["drop"]), by=by, now=now)
        else:
            minutes.add_item(chosen, title=cleaned(ItemForm(request.POST))["title"], by=by, now=now)

    refusing(request, carry_out)
    return redirect("meeting_minutes" if request.POST.get("then") == "minutes" else "meeting", pk)


def resolution(request: HttpRequest, pk: int, number: int = 0) -> HttpResponse:
    """One resolution: written, corrected, or struck out."""
    chosen = kept(request, pk)
    found: Resolution | None = get_object_or_404(chosen.resolutions, pk=number) if number else None
    if found is not None and "drop" in request.POST:
        refusing(request, lambda: minutes.take_back(found, by=request.user, now=timezone.now()))
        return redirect("meeting_minutes", pk)
    initial = {"item": request.GET.get("item", "")} if found is None else None
    form = ResolutionForm(request.POST or None, meeting=chosen, instance=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            minutes.resolve(chosen, form.cleaned_data, by=request.user, now=timezone.now(), pk=number)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("meeting_minutes", pk)
    context = {"form": form, "meeting": chosen, "resolution": found}
    return render(request, "meetings/resolution.html", context, status=422 if form.errors else 200)


@require_POST
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Send somebody to do something, in the minutes or, once they are signed, beside them."""
    chosen = kept(request, pk)
    signed = chosen.state == MeetingState.LOCKED

    def carry_out() -> None:
        told = cleaned(FollowUpForm(request.POST, user=request.user, meeting=chosen))
        act = minutes.add_follow_up if signed else minutes.follow_up
        act(chosen, told, by=request.user, now=timezone.now())

    refusing(request, carry_out)
    return redirect("meeting" if signed else "meeting_minutes", pk)
