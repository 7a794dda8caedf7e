"""设置 → 法规参数: every rule in force with its source, and what the office decided about it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongjian.entry.rulebook import permissions
from gongjian.entry.rulebook.actions import decide
from gongjian.entry.rulebook.forms import DecisionForm
from gongjian.entry.rulebook.queries import Line, decisions, shelves, versions
from gongjian.foundation.pages.toasts import say
from gongjian.foundation.rulebook import rule as rule_here
from gongjian.rules import NotInForce, UnknownRule


def rules(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    context = {
        "shelves": shelves(on=timezone.localdate(), text=text),
        "text": text,
        "may_decide": permissions.may_decide(request.user),
    }
    return render(request, "rulebook/rules.html", context)


def rule(request: HttpRequest, key: str) -> HttpResponse:
    """One rule: its texts over time, the office's decisions, and the form for a new one."""
    on = timezone.localdate()
    try:
        held = rule_here(key, on=on)
    except (UnknownRule, NotInForce) as absent:
        raise Http404(key) from absent
    path = permissions.deciding_path(request.user)
    form = DecisionForm(request.POST or None, rule=held, on=on)
    if request.method == "POST":
        if not path:
            raise PermissionDenied("法规参数由街道组织办确认。")
        if form.is_valid():
            decide(held, **form.cleaned_data, path=path, by=request.user, now=timezone.now())
            say(request, f"“{held.title}”已记下，缺口正在重新算。")
            return redirect("rules")
    context = {
        "line": Line(held),
        "versions": versions(key),
        "decisions": decisions(key),
        "form": form if path else None,
    }
    return render(request, "rulebook/rule.html", context, status=422 if path and form.errors else 200)
