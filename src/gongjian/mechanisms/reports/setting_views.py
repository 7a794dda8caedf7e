"""汇报模板: which there are, and what an office changes about them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongjian.foundation.pages.editing import edit_page
from gongjian.foundation.pages.toasts import say
from gongjian.foundation.scope import scope_of, within
from gongjian.mechanisms.reports import permissions, setting
from gongjian.mechanisms.reports.counting import figures
from gongjian.mechanisms.reports.forms import Sections, TemplateForm, initial_sections, outline_from
from gongjian.mechanisms.reports.kinds import PATTERNS, Pattern
from gongjian.mechanisms.reports.models import Template
from gongjian.mechanisms.reports.queries import templates_for
from gongjian.mechanisms.reports.views import allow
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import Body, OrganizationKind

SET = "duties.set"


def templates(request: HttpRequest) -> HttpResponse:
    """The built-in templates and those set by offices."""
    allow(permissions.may_see_some(request.user), "您的账号看不到汇报模板。")
    top, known = top_for(request.user), figures()
    rows = list(templates_for(request.user))
    replaced = {each.key for each in rows if top is not None and each.organization_id == top.pk}
    context = {
        "built_in": [(shown(each, known), each.key in replaced) for each in PATTERNS.values()],
        "own": [(each, shown(each.pattern, known), each.organization == top) for each in rows],
        "top": top,
    }
    return render(request, "reports/templates.html", context)


def shown(pattern: Pattern, known: Mapping[str, Any]) -> dict[str, Any]:
    """A template in words."""
    writers = [OrganizationKind(each).label for each in pattern.kinds] + [Body(each).label for each in pattern.bodies]
    writers += [f"{Body(each).label}的直接下级" for each in pattern.below]
    return {
        "pattern": pattern,
        "writers": "、".join(writers),
        "figures": sum(key in known for key in pattern.figures),
        "texts": sum(len(section.texts) for section in pattern.sections),
    }


def top_for(user: Any) -> Organization | None:
    """The highest organization for which USER sets templates."""
    rows = Organization.objects.active().filter(within("path", scope_of(user), SET))
    return rows.order_by("path").first()


def template_new(request: HttpRequest) -> HttpResponse:
    """A template of the office's own, or one in place of the built-in one of `key`."""
    top = top_for(request.user)
    allow(top is not None, "汇报模板由街道党工委和区域性党组织设。")
    asked = request.POST.get("key") or request.GET.get("key", "")
    like, key = PATTERNS.get(asked), asked if asked in PATTERNS else ""
    form = TemplateForm(request.POST or None, instance=Template(), initial=initial_from(like))
    sections = Sections(request.POST or None, initial=initial_sections(like.outline if like else []), prefix="s")
    if request.method == "POST" and form.is_valid() and sections.is_valid() and top is not None:
        values = {**values_of(form), "outline": outline_from(sections, like.outline if like else [])}
        setting.set_template(top, values, key=key or setting.own_key(), by=request.user, now=timezone.now())
        say(request, f"已设好。以后开始写的“{values['label']}”照这个来，已经写的不变。")
        return redirect("report_templates")
    context = {"form": form, "sections": sections, "key": key, "like": like, "top": top, "template": None}
    wrong = bool(form.errors or any(sections.errors)) if request.method == "POST" else False
    return render(request, "reports/template.html", context, status=422 if wrong else 200)


def initial_from(like: Pattern | None) -> dict[str, Any]:
    if like is None:
        return {"months": 1}
    names = ("label", "months", "kinds", "bodies", "below", "members")
    return {name: list(value) if isinstance(value := getattr(like, name), tuple) else value for name in names}


def values_of(form: TemplateForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "version"}


def template_edit(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = settable(request, pk)
    form = TemplateForm(request.POST or None, instance=chosen)
    sections = Sections(request.POST or None, initial=initial_sections(chosen.outline), prefix="s")
    done = reverse("report_templates")
    if request.method == "POST" and not sections.is_valid():
        context = {"form": form, "sections": sections, "template": chosen, "top": chosen.organization, "done": done}
        return render(request, "reports/template.html", context, status=422)

    def save(values: Mapping[str, Any], version: int) -> None:
        whole = {**values, "outline": outline_from(sections, chosen.outline)}
        setting.change_template(settable(request, pk), whole, version=version, by=request.user, now=timezone.now())
        say(request, "已保存。已经开始写的汇报不变。")

    context = {"sections": sections, "template": chosen, "top": chosen.organization}
    return edit_page(request, form, save, template="reports/template.html", context=context, done=done)


@require_POST
def template_away(request: HttpRequest, pk: int) -> HttpResponse:
    setting.take_template_away(settable(request, pk), by=request.user, now=timezone.now())
    say(request, "不再用它了。")
    return redirect("report_templates")


def settable(request: HttpRequest, pk: int) -> Template:
    """A template the viewer sets; the fetch is the check."""
    chosen = get_object_or_404(templates_for(request.user), pk=pk)
    allow(permissions.may_set(request.user, chosen.organization), "这个汇报模板不归您设。")
    return chosen
