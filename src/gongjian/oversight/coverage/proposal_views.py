"""The proposals: those that wait first; the superior approves or refuses, the proposer withdraws."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongjian.foundation.editing import Meanwhile
from gongjian.foundation.pages.toasts import say, warn
from gongjian.foundation.refusals import Refused
from gongjian.oversight.coverage import remedying
from gongjian.oversight.coverage.forms import AnswerForm
from gongjian.oversight.coverage.models import Proposal
from gongjian.oversight.coverage.permissions import may_decide, may_withdraw
from gongjian.oversight.coverage.queries import proposals_for, proposed, subject_for
from gongjian.oversight.coverage.showing import proposal_cards
from gongjian.oversight.coverage.views import seen

PROPOSALS_SHOWN = 100


@require_GET
def proposals(request: HttpRequest) -> HttpResponse:
    seen(request.user)
    rows = list(proposals_for(request.user)[:PROPOSALS_SHOWN])
    return render(request, "coverage/proposals.html", {"cards": proposal_cards(request.user, rows)})


@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = proposed(request.user, pk)
    if not may_decide(request.user, proposal):
        raise PermissionDenied("这份申请由上级党组织批复。")
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return decided(request, lambda now: remedying.refuse(proposal, by=request.user, now=now, **form.cleaned_data))
    context = {"proposal": proposal, "form": form}
    return render(request, "coverage/refuse.html", context, status=422 if form.is_bound else 200)


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = proposed(request.user, pk)
    if not may_decide(request.user, proposal):
        raise PermissionDenied("这份申请由上级党组织批复。")
    subject = subject_for(request.user, proposal.subject_type, proposal.subject_id)
    if subject is None:
        raise Http404
    return decided(request, lambda now: remedying.approve(proposal, subject=subject, by=request.user, now=now))


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = proposed(request.user, pk)
    if not may_withdraw(request.user, proposal):
        raise PermissionDenied("只有提出申请的人能撤回。")
    return decided(request, lambda now: remedying.withdraw(proposal, by=request.user, now=now))


def decided(request: HttpRequest, act: Callable[[datetime], Proposal]) -> HttpResponse:
    """Do it, say what came of it, and go back to the proposals."""
    try:
        proposal = act(timezone.now())
    except (Refused, Meanwhile) as refused:
        warn(request, str(refused))
    else:
        say(request, f"{proposal.get_state_display()}：{proposal.summary}。")
    return redirect("proposals")
