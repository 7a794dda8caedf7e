"""设置 → 通知渠道: where reminders go, and which did not get through."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongjian.entry.notices.forms import ChannelForm
from gongjian.foundation.notices import actions
from gongjian.foundation.notices.models import Channel
from gongjian.foundation.pages.toasts import say
from gongjian.foundation.scope import scope_of

MANAGE = "notices.manage"
SHOWN = 200


def may_manage(user: Any) -> bool:
    return scope_of(user).holds_somewhere(MANAGE)


def channels(request: HttpRequest) -> HttpResponse:
    allow(may_manage(request.user))
    form = ChannelForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        organization = data.pop("organization")
        allow(scope_of(request.user).holds(MANAGE, organization.path))
        actions.add_channel(
            **data, organization=organization.name, path=organization.path, by=request.user, now=timezone.now()
        )
        say(request, f"已新增“{data['label']}”。")
        return redirect("channels")
    rows = Channel.objects.visible_to(request.user).filter(active=True).order_by("org_path", "pk")[:SHOWN]
    return render(
        request, "notices/channels.html", {"channels": rows, "form": form}, status=422 if form.errors else 200
    )


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    allow(may_manage(request.user))
    found = get_object_or_404(Channel.objects.visible_to(request.user), pk=pk)
    actions.stop_channel(found, by=request.user, now=timezone.now())
    say(request, f"“{found.label}”已停用，地址已经抹掉。")
    return redirect("channels")


def allow(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied("通知渠道由系统管理员管。")
