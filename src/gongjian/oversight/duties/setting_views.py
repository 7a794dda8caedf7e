"""What the office decides: from when, what, for whom not, and which days are off."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from gongjian.foundation.pages.lists import selection_from
from gongjian.foundation.pages.toasts import say, warn
from gongjian.foundation.tree import under
from gongjian.oversight.duties import actions, permissions
from gongjian.oversight.duties.calendars import working_calendar
from gongjian.oversight.duties.duty_forms import DutyForm, new_key
from gongjian.oversight.duties.forms import DaysFileForm, DaysForm, ExemptionForm, SeveralForm, StartForm, StopForm
from gongjian.oversight.duties.listing import periods_table
from gongjian.oversight.duties.models import SpecialDay
from gongjian.oversight.duties.queries import (
    OWED,
    duties_for,
    duty_choices,
    duty_for,
    exemptions_for,
    starts_for,
    top_for,
)
from gongjian.oversight.duties.ruling import card_of
from gongjian.oversight.duties.schedules import DutyInForce
from gongjian.oversight.duties.views import seen
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import OrganizationKind

SHOWN = 400
BRANCH_KINDS = (OrganizationKind.BRANCH, OrganizationKind.JOINT_BRANCH)


def allow(allowed: bool, reason: str) -> None:
    if not allowed:
        raise PermissionDenied(reason)


def top(request: HttpRequest) -> Organization:
    found = top_for(request.user, permissions.SET)
    if found is None:
        raise PermissionDenied("应办什么由街道和区域性党组织定。")
    return found


def start(request: HttpRequest) -> HttpResponse:
    """启用应办日历: from which month on."""
    at, on = top(request), timezone.localdate()
    form = StartForm(request.POST or None, initial={"first": f"{on:%Y}-01-01"})
    if request.method == "POST" and form.is_valid():
        actions.start_calendar(at, first=form.cleaned_data["first"], by=request.user, now=timezone.now())
        say(request, f"应办日历从 {form.cleaned_data['first']:%Y 年 %m 月}起算。")
        return redirect("duties")
    lead = f"“{at.name}”和它所有的下级，从这个月起按下面的应办事项算。"
    return form_page(request, form, title="启用应办日历", lead=lead, button="启用", done=reverse("duties"))


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """All duties: by which article, how often, who owes them; and from when the calendar asks."""
    seen(request.user)
    on, found = timezone.localdate(), duties_for(request.user)
    context = {
        "cards": [card_of(each, on, may_set=permissions.may_set(request.user, each)) for each in found],
        "unasked": [each for each in found if not asks_somebody(each, on)],
        "starts": starts_for(request.user),
        "may_set": permissions.may_set_some(request.user),
    }
    return render(request, "duties/rules.html", context)


def asks_somebody(duty: DutyInForce, on: date) -> bool:
    """Whether anyone owes a duty as it is set on a day: by kind, as a body, by place, or chosen by hand."""
    said = duty.said_on(on)
    chosen = duty.chosen.get(said.pk or 0)
    return bool(duty.is_election or said.stopped or said.kinds or said.bodies or said.needs or chosen)


def new_duty(request: HttpRequest) -> HttpResponse:
    at = top(request)
    form = DutyForm(request.POST or None, duty=None, on=timezone.localdate(), user=request.user)
    if request.method == "POST" and form.is_valid():
        set_as(request, request.POST.get("key", "")[:40] or new_key(), form, at)
        say(request, f"已新增“{form.cleaned_data['label']}”。")
        return redirect("duty_rules")
    lead = f"在“{at.name}”和它的下级里要办。"
    return form_page(
        request, form, title="新增应办事项", lead=lead, button="新增", key=request.POST.get("key") or new_key()
    )


def edit_duty(request: HttpRequest, key: str) -> HttpResponse:
    duty = duty_for(request.user, key)
    allow(permissions.may_set(request.user, duty), "这一项由上级定。")
    on = timezone.localdate()
    said = duty.latest
    if duty.standing and not duty.changes:
        rhythm = duty.rhythm(on)
        said.months, said.times = rhythm if isinstance(rhythm, int) else 1, duty.times(on)
    form = DutyForm(request.POST or None, duty=said, on=on, user=request.user, standing=duty.standing is not None)
    if request.GET.get("chosen") == "branches":
        form.initial["chosen"] = "\n".join(branch_names(home_of(request, duty)))
    if request.method == "POST" and form.is_valid():
        set_as(request, key, form, home_of(request, duty))
        say(request, f"“{duty.label}”已按新的定。")
        return redirect("duty_rules")
    lead = "从选定的月份起按新的算，以前各期不变。"
    return form_page(request, form, title=f"修改：{duty.label}", lead=lead, button="保存")


def stop_duty(request: HttpRequest, key: str) -> HttpResponse:
    duty = duty_for(request.user, key)
    allow(permissions.may_set(request.user, duty), "这一项由上级定。")
    form = StopForm(request.POST or None, initial={"in_force_from": timezone.localdate().replace(day=1)})
    if request.method == "POST" and form.is_valid():
        actions.stop_duty(
            duty.latest, at=home_of(request, duty), by=request.user, now=timezone.now(), **form.cleaned_data
        )
        say(request, f"“{duty.label}”已停用。")
        return redirect("duty_rules")
    return form_page(request, form, title=f"停用：{duty.label}", lead="停用以前的各期还要办。", button="停用")


def branch_names(at: Organization) -> list[str]:
    """The branches at AT and below, to strike out those that are not meant."""
    rows = Organization.objects.active().filter(under("path", at.path), kind__in=BRANCH_KINDS)
    return list(rows.order_by("path").values_list("name", flat=True)[:SHOWN])


def home_of(request: HttpRequest, duty: Any) -> Organization:
    """The organization a duty was set at, or the top of the tree for a standing one."""
    return get_object_or_404(Organization, path=duty.path) if duty.path else top(request)


def set_as(request: HttpRequest, key: str, form: DutyForm, at: Organization) -> None:
    actions.set_duty(
        key,
        form.values(),
        at=at,
        chosen=form.cleaned_data["chosen"],
        in_force_from=form.cleaned_data["in_force_from"],
        reason=form.cleaned_data["reason"],
        by=request.user,
        now=timezone.now(),
    )


def excuse(request: HttpRequest) -> HttpResponse:
    """免办 of one organization."""
    allow(permissions.may_excuse_some(request.user), "免办由上级党组织批准。")
    initial = {name: request.GET.get(name, "") for name in ("organization", "duty", "first", "last")}
    form = ExemptionForm(
        request.POST or None, user=request.user, duties=duty_choices(request.user, ""), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        organization, duty = data.pop("organization"), data.pop("duty")
        if permissions.may_excuse(request.user, organization):
            actions.excuse(duty, [organization], by=request.user, now=timezone.now(), **data)
            say(request, f"“{organization.name}”已免办。")
            return redirect("duty_exemptions")
        form.add_error("organization", f"“{organization.name}”的免办由它的上级批准。")
    lead = "免办的不算逾期，理由会留在组织的变更记录里。"
    return form_page(request, form, title="免办", lead=lead, button="免办", done=reverse("duty_exemptions"))


@require_POST
def excuse_several(request: HttpRequest) -> HttpResponse:
    """免办 of the periods picked in the list."""
    allow(permissions.may_excuse_some(request.user), "免办由上级党组织批准。")
    on = timezone.localdate()
    picked = selection_from(periods_table(request.user, on=on), request.POST, request.user)
    periods = [
        each
        for each in picked.rows.filter(OWED)[: SHOWN + 1]
        if permissions.may_excuse(request.user, each.organization)
    ]
    if not periods or len(periods) > SHOWN:
        warn(request, "选中的里面没有可以免办的。" if not periods else f"一次最多免办 {SHOWN} 期。请先缩小范围。")
        return redirect("duty_periods")
    form = SeveralForm(request.POST if "reason" in request.POST else None)
    if form.is_bound and form.is_valid():
        for each in periods:
            actions.excuse(
                each.duty,
                [each.organization],
                first=each.first,
                last=each.first,
                by=request.user,
                now=timezone.now(),
                **form.cleaned_data,
            )
        say(request, f"已免办 {len(periods)} 期。")
        return redirect("duty_exemptions")
    title = f"免办选中的 {len(periods)} 期"
    return form_page(request, form, title=title, button="免办", done=reverse("duty_periods"), carried=picked.fields)


@require_GET
def exemption(request: HttpRequest, pk: int) -> HttpResponse:
    seen(request.user)
    found = get_object_or_404(exemptions_for(request.user), pk=pk)
    context = {
        "exemption": found,
        "duty": dict(duty_choices(request.user, "")).get(found.duty, found.duty),
        "may_end": permissions.may_excuse(request.user, found.organization),
    }
    return render(request, "duties/exemption.html", context)


@require_POST
def end_exemption(request: HttpRequest, pk: int) -> HttpResponse:
    found = exemptions_for(request.user).filter(pk=pk).first()
    if found is None:
        warn(request, "这条免办已经收回。")
        return redirect("duty_exemptions")
    allow(permissions.may_excuse(request.user, found.organization), "免办由上级党组织批准和收回。")
    actions.end_exemption(found, by=request.user, now=timezone.now())
    say(request, f"“{found.organization.name}”的免办已收回。")
    return redirect("duty_exemptions")


def holidays(request: HttpRequest) -> HttpResponse:
    """The days of the working calendar that are not as their weekday says."""
    seen(request.user)
    may = permissions.may_load_holidays(request.user)
    by_file = "file" in request.FILES
    form = DaysForm(request.POST if request.method == "POST" and not by_file else None)
    file_form = DaysFileForm(request.POST, request.FILES) if by_file else DaysFileForm()
    if request.method == "POST":
        allow(may, "节假日由街道统一设置。")
        used = file_form if by_file else form
        if used.is_valid():
            days = used.cleaned_data["file" if by_file else "days"]
            new, changed = actions.load_special_days(days, at=top(request), by=request.user, now=timezone.now())
            say(request, f"新增 {new} 天，改了 {changed} 天。")
            return redirect("duty_holidays")
    known = sorted(working_calendar().years)
    context = {
        "days": SpecialDay.objects.order_by("-on")[:SHOWN],
        "known": (known[0], known[-1]) if known else None,
        "form": form,
        "file_form": file_form,
        "may_load": may,
    }
    status = 422 if form.errors or file_form.errors else 200
    return render(request, "duties/holidays.html", context, status=status)


@require_POST
def drop_holiday(request: HttpRequest, pk: int) -> HttpResponse:
    allow(permissions.may_load_holidays(request.user), "节假日由街道统一设置。")
    found = SpecialDay.objects.filter(pk=pk).first()
    if found is None:
        warn(request, "这一天已经取消。")
    else:
        actions.drop_special_day(found, at=top(request), by=request.user, now=timezone.now())
        say(request, f"{found.on} 已取消设置。")
    return redirect("duty_holidays")


def form_page(
    request: HttpRequest, form: Any, *, title: str, button: str, done: str = "", **context: Any
) -> HttpResponse:
    whole = {"form": form, "title": title, "button": button, "done": done or reverse("duty_rules"), **context}
    return render(request, "duties/form.html", whole, status=422 if form.errors else 200)
