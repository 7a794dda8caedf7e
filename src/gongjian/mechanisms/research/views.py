"""Pages of studies: the list, beginning one, the page of one, its plan and its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongjian.foundation.history import Entry
from gongjian.foundation.pages.editing import edit_page
from gongjian.foundation.pages.lists import list_page
from gongjian.foundation.pages.once import made_before
from gongjian.foundation.pages.record import sections_for
from gongjian.foundation.pages.timeline import told
from gongjian.foundation.pages.toasts import say, warn
from gongjian.foundation.refusals import Refused
from gongjian.mechanisms.research import actions, permissions
from gongjian.mechanisms.research.forms import ConsequenceForm, NewStudyForm, PlanForm, ReasonForm, StudyForm
from gongjian.mechanisms.research.listing import STUDIES
from gongjian.mechanisms.research.models import Step, Study
from gongjian.mechanisms.research.queries import holders_for, studies_for
from gongjian.mechanisms.research.reading import read
from gongjian.registers.organizations.models import Organization

LONG, HOLDERS = 100, 300
USUAL_LENGTH = timedelta(days=30)


def studies(request: HttpRequest) -> HttpResponse:
    allow(permissions.may_see_some(request.user), "您的账号看不到调研。")
    context = {"may_begin": permissions.may_begin_some(request.user)}
    return list_page(request, STUDIES, template="research/list.html", context=context)


def new(request: HttpRequest) -> HttpResponse:
    """Begin a study of one of the viewer's organizations; with several, that is asked for on the same page."""
    allow(permissions.may_begin_some(request.user))
    if made := made_before(studies_for(request.user), request.POST):
        say(request, f"“{made.title}”刚才已经立好，没有再立一次。")
        return redirect("study", made.pk)
    holders = list(holders_for(request.user)[:HOLDERS])
    chosen = holder_among(holders, request.POST.get("organization") or request.GET.get("organization", ""))
    on = timezone.localdate()
    form = NewStudyForm(request.POST or None, initial={"since": on, "until": on + USUAL_LENGTH})
    if request.method == "POST" and form.is_valid() and chosen is not None:
        plan, by, now = form.cleaned_data["plan"], request.user, timezone.now()
        study = actions.begin_study(chosen, form.values(), plan=plan, by=by, now=now)
        say(request, f"“{study.title}”已立好。出去走访，用手机打开“随手记”。")
        return redirect("study", study.pk)
    context = {"form": form, "holders": holders, "chosen": chosen}
    return render(request, "research/new.html", context, status=422 if request.method == "POST" else 200)


def holder_among(holders: list[Organization], text: str) -> Organization | None:
    """The one of HOLDERS that TEXT names; the only or first one where nothing is said."""
    if not text:
        return holders[0] if holders else None
    return next((each for each in holders if str(each.pk) == text), None)


