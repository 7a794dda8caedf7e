"""Pages of organizations: the 1+3 tree with one organization beside it, and what is done to one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import BigAutoField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from gongjian.foundation.pages.editing import edit_page
from gongjian.foundation.pages.fragment import page_or_fragment
from gongjian.foundation.pages.lists import list_page
from gongjian.foundation.pages.toasts import say, warn
from gongjian.registers.organizations import actions, permissions
from gongjian.registers.organizations.branching import tree_for
from gongjian.registers.organizations.drawing import tree_as_html
from gongjian.registers.organizations.forms import EndForm, FoundForm, LeaveForm, MoveForm, OrganizationForm, PostForm
from gongjian.registers.organizations.listing import ORGANIZATIONS
from gongjian.registers.organizations.models import Organization, Post
from gongjian.registers.organizations.narrowing import narrowed
from gongjian.registers.organizations.overview import overview_of
from gongjian.registers.organizations.queries import (
    Frame,
    figures_of,
    found_for,
    frame_for,
    organizations_for,
    superiors_for,
)


def tree(request: HttpRequest) -> HttpResponse:
    """The tree with the viewer's own organization beside it."""
    frame = frame_for(request.user, None)
    if frame is None:
        raise PermissionDenied("您的账号还没有分配到任何组织。")
    return shown(request, frame)


def organizations(request: HttpRequest) -> HttpResponse:
    """All organizations, ended ones too, as a list."""
    if not permissions.may_see_some(request.user):
        raise PermissionDenied("您的账号看不到党组织。")
    return list_page(request, ORGANIZATIONS, template="organizations/list.html")


def organization(request: HttpRequest, pk: int) -> HttpResponse:
    frame = frame_for(request.user, pk) if pk <= BigAutoField.MAX_BIGINT else None
    if frame is None:
        raise Http404(pk)
    return shown(request, frame)


def shown(request: HttpRequest, frame: Frame) -> HttpResponse:
    """The whole page; for htmx the detail with the tree redrawn round it, or only the tree's list."""
    user, on = request.user, timezone.localdate()
    found = narrowed(user, request.GET, on=on)
    tops = tree_for(user, frame) if found is None else []
    context: dict[str, Any] = {"chosen": frame.chosen, "found": found, "tops": tops, "tree": tree_as_html(tops)}
    if request.headers.get("HX-Target") == "branches":
        return page_or_fragment(request, "organizations/tree.html", "organizations/branches.html", context)
    tab = request.GET.get("tab", "")
    context |= overview_of(user, frame.chosen, tab=tab, query=request.GET, above=frame.above, on=on)
    return page_or_fragment(request, "organizations/tree.html", "organizations/chosen.html", context)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = own(request, pk)
    allow(permissions.may_edit(request.user, chosen), "只有管这个组织的人才能修改。")
    form = OrganizationForm(request.POST or None, instance=chosen, user=request.user)

    def save(values: Any, version: int) -> None:
        actions.edit_organization(chosen, values, version=version, by=request.user, now=timezone.now())
        say(request, "已保存。")

    context = {"organization": chosen, "title": "修改组织信息"}
    try:
        return edit_page(request, form, save, template="organizations/form.html", context=context, done=address(chosen))
    except (actions.NameTaken, actions.UnfitKind) as refusal:
        form.add_error("name" if isinstance(refusal, actions.NameTaken) else "kind", str(refusal))
        return form_page(request, form, chosen, title="修改组织信息", button="保存")


