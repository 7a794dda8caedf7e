"""列为议题: choose the meeting, and the problem is on its agenda."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from gongjian.foundation.pages.toasts import say, warn
from gongjian.foundation.refusals import Refused
from gongjian.mechanisms.meetings.models import Meeting
from gongjian.mechanisms.meetings.permissions import may_hold, may_hold_some
from gongjian.mechanisms.research.models import Problem
from gongjian.mechanisms.research.queries import settled_by
from gongjian.oversight.handovers.forms import TopicForm
from gongjian.oversight.handovers.problem_to_topic import next_meetings, propose


def topic(request: HttpRequest, pk: int) -> HttpResponse:
    problem, done = get_object_or_404(settled_by(request.user), pk=pk), reverse("problem", args=[pk])
    now = timezone.now()
    meetings = {str(each.pk): each for each in next_meetings(request.user, problem, now=now)}
    offered = [(key, shown(each)) for key, each in meetings.items()]
    form = TopicForm(request.POST or None, offered=offered, initial={"title": problem.text[:200]})
    if request.method == "POST" and form.is_valid():
        chosen, title = meetings[form.cleaned_data["meeting"]], form.cleaned_data["title"]
        try:
            item = propose(problem, chosen, title=title, on=timezone.localdate(), by=request.user, now=now)
        except Refused as refusal:
            warn(request, str(refusal))
        else:
            say(request, f"已提给“{chosen.title}”，等对方采纳。" if item.suggested else f"已列入“{chosen.title}”。")
        return redirect(done)
    context = {
        "form": form,
        "problem": problem,
        "done": done,
        "title": "列为议题",
        "button": "列为议题",
        "empty": not meetings,
        "arrange": arranging(request.user, problem) if not meetings else "",
    }
    return render(request, "handovers/form.html", context, status=422 if form.errors else 200)


def arranging(user: Any, problem: Problem) -> str:
    """Where USER arranges a meeting, of the organization that owns the problem if they may; "" where they hold none."""
    if not may_hold_some(user):
        return ""
    owner = problem.study.organization
    return reverse("meeting_new") + (f"?organization={owner.pk}" if may_hold(user, owner) else "")


def shown(meeting: Meeting) -> str:
    starts = timezone.localtime(meeting.starts_at)
    return f"{meeting.organization.name}：{meeting.title}，{starts.month} 月 {starts.day} 日"