def study(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = get_object_or_404(studies_for(request.user), pk=pk)
    tab, on = request.GET.get("tab", ""), timezone.localdate()
    reading = None if tab else read(chosen, user=request.user, on=on)
    context = {
        "study": chosen,
        "reading": reading,
        "tab": tab,
        "taken": len(reading.notes) if reading else chosen.notes.count(),
        "notes": chosen.notes.order_by("-on", "-pk") if tab == "notes" else (),
        "entries": told(Entry.objects.about("research", chosen.pk)[:LONG]) if tab == "history" else (),
        "sections": sections_for("study", request.user, chosen, on=on) if tab == "viewers" else (),
        "may_carry_out": permissions.may_carry_out(request.user, chosen),
        "consequence_form": ConsequenceForm(auto_id="c-%s"),
        "on": on,
    }
    return render(request, "research/study.html", context)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    chosen, done = open_one(request, pk), reverse("study", args=[pk])
    form = StudyForm(request.POST or None, instance=chosen)

    def save(values: Mapping[str, Any], version: int) -> None:
        actions.edit_study(kept(request, pk), values, version=version, by=request.user, now=timezone.now())
        say(request, "已保存。")

    context = {"title": f"修改“{chosen.title}”", "button": "保存", "study": chosen}
    return edit_page(request, form, save, template="research/form.html", context=context, done=done)


def plan(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = open_one(request, pk)
    steps = "\n".join(f"{each.due_on or ''} {each.text}".strip() for each in chosen.steps.all())
    form = PlanForm(request.POST or None, initial={"plan": steps})

    def carry_out(by: Any) -> None:
        actions.set_plan(chosen, form.cleaned_data["plan"], by=by, now=timezone.now())

    return act_page(request, chosen, form, carry_out, title="计划", button="保存", said="计划已保存。")


@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick a step of the plan: `step` is "id:done" or "id:undone"."""
    chosen = kept(request, pk)
    number, _, wanted = request.POST.get("step", "").partition(":")
    marked = step_of(chosen, number)
    on, by, now = timezone.localdate(), request.user, timezone.now()
    refusing(request, lambda: actions.mark_step(chosen, marked, done=wanted == "done", on=on, by=by, now=now))
    return redirect(f"{reverse('study', args=[pk])}#plan")


def step_of(chosen: Study, text: str) -> Step:
    return get_object_or_404(chosen.steps, pk=int(text) if text.isdecimal() and len(text) < 19 else 0)


def stop(request: HttpRequest, pk: int) -> HttpResponse:
    chosen, form = kept(request, pk), ReasonForm(request.POST or None)

    def carry_out(by: Any) -> None:
        actions.stop_study(chosen, reason=form.cleaned_data["reason"], by=by, now=timezone.now())

    title = f"不做“{chosen.title}”了"
    return act_page(request, chosen, form, carry_out, title=title, button="不做了", said="已记下。记录和问题都还在。")


def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    chosen, form = kept(request, pk), ReasonForm(request.POST or None)

    def carry_out(by: Any) -> None:
        actions.reopen_study(chosen, reason=form.cleaned_data["reason"], by=by, now=timezone.now())

    title = f"重新打开“{chosen.title}”"
    return act_page(request, chosen, form, carry_out, title=title, button="重新打开", said="已重新打开，可以接着写。")


@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = kept(request, pk)

    def carry_out() -> None:
        actions.finish_study(chosen, on=timezone.localdate(), by=request.user, now=timezone.now())
        say(request, "已结题。以后因它改变了什么，记在“概况”里。")

    return redirect("study" if refusing(request, carry_out) else "study_report", pk)


@require_POST
def consequence(request: HttpRequest, pk: int) -> HttpResponse:
    """因调研改变了什么."""
    chosen, form = kept(request, pk), ConsequenceForm(request.POST)
    if form.is_valid():
        actions.tell_consequence(chosen, **form.cleaned_data, by=request.user, now=timezone.now())
        say(request, "已记下。")
    else:
        warn(request, first_fault(form))
    return redirect(f"{reverse('study', args=[pk])}#changed")


def act_page(
    request: HttpRequest,
    chosen: Study,
    form: Any,
    carry_out: Callable[[Any], None],
    *,
    title: str,
    button: str,
    said: str,
) -> HttpResponse:
    """One form, one act: back to the study when it is done, the refusal in words when it cannot be."""
    done = reverse("study", args=[chosen.pk])
    if request.method == "POST" and form.is_valid():
        if refusing(request, lambda: carry_out(request.user)):
            say(request, said)
        return redirect(done)
    context = {"form": form, "title": title, "button": button, "done": done, "study": chosen}
    return render(request, "research/form.html", context, status=422 if form.errors else 200)


def kept(request: HttpRequest, pk: int) -> Study:
    """A study the viewer carries out; those who only see it are told so."""
    chosen = get_object_or_404(studies_for(request.user), pk=pk)
    allow(permissions.may_carry_out(request.user, chosen))
    return chosen


def open_one(request: HttpRequest, pk: int) -> Study:
    """The same, while it may still be changed; else the refusal says what to do."""
    chosen = kept(request, pk)
    allow(chosen.is_open, f"这个课题{chosen.get_state_display()}，不能再改。要改，先重新打开。")
    return chosen


def first_fault(form: Any) -> str:
    """The first fault of a form in words."""
    name, errors = next(iter(form.errors.items()))
    label = form.fields[name].label if name in form.fields else ""
    return f"{label}：{errors[0]}" if label else str(errors[0])


def refusing(request: HttpRequest, act: Callable[[], Any]) -> bool:
    """Do ACT; what it refuses is said on the next page. Whether it was done."""
    try:
        act()
    except Refused as refusal:
        warn(request, str(refusal))
        return False
    return True


def allow(allowed: bool, otherwise: str = "这里的调研不归您做，只能看。") -> None:
    if not allowed:
        raise PermissionDenied(otherwise)
