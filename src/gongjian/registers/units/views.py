"""Pages of units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from gongjian.foundation.history import Entry
from gongjian.foundation.pages.editing import edit_page
from gongjian.foundation.pages.fragment import page_or_fragment
from gongjian.foundation.pages.lists import list_page
from gongjian.foundation.pages.once import made_before
from gongjian.foundation.pages.record import sections_for, tabs_for
from gongjian.foundation.pages.timeline import told
from gongjian.foundation.pages.toasts import say, warn
from gongjian.registers.units import keeping, permissions
from gongjian.registers.units.forms import CloseForm, NewUnitForm, UnitForm
from gongjian.registers.units.listing import UNITS, registered
from gongjian.registers.units.models import Unit
from gongjian.registers.units.queries import covers_of, units_for
from gongjian.registers.units.terms import UnitState

RECENT, LONG = 5, 100


def units(request: HttpRequest) -> HttpResponse:
    allow(permissions.may_see_some(request.user), "您的账号看不到单位。")
    return list_page(
        request, UNITS, template="units/list.html", context={"may_add": permissions.may_add_some(request.user)}
    )


def unit(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = get_object_or_404(
        Unit.objects.visible_to(request.user).select_related("community", "place", "figures"), pk=pk
    )
    tab, on = request.GET.get("tab", ""), timezone.localdate()
    history = Entry.objects.about("units", chosen.pk)
    sections = sections_for("unit", request.user, chosen, on=on)
    context = {
        "unit": chosen,
        "tab": tab,
        "covers": covers_of(chosen),
        "registered": registered(chosen),
        "tabs": tabs_for("unit", request.user, chosen),
        "aside": [each for each in sections if each.aside],
        "below": [each for each in sections if not each.aside],
        "entries": told(history[: LONG if tab == "history" else RECENT]),
        "may_edit": permissions.may_edit(request.user, chosen) and chosen.is_here,
    }
    return page_or_fragment(request, "units/unit.html", "units/detail.html", context)


def new(request: HttpRequest) -> HttpResponse:
    allow(permissions.may_add_some(request.user))
    if made := made_before(Unit.objects.visible_to(request.user), request.POST):
        say(request, f"“{made.name}”刚才已经新增，没有再加一次。")
        return redirect("unit", made.pk)
    form = NewUnitForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        allow(permissions.may_add_at(request.user, keeping.path_at(form.cleaned_data["community"])))
        try:
            made = keeping.enter_unit(form.cleaned_data, by=request.user, now=timezone.now())
        except keeping.CodeTaken as refusal:
            form.add_error("code", str(refusal))
        else:
            say(request, f"已新增“{made.name}”。")
            return redirect("unit", made.pk)
    return form_page(request, form, title="新增单位", button="新增", done=reverse("units"))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = own(request, pk)
    form = UnitForm(request.POST or None, instance=chosen, user=request.user)
    done = reverse("unit", args=[pk])

    def save(values: Mapping[str, Any], version: int) -> None:
        if "community" in values:
            allow(permissions.may_add_at(request.user, keeping.path_at(values["community"])))
        keeping.edit_unit(own(request, pk), values, version=version, by=request.user, now=timezone.now())
        say(request, "已保存。")

    title = f"修改“{chosen.name}”"
    context = {"title": title, "button": "保存", "unit": chosen}
    try:
        return edit_page(request, form, save, template="units/form.html", context=context, done=done)
    except keeping.CodeTaken as refusal:
        form.add_error("code", str(refusal))
        return form_page(request, form, title=title, button="保存", done=done, unit=chosen)


def close(request: HttpRequest, pk: int) -> HttpResponse:
    done = reverse("unit", args=[pk])
    if Unit.objects.visible_to(request.user).exclude(state=UnitState.ACTIVE).filter(pk=pk).exists():
        warn(request, "这个单位已经记为迁出或注销，不用再记。")
        return redirect(done)
    chosen = own(request, pk)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        keeping.close_unit(chosen, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now())
        say(request, f"“{chosen.name}”已记为迁出或注销。")
        return redirect(done)
    return form_page(request, form, title=f"“{chosen.name}”迁出或注销", button="记下", done=done, unit=chosen)


def own(request: HttpRequest, pk: int) -> Unit:
    """A unit in the area that the viewer may see and change."""
    chosen = get_object_or_404(units_for(request.user), pk=pk)
    allow(permissions.may_edit(request.user, chosen))
    return chosen


def allow(allowed: bool, otherwise: str = "这里的单位不归您管，只能看。") -> None:
    if not allowed:
        raise PermissionDenied(otherwise)


def form_page(
    request: HttpRequest, form: Any, *, title: str, button: str, done: str, unit: Unit | None = None
) -> HttpResponse:
    context = {"form": form, "title": title, "button": button, "done": done, "unit": unit}
    return render(request, "units/form.html", context, status=422 if form.errors else 200)
