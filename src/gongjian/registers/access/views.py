"""设置 → 用户与授权, and one's own page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongjian.foundation.pages.paging import page_of
from gongjian.foundation.pages.timeline import told
from gongjian.foundation.pages.toasts import say, warn
from gongjian.registers.access import actions, permissions
from gongjian.registers.access.forms import AccountForm, GrantForm, RevokeForm
from gongjian.registers.access.models import Grant
from gongjian.registers.access.queries import accounts_for, grants_for, history_of, own_grants
from gongjian.registers.access.roles import ROLES
from gongjian.registers.accounts.models import User

LONG = 50


def accounts(request: HttpRequest) -> HttpResponse:
    """Everyone with a grant where the viewer may see grants, and what each role may do."""
    allow(permissions.may_see_grants(request.user))
    text, on = request.GET.get("q", "").strip(), timezone.localdate()
    rows = accounts_for(request.user)
    if text:
        rows = rows.filter(username__contains=text) | rows.filter(name__contains=text)
    page = page_of(rows, key="username", query=request.GET)
    grants = grants_for(request.user, page.rows)
    people = [(each, [grant for grant in grants.get(each.pk, []) if holds(grant, on)]) for each in page.rows]
    context = {
        "page": page,
        "people": people,
        "text": text,
        "roles": ROLES.values(),
        "may_manage": permissions.may_manage_some(request.user),
    }
    return render(request, "access/accounts.html", context)


def account(request: HttpRequest, pk: int) -> HttpResponse:
    return account_page(request, seen(request, pk))


def account_page(request: HttpRequest, chosen: User, *, password: str = "") -> HttpResponse:
    on = timezone.localdate()
    grants = grants_for(request.user, [chosen]).get(chosen.pk, [])
    context = {
        "account": chosen,
        "password": password,
        "grants": [
            (each, ROLES[each.role], holds(each, on), permissions.may_revoke(request.user, each)) for each in grants
        ],
        "may_manage": permissions.may_manage_account(request.user, chosen, on=on),
        "may_grant": permissions.may_manage_some(request.user) and chosen != request.user,
        "entries": told(history_of(request.user, chosen)[:LONG]),
    }
    return render(request, "access/account.html", context)


def new_account(request: HttpRequest) -> HttpResponse:
    allow(permissions.may_manage_some(request.user))
    form = AccountForm(request.POST or None, user=request.user, on=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        allow(permissions.may_grant(request.user, None, form.cleaned_data["organization"].path))
        made, password = actions.open_account(by=request.user, now=timezone.now(), **form.cleaned_data)
        return account_page(request, made, password=password)
    return form_page(request, form, title="开通账号", button="开通", done=reverse("access"))


def grant(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = seen(request, pk)
    form = GrantForm(request.POST or None, user=request.user, on=timezone.localdate())
    allow(permissions.may_manage_some(request.user) and chosen != request.user)
    if request.method == "POST" and form.is_valid():
        allow(permissions.may_grant(request.user, chosen, form.cleaned_data["organization"].path))
        try:
            actions.grant_role(chosen, by=request.user, now=timezone.now(), **form.cleaned_data)
        except actions.AlreadyGranted as refusal:
            form.add_error("role", str(refusal))
        else:
            say(request, f"已给{chosen}授权。")
            return redirect("account", chosen.pk)
    return form_page(request, form, title=f"给{chosen}授权", button="授权", done=reverse("account", args=[chosen.pk]))


def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = Grant.objects.visible_to(request.user).select_related("user", "organization").filter(pk=pk).first()
    if chosen is None or not holds(chosen, timezone.localdate()):
        allow(permissions.may_manage_some(request.user))
        warn(request, "没有这份授权，可能刚才已经收回。")
        return redirect("account", chosen.user_id) if chosen else redirect("access")
    allow(permissions.may_revoke(request.user, chosen))
    form = RevokeForm(request.POST or None)
    done = reverse("account", args=[chosen.user_id])
    if request.method == "POST" and form.is_valid():
        reason, now, on = form.cleaned_data["reason"], timezone.now(), timezone.localdate()
        actions.revoke_role(chosen, reason=reason, by=request.user, now=now, on=on)
        say(request, f"已收回{chosen.user}的授权。")
        return redirect(done)
    title = f"收回{chosen.user}在“{chosen.organization.name}”的授权"
    return form_page(request, form, title=title, button="收回", done=done)


@require_POST
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = managed(request, pk)
    password = actions.reset_password(chosen, path=path_of(request, chosen), by=request.user, now=timezone.now())
    return account_page(request, chosen, password=password)


@require_POST
def set_active(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = managed(request, pk)
    active = request.POST.get("active") == "1"
    actions.set_active(chosen, active=active, path=path_of(request, chosen), by=request.user, now=timezone.now())
    say(request, f"{chosen}的账号已{'启用' if active else '停用'}。")
    return redirect("account", chosen.pk)


def me(request: HttpRequest) -> HttpResponse:
    """What the viewer was granted, in plain words, and how the screen looks."""
    grants = [(each, ROLES[each.role]) for each in own_grants(request.user, on=timezone.localdate())]
    return render(request, "access/me.html", {"grants": grants})


def seen(request: HttpRequest, pk: int) -> User:
    """An account the viewer may see; the fetch is the check."""
    allow(permissions.may_see_grants(request.user))
    return get_object_or_404(accounts_for(request.user), pk=pk)


def managed(request: HttpRequest, pk: int) -> User:
    chosen = seen(request, pk)
    allow(permissions.may_manage_account(request.user, chosen, on=timezone.localdate()))
    return chosen


def path_of(request: HttpRequest, chosen: User) -> str:
    """Where the history line about an account belongs: the highest of its grants."""
    return min((each.org_path for each in grants_for(request.user, [chosen]).get(chosen.pk, [])), default="")


def holds(grant: Grant, on: Any) -> bool:
    return grant.until_on is None or grant.until_on >= on


def allow(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied("账号和授权由系统管理员管。")


def form_page(request: HttpRequest, form: Any, *, title: str, button: str, done: str) -> HttpResponse:
    context = {"form": form, "title": title, "button": button, "done": done}
    return render(request, "access/form.html", context, status=422 if form.errors else 200)
