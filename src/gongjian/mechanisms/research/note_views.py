"""随手记: the page one holds in the hand on a visit, and one note put right afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongjian.foundation.pages.fragment import wants_fragment
from gongjian.foundation.pages.toasts import say
from gongjian.foundation.refusals import Refused
from gongjian.mechanisms.research import noting
from gongjian.mechanisms.research.forms import NoteForm, ProblemForm
from gongjian.mechanisms.research.models import Study
from gongjian.mechanisms.research.queries import has_noted, notes_for
from gongjian.mechanisms.research.views import allow, first_fault, kept, refusing, step_of

SHOWN = 5
FORMS = {"note": NoteForm, "problem": ProblemForm}


def notes(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = kept(request, pk)
    if not chosen.is_open:
        return redirect("study", pk)
    return render(request, "research/notes.html", context_of(request, chosen))


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """One act. A script gets the page's body back, a plain form its faults or the page again."""
    chosen, name = kept(request, pk), request.POST.get("act", "")
    form = FORMS[name](request.POST, user=request.user) if name in FORMS else None
    refused = ""
    try:
        told = form_values(form) if form else read_step(request, chosen)
        seen_as = request.POST.get("seen_as", "")[:40]
        done = noting.carry_out(chosen, name, told, seen_as=seen_as, by=request.user, now=timezone.now())
    except Refused as refusal:
        refused, done = str(refusal), False
    if wants_fragment(request):
        return render(request, "research/notes_body.html", {**context_of(request, chosen), "refused": refused})
    if refused:
        context = {**context_of(request, chosen), "refused": refused, **({f"{name}_form": form} if form else {})}
        return render(request, "research/notes.html", context, status=422)
    say(request, "已记下。" if done else "这一条刚才已经记下，没有再记一次。")
    return redirect("study_notes", pk)


def form_values(form: Any) -> Mapping[str, Any]:
    """What a form says; raises Refused with its first fault."""
    if not form.is_valid():
        raise Refused(first_fault(form))
    told = form.values()
    return told if isinstance(form, NoteForm) else {**told, "on": timezone.localdate()}


def read_step(request: HttpRequest, chosen: Study) -> Mapping[str, Any]:
    number, _, wanted = request.POST.get("step", "").partition(":")
    if request.POST.get("act") != "step":
        return {}
    return {"step": step_of(chosen, number), "done": wanted == "done", "on": timezone.localdate()}


def context_of(request: HttpRequest, chosen: Study) -> dict[str, Any]:
    latest = chosen.notes.order_by("-pk")
    return {
        "study": chosen,
        "note_form": NoteForm(user=request.user, auto_id="n-%s"),
        "problem_form": ProblemForm(user=request.user, auto_id="p-%s"),
        "latest": latest[:SHOWN],
        "taken": latest.count(),
        "steps": chosen.steps.all(),
        "on": timezone.localdate(),
        "first_time": not has_noted(request.user),
    }


def note(request: HttpRequest, pk: int) -> HttpResponse:
    """One note: put right, or taken out with all its words."""
    chosen = get_object_or_404(notes_for(request.user), pk=pk)
    allow(chosen.study.is_open, "这个课题已经结束，记录不能再改。要改，先重新打开课题。")
    by, now = request.user, timezone.now()
    if request.method == "POST" and "strike" in request.POST:
        if refusing(request, lambda: noting.strike_note(chosen, by=by, now=now)):
            say(request, "这条记录已删去。")
        return redirect("study", chosen.study_id)
    form = NoteForm(request.POST or None, user=request.user, instance=chosen)
    if request.method == "POST" and form.is_valid():
        if refusing(request, lambda: noting.correct_note(chosen, form.values(), by=by, now=now)):
            say(request, "已保存。")
        return redirect("study", chosen.study_id)
    context = {"form": form, "note": chosen, "study": chosen.study}
    return render(request, "research/note.html", context, status=422 if form.errors else 200)
