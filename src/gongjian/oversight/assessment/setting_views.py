"""What the assessing organization decides: schemes and their indicators, trying, adopting, publishing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from gongjian.foundation.editing import Meanwhile
from gongjian.foundation.pages.editing import edit_page
from gongjian.foundation.pages.toasts import say, warn
from gongjian.foundation.refusals import Refused
from gongjian.oversight.assessment import actions, permissions, showing, storing
from gongjian.oversight.assessment.forms import IndicatorForm, NewSchemeForm, SchemeForm, way_of
from gongjian.oversight.assessment.models import Indicator, Scheme
from gongjian.oversight.assessment.queries import assessed_by, indicator_for, kept, owners_for, to_copy
from gongjian.oversight.assessment.sources import sources
from gongjian.oversight.assessment.terms import Way
from gongjian.oversight.assessment.trying import try_out
from gongjian.oversight.assessment.views import allow

OWNERS_AT_MOST = 100


def setting(user: Any) -> None:
    allow(permissions.may_set_some(user), "考核办法由街道和区域性党组织定。")


def refusing(request: HttpRequest, act: Callable[[], Any]) -> bool:
    """Do it, or say why not; whether it was done."""
    try:
        act()
    except Refused as refused:
        warn(request, str(refused))
        return False
    return True


def draft(request: HttpRequest, pk: int) -> Scheme:
    """A scheme the viewer sets that may still be changed."""
    found = kept(request.user, pk)
    allow(found.is_draft, "考核办法已经定了，不能再改。下一期可以复制了再改。")
    return found


def new_scheme(request: HttpRequest) -> HttpResponse:
    setting(request.user)
    owners = list(owners_for(request.user)[:OWNERS_AT_MOST])
    form = NewSchemeForm(request.POST or None, owners=owners, on=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        made = actions.make_scheme(
            form.owners[form.cleaned_data["owner"]],
            form.values(),
            uid=form.cleaned_data["uid"],
            by=request.user,
            now=timezone.now(),
        )
        say(request, "已起草。下面加指标。")
        return redirect("assessment_scheme", made.pk)
    context = {"form": form, "title": "起草考核办法", "button": "起草", "done": reverse("assessment")}
    context["lead"] = "考核的是党组织，不考核人。起草以后加指标，试算过再定。"
    return render(request, "assessment/form.html", context, status=422 if form.errors else 200)


def edit_scheme(request: HttpRequest, pk: int) -> HttpResponse:
    found = draft(request, pk)

    def save(changes: Mapping[str, Any], version: int) -> None:
        actions.change_scheme(found, changes, version=version, by=request.user, now=timezone.now())
        say(request, "已保存。")

    form = SchemeForm(request.POST or None, instance=kept(request.user, pk))
    context = {"title": f"修改：{found.title}", "button": "保存", "scheme": found}
    done = reverse("assessment_scheme", args=[pk])
    return edit_page(request, form, save, template="assessment/form.html", context=context, done=done)


def new_indicator(request: HttpRequest, pk: int) -> HttpResponse:
    found = draft(request, pk)
    form = IndicatorForm(request.POST or None, way=way_from(request, Way.SCALE), known=sources())
    if request.method == "POST" and form.is_valid():
        uid = form.cleaned_data["uid"]
        actions.add_indicator(found, form.values(), uid=uid, by=request.user, now=timezone.now())
        say(request, f"已加上“{form.cleaned_data['name']}”。")
        return redirect("assessment_scheme", pk)
    return indicator_page(request, form, found, title="加一项指标", button="加上")


def way_from(request: HttpRequest, usual: Way) -> Way:
    """How the points come about, as the form or the address says."""
    asked = request.POST.get("way") or request.GET.get("way", "")
    return Way(asked) if asked in Way.values else usual


def edit_indicator(request: HttpRequest, pk: int) -> HttpResponse:
    found = indicator_for(request.user, pk)
    allow(found.scheme.is_draft, "考核办法已经定了，不能再改。下一期可以复制了再改。")
    form = IndicatorForm(request.POST or None, way=way_from(request, way_of(found)), known=sources(), indicator=found)
    if request.method == "POST" and form.is_valid():
        if save_indicator(request, form, found):
            say(request, "已保存。")
            return redirect("assessment_scheme", found.scheme_id)
        return indicator_page(request, form, found.scheme, title=f"修改：{found.name}", button="保存", status=409)
    return indicator_page(request, form, found.scheme, title=f"修改：{found.name}", button="保存", indicator=found)


def save_indicator(request: HttpRequest, form: IndicatorForm, found: Indicator) -> bool:
    """Write it; when someone else was faster, say so and let the next press count as knowing it."""
    version = form.cleaned_data["version"] or 0
    try:
        actions.change_indicator(found, form.values(), version=version, by=request.user, now=timezone.now())
    except Meanwhile as accident:
        data = request.POST.copy()
        data["version"] = str(accident.record.version)
        form.data = data
        form.add_error(None, "您打开以后，别人改了这一项。您写的还在下面；再按一次“保存”，就用您的。")
        return False
    return True


def indicator_page(
    request: HttpRequest,
    form: IndicatorForm,
    scheme: Scheme,
    *,
    title: str,
    button: str,
    status: int = 0,
    indicator: Indicator | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "button": button,
        "scheme": scheme,
        "drop": indicator,
        "ways": [(each, each == form.chosen) for each in Way],
        "done": reverse("assessment_scheme", args=[scheme.pk]),
    }
    return render(request, "assessment/form.html", context, status=status or (422 if form.errors else 200))


@require_POST
def drop_indicator(request: HttpRequest, pk: int) -> HttpResponse:
    found = indicator_for(request.user, pk)
    if refusing(request, lambda: actions.drop_indicator(found, by=request.user, now=timezone.now())):
        say(request, f"已删去“{found.name}”。")
    return redirect("assessment_scheme", found.scheme_id)


@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """复制上季度: the draft of the running period, as the last one was."""
    found, next_one = kept(request.user, pk), to_copy(request.user, timezone.localdate())
    if next_one is None or next_one[0].pk != found.pk:
        made = found.copies.order_by("-first").first()
        if made is None:
            warn(request, "这一期已经有考核办法了。")
        return redirect("assessment_scheme", (made or found).pk)
    made = actions.copy_scheme(found, first=next_one[1], by=request.user, now=timezone.now())
    say(request, f"已照“{found.title}”起草。改好、试算过再定。")
    return redirect("assessment_scheme", made.pk)


@require_GET
def try_scheme(request: HttpRequest, pk: int) -> HttpResponse:
    """试算 with other weights and targets over the running period; nothing is stored."""
    found = kept(request.user, pk)
    known = sources()
    words = {each.pk: showing.says_of(each, known) for each in found.indicators.all()}
    trial = try_out(found, request.GET, words)
    return render(request, "assessment/try.html", {"scheme": found, "trial": trial, "asked": bool(request.GET)})


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Read all numbers anew."""
    found = kept(request.user, pk)
    number = storing.take(found, now=timezone.now())
    say(request, f"已重新取数，有 {number:,} 项已算好。" if number else "没有要取的数。")
    return redirect("assessment_scheme", pk)


