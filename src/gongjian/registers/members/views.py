"""Pages of members: the roster, one record, and what is done to them by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from gongjian.foundation.pages.editing import edit_page
from gongjian.foundation.pages.lists import UnreadFilter, list_page, selection_from
from gongjian.foundation.pages.once import made_before
from gongjian.foundation.pages.toasts import say, warn
from gongjian.foundation.pages.way_back import way_back
from gongjian.registers.members import bulk_edits, keeping, permissions, queries
from gongjian.registers.members.actions import InTransfer
from gongjian.registers.members.fields import LABELS, words_of
from gongjian.registers.members.forms import BulkForm, LeaveForm, MemberForm, NewMemberForm
from gongjian.registers.members.listing import BULK, SEND, former_members_table, members_table
from gongjian.registers.members.models import Member
from gongjian.registers.members.record import record_of
from gongjian.registers.members.terms import MemberState


def members(request: HttpRequest) -> HttpResponse:
    allow(permissions.may_see_some(request.user), "您的账号看不到党员。")
    may_add, may_send = permissions.may_manage_some(request.user), permissions.may_send_some(request.user)
    context = {"may_add": may_add, "may_send": may_send}
    table = members_table(on=timezone.localdate())
    allowed = {BULK: may_add, SEND: may_send}
    table = replace(table, acts=tuple(act for act in table.acts if allowed[act.label]))
    return list_page(request, table, template="members/list.html", context=context)


def former_members(request: HttpRequest) -> HttpResponse:
    allow(permissions.may_see_some(request.user), "您的账号看不到党员。")
    return list_page(request, former_members_table(on=timezone.localdate()), template="members/former.html")


def own(request: HttpRequest, pk: int) -> Member:
    rows = Member.objects.visible_to(request.user).select_related("organization", "community", "unit")
    return get_object_or_404(rows, pk=pk)


def member(request: HttpRequest, pk: int) -> HttpResponse:
    context = record_of(request.user, own(request, pk), tab=request.GET.get("tab", ""), on=timezone.localdate())
    return render(request, "members/record.html", context)


@require_POST
def number(request: HttpRequest, pk: int) -> HttpResponse:
    """The record with one number in full, this once; nothing on the way keeps the answer."""
    chosen = own(request, pk)
    field = "phone" if request.POST.get("field") == "phone" else "identity"
    shown = keeping.reveal(member=chosen, field=field, by=request.user, now=timezone.now())
    context = record_of(request.user, chosen, tab="", on=timezone.localdate())
    response = render(request, "members/record.html", {**context, "revealed": {field: shown}})
    response["Cache-Control"] = "no-store"
    return response


def new(request: HttpRequest) -> HttpResponse:
    allow(permissions.may_manage_some(request.user), "您的账号不能新增党员。")
    if made := made_before(Member.objects.visible_to(request.user), request.POST):
        say(request, f"“{made.name}”刚才已经新增，没有再加一次。")
        return redirect("member", made.pk)
    known = {
        "workplace": queries.unit_name_for(request.user, request.GET.get("unit", "")),
        "organization": queries.branch_name_for(request.user, request.GET.get("organization", "")),
    }
    form = NewMemberForm(request.POST or None, user=request.user, on=timezone.localdate(), initial=known)
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "organization"}
        try:
            made = keeping.register(
                values=values, organization=form.cleaned_data["organization"], by=request.user, now=timezone.now()
            )
        except keeping.IdentityTaken as taken:
            form.add_error("identity", str(taken))
        except PermissionDenied as refusal:
            form.add_error("organization", str(refusal))
        else:
            say(request, f"已新增“{made.name}”。")
            return redirect("member", made.pk)
    context = {"form": form, "branches": queries.branch_names_for(request.user)}
    return render(request, "members/new.html", context, status=422 if form.errors else 200)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = own(request, pk)
    allow(permissions.may_manage(request.user, chosen.org_path), "只有管这份名册的人才能修改。")
    form = MemberForm(request.POST or None, instance=chosen, user=request.user, on=timezone.localdate())

    def save(values: Any, version: int) -> None:
        keeping.change(member=chosen, values=values, version=version, by=request.user, now=timezone.now())
        say(request, "已保存。")

    context = {"member": chosen}
    done = reverse("member", args=[pk])
    try:
        return edit_page(request, form, save, template="members/edit.html", context=context, done=done)
    except keeping.IdentityTaken as taken:
        form.add_error("identity", str(taken))
        return render(request, "members/edit.html", {**context, "form": form, "done": done}, status=422)


def leave(request: HttpRequest, pk: int) -> HttpResponse:
    chosen, today = own(request, pk), timezone.localdate()
    form = LeaveForm(request.POST or None, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        left = {"state": MemberState(form.cleaned_data["state"]), "on": form.cleaned_data["on"]}
        try:
            keeping.leave(
                member=chosen, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now(), **left
            )
        except (InTransfer, keeping.AlreadyLeft) as refusal:
            form.add_error(None, str(refusal))
        else:
            undo = reverse("member_take_back", args=[pk])
            say(request, f"“{chosen.name}”{left['state'].label}，名册里不再计数。", undo=undo)
            return redirect("member", pk)
    return render(request, "members/leave.html", {"member": chosen, "form": form}, status=422 if form.errors else 200)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = own(request, pk)
    try:
        back = keeping.take_back(member=chosen, reason="", by=request.user, now=timezone.now())
    except (keeping.IdentityTaken, InTransfer) as refused:
        warn(request, str(refused))
    else:
        ended = "" if back.organization or not chosen.organization else "原来的党支部已经撤销，列进“没有支部”。"
        say(request, f"“{chosen.name}”已恢复在册。{ended}")
        if not Member.objects.visible_to(request.user).filter(pk=pk).exists():
            return redirect("members")
    return redirect("member", pk)


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Three steps over one address: which field and value, how many that changes, done."""
    back = way_back(request, usual=reverse("members"))
    try:
        selection = selection_from(members_table(on=timezone.localdate()), request.POST, request.user)
    except UnreadFilter as refused:
        warn(request, str(refused))
        return redirect(back)
    form = BulkForm(request.POST if "field" in request.POST else None, user=request.user)
    total = selection.rows.count()
    if not total:
        warn(request, "还没有选党员。先勾选，或选“全部”。")
        return redirect(back)
    context: dict[str, Any] = {"form": form, "carried": selection.fields, "total": total, "back": back}
    if not form.is_valid():
        return render(request, "members/bulk.html", context, status=422 if form.errors else 200)
    field = form.cleaned_data["field"]
    value = form.cleaned_data[field]
    changing = bulk_edits.changeable(selection.rows, field, value, by=request.user)
    if "sure" not in request.POST:
        context |= {"field": field, "label": LABELS[field], "words": words_of(field, value)}
        return render(request, "members/bulk_sure.html", {**context, "changing": changing.count()})
    batch = bulk_edits.change_many(members=changing, field=field, value=value, by=request.user, now=timezone.now())
    if not batch.changed:
        say(request, f"选的党员{LABELS[field]}都已经是“{words_of(field, value)}”，没有再改。")
        return redirect(back)
    undo = f"{reverse('members_bulk_undo', args=[batch.id])}?{urlencode({'next': back})}"
    say(request, f"{batch.changed:,} 名党员的{LABELS[field]}已改成“{words_of(field, value)}”。", undo=undo)
    return redirect(back)


@require_POST
def bulk_undo(request: HttpRequest, batch: int) -> HttpResponse:
    undone = bulk_edits.undo_many(batch_id=batch, by=request.user, now=timezone.now())
    say(request, f"已撤销，{undone:,} 名党员改回原来的样子。" if undone else "没有可以撤销的了。")
    return redirect(way_back(request, usual=reverse("members")))


def allow(allowed: bool, otherwise: str) -> None:
    if not allowed:
        raise PermissionDenied(otherwise)
