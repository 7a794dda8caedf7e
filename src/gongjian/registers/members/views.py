"""Pages of members."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from gongjian.foundation.pages.lists import list_page
from gongjian.registers.members import permissions
from gongjian.registers.members.listing import former_members_table, members_table


def members(request: HttpRequest) -> HttpResponse:
    context = {"may_add": permissions.may_manage_some(request.user)}
    table = members_table(on=timezone.localdate())
    return list_page(request, table, template="members/list.html", context=context)


def former_members(request: HttpRequest) -> HttpResponse:
    return list_page(request, former_members_table(on=timezone.localdate()), template="members/former.html")


def member(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse()