def new(request: HttpRequest, pk: int) -> HttpResponse:
    parent = own(request, pk)
    allow(permissions.may_found(request.user, parent), "新建组织要上级批复。请在看板的缺口里提出申请。")
    form = FoundForm(request.POST or None, parent=parent, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.found_organization(parent=parent, by=request.user, now=timezone.now(), **form.cleaned_data)
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            say(request, f"已成立“{made.name}”。")
            return redirect(address(made))
    return form_page(request, form, parent, title="新建下级组织", button="成立")


def move(request: HttpRequest, pk: int) -> HttpResponse:
    """A real confirm page: what moves along, and where to."""
    chosen = own(request, pk)
    allow(permissions.may_move(request.user, chosen), "组织移到哪里，由上级党组织定。您的账号不能移。")
    text = request.GET.get("q", "")
    candidates = [each for each in found_for(request.user, text) if not each.is_branch] if text else None
    form = MoveForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to"]
        allow(permissions.may_move_below(request.user, to), f"“{to.name}”不归您决定。请选别的上级。")
        try:
            actions.move_organization(
                chosen, to=to, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now()
            )
        except actions.Refused as refusal:
            form.add_error("to", str(refusal))
        else:
            say(request, f"“{chosen.name}”已移到“{to.name}”下面。")
            return redirect(address(chosen))
    context = {
        "organization": chosen,
        "form": form,
        "text": text,
        "candidates": superiors_for(request.user, chosen) if candidates is None else candidates,
        "figures": figures_of(chosen),
    }
    return render(request, "organizations/move.html", context, status=422 if form.errors else 200)


def end(request: HttpRequest, pk: int) -> HttpResponse:
    """A real confirm page: an organization that ended does not come back."""
    if Organization.objects.visible_to(request.user).filter(pk=pk, ended_on__isnull=False).exists():
        warn(request, "这个组织已经撤销，不用再撤。")
        return redirect("organization", pk)
    chosen = own(request, pk)
    allow(permissions.may_end(request.user, chosen), "组织撤不撤销，由上级党组织定。您的账号不能撤。")
    form = EndForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        on, reason = form.cleaned_data["on"], form.cleaned_data["reason"]
        try:
            actions.end_organization(chosen, on=on, reason=reason, by=request.user, now=timezone.now())
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            say(request, f"已撤销“{chosen.name}”。")
            return redirect(address(chosen))
    return form_page(request, form, chosen, title="撤销组织", button="撤销这个组织")


def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = own(request, pk)
    allow(permissions.may_edit(request.user, chosen), "只有管这个组织的人才能登记班子。")
    title = request.GET.get("title", "")
    form = PostForm(request.POST or None, initial={"title": title, "from_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            post = actions.appoint(chosen, form.cleaned_data, by=request.user, now=timezone.now())
        except actions.Refused as refusal:
            warn(request, str(refusal))
        else:
            say(request, f"已登记{post.title} {post.holder}。")
        return redirect(address(chosen))
    return form_page(request, form, chosen, title="登记任职", button="登记")


def leave(request: HttpRequest, pk: int, post: int) -> HttpResponse:
    chosen = own(request, pk)
    allow(permissions.may_edit(request.user, chosen), "只有管这个组织的人才能登记班子。")
    held = get_object_or_404(Post, organization=chosen, pk=post)
    if held.until_on:
        warn(request, f"{held.title} {held.holder} 已经离任，不用再登记。")
        return redirect(address(chosen))
    form = LeaveForm(request.POST or None, initial={"until_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        on, reason = form.cleaned_data["until_on"], form.cleaned_data["reason"]
        try:
            actions.leave_post(held, on=on, reason=reason, by=request.user, now=timezone.now())
        except actions.Refused as refusal:
            form.add_error("until_on", str(refusal))
        else:
            say(request, f"{held.title} {held.holder} 已离任。")
            return redirect(address(chosen))
    return form_page(request, form, chosen, title=f"{held.title} {held.holder} 离任", button="登记离任")


def own(request: HttpRequest, pk: int) -> Organization:
    """A standing organization that the viewer may see; the fetch is the check."""
    return get_object_or_404(organizations_for(request.user), pk=pk)


def allow(allowed: bool, reason: str) -> None:
    if not allowed:
        raise PermissionDenied(reason)


def address(chosen: Organization) -> str:
    return reverse("organization", args=[chosen.pk])


def form_page(request: HttpRequest, form: Any, chosen: Organization, *, title: str, button: str) -> HttpResponse:
    context = {"organization": chosen, "form": form, "title": title, "button": button, "done": address(chosen)}
    return render(request, "organizations/form.html", context, status=422 if form.errors else 200)
