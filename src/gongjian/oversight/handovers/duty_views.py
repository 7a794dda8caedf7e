"""定为应办事项: how often and by whom something is done about a problem."""

from __future__ import annotations

from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from gongjian.foundation.pages.toasts import say, warn
from gongjian.foundation.refusals import Refused
from gongjian.mechanisms.research.queries import settled_by
from gongjian.oversight.duties.permissions import SET
from gongjian.oversight.duties.queries import top_for
from gongjian.oversight.handovers.forms import DutyForm
from gongjian.oversight.handovers.problem_to_duty import make_duty


def duty(request: HttpRequest, pk: int) -> HttpResponse:
    problem, done = get_object_or_404(settled_by(request.user), pk=pk), reverse("problem", args=[pk])
    at, on = top_for(request.user, SET), timezone.localdate()
    if at is None:
        raise PermissionDenied("应办什么由街道和区域性党组织定。")
    initial = {
        "label": problem.text[:40],
        "chosen": problem.owner.name,
        "in_force_from": on.replace(day=1),
        "key": f"own-{uuid4().hex[:12]}",
    }
    form = DutyForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = make_duty(
                problem,
                told["key"],
                form.values(),
                at=at,
                chosen=told["chosen"],
                in_force_from=told["in_force_from"],
                on=on,
                by=request.user,
                now=timezone.now(),
            )
        except Refused as refusal:
            warn(request, str(refusal))
        else:
            say(request, f"已定为应办事项“{made.label}”。")
        return redirect(done)
    context = {"form": form, "problem": problem, "done": done, "title": "定为应办事项", "button": "定下来"}
    return render(request, "handovers/form.html", context, status=422 if form.errors else 200)
