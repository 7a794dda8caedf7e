"""Pages of places: the communities with what lies in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from gongjian.foundation.pages.editing import edit_page
from gongjian.foundation.pages.toasts import say
from gongjian.registers.places import actions, permissions
from gongjian.registers.places.forms import NewPlaceForm, PlaceForm
from gongjian.registers.places.models import Place
from gongjian.registers.places.queries import communities_page, places_for
from gongjian.registers.places.terms import PlaceKind


def places(request: HttpRequest) -> HttpResponse:
    if not permissions.may_see_some(request.user):
        raise PermissionDenied("您的账号看不到社区和楼宇。")
    page, communities = communities_page(request.user, request.GET)
    shown = [(each, permissions.may_edit(request.user, each.place)) for each in communities]
    return render(request, "places/places.html", {"page": page, "communities": shown, "text": request.GET.get("q", "")})


def new(request: HttpRequest, pk: int) -> HttpResponse:
    community = own(request, pk)
    if community.kind != PlaceKind.COMMUNITY:
        raise PermissionDenied("小区、楼宇和市场只能加在社区下面。")
    form = NewPlaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_place(form.cleaned_data, community=community, by=request.user, now=timezone.now())
        except actions.PlaceTaken as refusal:
            form.add_error("name", str(refusal))
        else:
            say(request, f"已新增“{made.name}”。")
            return redirect("places")
    return form_page(request, form, title=f"在{community.name}新增", button="新增")


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    place = own(request, pk)
    form = PlaceForm(request.POST or None, instance=place)

    def save(values: Mapping[str, Any], version: int) -> None:
        actions.edit_place(own(request, pk), values, version=version, by=request.user, now=timezone.now())
        say(request, "已保存。")

    context = {"title": f"修改“{place.name}”", "button": "保存"}
    try:
        return edit_page(request, form, save, template="places/form.html", context=context, done=reverse("places"))
    except actions.PlaceTaken as refusal:
        form.add_error("name", str(refusal))
        return form_page(request, form, **context)


def own(request: HttpRequest, pk: int) -> Place:
    """A place that the viewer may see and change."""
    place = get_object_or_404(places_for(request.user), pk=pk)
    if not permissions.may_edit(request.user, place):
        raise PermissionDenied("这里的小区和楼宇不归您管，只能看。")
    return place


def form_page(request: HttpRequest, form: Any, *, title: str, button: str) -> HttpResponse:
    context = {"form": form, "title": title, "button": button, "done": reverse("places")}
    return render(request, "places/form.html", context, status=422 if form.errors else 200)
