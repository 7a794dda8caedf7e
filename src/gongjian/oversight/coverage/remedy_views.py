"""The pages where a finding is ended or put off: one for every remedy, one for not now."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from gongjian.foundation import registry
from gongjian.foundation.editing import Meanwhile
from gongjian.foundation.pages.toasts import say, warn
from gongjian.foundation.refusals import Refused
from gongjian.oversight.coverage import remedying
from gongjian.oversight.coverage.forms import DeferForm
from gongjian.oversight.coverage.permissions import may_defer, may_use, needs_proposal
from gongjian.oversight.coverage.queries import fetched, findings_for, subject_for
from gongjian.oversight.coverage.showing import basis_of, card_of, register_button


@require_http_methods(["GET", "POST"])
def remedy(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The one page of every remedy: shows its form filled in, carries it out or files it as a proposal."""
    if request.method == "POST" and not findings_for(request.user).filter(pk=pk).exists():
        warn(request, "看板上没有这一条，可能刚才已经办好。没有再办一次。")
        return redirect("board")
    found = fetched(request.user, pk)
    chosen = registry.remedies().get(key)
    if chosen is None or found.rule not in chosen.rules:
        raise Http404
    subject = subject_for(request.user, found.subject_type, found.subject_id)
    if subject is None or not may_use(request.user, chosen, found):
        raise PermissionDenied(f"您的账号不能办“{chosen.label}”。")
    now = timezone.now()
    form = chosen.form(
        request.POST if request.method == "POST" else None,
        subject=subject,
        user=request.user,
        on=timezone.localdate(now),
        kind=found.kind,
    )
    if form.is_bound and form.is_valid():
        try:
            proposal = remedying.remedy_finding(found, chosen, subject=subject, form=form, by=request.user, now=now)
        except (Refused, Meanwhile) as refused:
            form.add_error(None, str(refused))
        else:
            say(request, "申请已报上级，批复后会提醒您。" if proposal else f"{form.summary()}，已办好。")  # type: ignore[attr-defined]
            return redirect("proposals" if proposal else "board")
    card = card_of(request.user, found)
    context = {
        "card": card,
        "basis": basis_of(found),
        "remedy": chosen,
        "others": [each for each in card.remedies if each.url != request.path],
        "form": form,
        "to_superior": needs_proposal(request.user, chosen, found),
        "register": register_button(request.user, found) if getattr(form, "warning", "") else None,
    }
    return render(request, "coverage/remedy.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def defer(request: HttpRequest, pk: int) -> HttpResponse:
    """暂不处理: not now, with a reason and a day."""
    found = fetched(request.user, pk)
    if not may_defer(request.user, found):
        raise PermissionDenied("您的账号不能办这件事。")
    form = DeferForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        remedying.defer(found, **form.cleaned_data, by=request.user, now=timezone.now())
        say(request, f"“{found.subject_name}”到 {form.cleaned_data['until']} 再提醒。")
        return redirect("board")
    context = {"card": card_of(request.user, found), "basis": basis_of(found), "form": form}
    return render(request, "coverage/defer.html", context, status=422 if form.is_bound else 200)