def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """定下来, after a page that says what it means."""
    found = kept(request.user, pk)
    if not found.is_draft:
        return redirect("assessment_scheme", pk)
    if request.method == "POST":
        if refusing(request, lambda: actions.adopt(found, by=request.user, now=timezone.now())):
            say(request, "已定下来。被考核的党组织看得到自己的得分了。")
        return redirect("assessment_scheme", pk)
    number = assessed_by(found).count()
    lead = f"定下来以后指标不能再改。会考核 {number:,} 个党组织，它们当天就看得到指标和自动得分。"
    return confirm_page(request, found, title=f"定下来：{found.title}", lead=lead, button="定下来")


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """公布, after a page that says what it means."""
    found = kept(request.user, pk)
    if not found.is_open:
        return redirect("assessment_scheme", pk)
    if request.method == "POST":
        if refusing(request, lambda: actions.publish(found, by=request.user, now=timezone.now())):
            say(request, "已公布。结果和当时的依据一起存好了。")
        return redirect("assessment_scheme", pk)
    reason = actions.hindrance(found, on=timezone.localdate())
    lead = "公布以后结果不再变，当时用的数也一起存下来。每个党组织看得到自己和下级的结果，不排名次。"
    return confirm_page(request, found, title=f"公布：{found.title}", lead=lead, button="公布", reason=reason)


def confirm_page(
    request: HttpRequest, scheme: Scheme, *, title: str, lead: str, button: str, reason: str = ""
) -> HttpResponse:
    context = {"scheme": scheme, "title": title, "lead": lead, "button": button, "reason": reason}
    return render(request, "assessment/sure.html", context)
