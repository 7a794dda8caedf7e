"""问题: the list, and one with the ways in which it may end."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from gongjian.foundation.pages.lists import list_page
from gongjian.foundation.pages.toasts import say
from gongjian.mechanisms.research import permissions, settling
from gongjian.mechanisms.research.forms import CloseForm, ProblemForm, ReasonForm
from gongjian.mechanisms.research.listing import PROBLEMS
from gongjian.mechanisms.research.models import Problem
from gongjian.mechanisms.research.queries import problems_for
from gongjian.mechanisms.research.reading import endings, outcomes
from gongjian.mechanisms.research.terms import ProblemState
from gongjian.mechanisms.research.views import allow, refusing

NOT_YOURS = "这个问题不归您定，只能看。"


def problems(request: HttpRequest) -> HttpResponse:
    allow(permissions.may_see_some(request.user), "您的账号看不到调研发现的问题。")
    return list_page(request, PROBLEMS, template="research/problems.html")


def problem(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of a problem so far, and the ways in which it may end."""
    chosen = get_object_or_404(problems_for(request.user), pk=pk)
    found = outcomes([chosen], user=request.user, on=timezone.localdate())[0]
    may_settle = permissions.may_settle(request.user, chosen)
    words = found.fate.words if found.fate and found.fate.done else ""
    form = CloseForm(request.POST or None, initial={"result": words[:400]})
    if request.method == "POST":
        allow(may_settle, NOT_YOURS)
        if form.is_valid():
            result, now = form.cleaned_data["result"], timezone.now()
            settling.close_problem(chosen, result=result, on=timezone.localdate(), by=request.user, now=now)
            say(request, "已了结。")
            return redirect("problem", pk)
    context = {
        "problem": chosen,
        "outcome": found,
        "form": form,
        "may_settle": may_settle,
        "ways": ways(request.user, chosen) if may_settle else (),
        "sees_study": permissions.may_see(request.user, chosen.study),
        "on": timezone.localdate(),
    }
    return render(request, "research/problem.html", context, status=422 if form.errors else 200)


def ways(user: Any, chosen: Problem) -> list[tuple[str, str, str]]:
    """(label, hint, address) of what an open problem may be turned into by USER."""
    if chosen.state != ProblemState.OPEN:
        return []
    offered = ((each.label, each.hint, each.address(user, chosen.pk)) for each in endings().values())
    return [each for each in offered if each[2]]


def settled(request: HttpRequest, pk: int) -> Problem:
    """A problem the viewer decides about."""
    chosen = get_object_or_404(problems_for(request.user), pk=pk)
    allow(permissions.may_settle(request.user, chosen), NOT_YOURS)
    return chosen


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words, another owner, another day; or struck out."""
    chosen, by, now = settled(request, pk), request.user, timezone.now()
    if request.method == "POST" and "strike" in request.POST:
        done = refusing(request, lambda: settling.strike_problem(chosen, by=by, now=now))
        return redirect(*(("study", chosen.study_id) if done else ("problem", pk)))
    initial = {"text": chosen.text, "owner": chosen.owner, "due_on": chosen.due_on}
    form = ProblemForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        values["owner"] = values["owner"] or chosen.owner
        if refusing(request, lambda: settling.edit_problem(chosen, values, by=by, now=now)):
            say(request, "已保存。")
        return redirect("problem", pk)
    context = {"form": form, "problem": chosen, "title": "修改问题", "button": "保存"}
    return render(request, "research/problem_form.html", context, status=422 if form.errors else 200)


def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing came of it, or it is not at its end after all."""
    chosen, form = settled(request, pk), ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        settling.take_back(chosen, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now())
        say(request, "问题已重新打开。")
        return redirect("problem", pk)
    context = {"form": form, "problem": chosen, "title": "重新打开问题", "button": "重新打开"}
    return render(request, "research/problem_form.html", context, status=422 if form.errors else 200)
