"""What is done with one result: judged, confirmed, appealed, answered; and the papers of the parties."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongjian.foundation.pages.toasts import say
from gongjian.oversight.assessment import answering, permissions, weighing
from gongjian.oversight.assessment.models import Indicator, Judgement, Party, Result
from gongjian.oversight.assessment.queries import adjustment_for, appeal_for, paper_for, result_for
from gongjian.oversight.assessment.result_forms import AdjustForm, AnswerForm, AppealForm, JudgeForm, PaperForm
from gongjian.oversight.assessment.scoring import spoken
from gongjian.oversight.assessment.setting_views import refusing
from gongjian.oversight.assessment.terms import Measure, Side
from gongjian.oversight.assessment.views import allow

NOT_JUDGE = "评分由定考核办法的党组织来评。"
NOT_ASSESSED = "确认和申诉由被考核的党组织自己来办，公布以后不能再办。"


def indicator_of(result: Result, text: str | int) -> Indicator:
    """An indicator of the scheme of RESULT."""
    found = result.scheme.indicators.filter(pk=text).first() if str(text).isdecimal() and len(str(text)) < 18 else None
    if found is None:
        raise Http404
    return found


def judge(request: HttpRequest, pk: int, indicator: int) -> HttpResponse:
    found = result_for(request.user, pk)
    allow(permissions.may_judge(request.user, found), NOT_JUDGE)
    line = indicator_of(found, indicator)
    if line.measure != Measure.JUDGED:
        raise Http404
    before = Judgement.objects.filter(result=found, indicator=line).first()
    initial = {"points": before.points, "reason": before.reason, "link": before.link} if before else None
    form = JudgeForm(request.POST or None, weight=line.weight, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if refusing(request, lambda: weighing.judge(found, line, **told, by=request.user, now=timezone.now())):
            say(request, f"“{line.name}”评了 {spoken(told['points'])} 分。")
        return redirect("assessment_result", pk)
    return form_page(request, form, found, title=f"评分：{line.name}", lead=line.guidance, button="评好")


def adjust(request: HttpRequest, pk: int) -> HttpResponse:
    found = result_for(request.user, pk)
    allow(permissions.may_judge(request.user, found), NOT_JUDGE)
    form = AdjustForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told, points = form.cleaned_data, form.signed()
        act = {"points": points, "reason": told["reason"], "link": told["link"]}
        if refusing(request, lambda: weighing.adjust(found, **act, by=request.user, now=timezone.now())):
            say(request, f"已{'加' if points > 0 else '扣'} {spoken(abs(points))} 分。")
        return redirect("assessment_result", pk)
    lead = "在指标以外加减分。每一条都要有记录，被考核的党组织看得到。"
    return form_page(request, form, found, title="加分、扣分", lead=lead, button="记上")


@require_POST
def drop_adjustment(request: HttpRequest, pk: int) -> HttpResponse:
    found = adjustment_for(request.user, pk)
    if refusing(request, lambda: weighing.drop_adjustment(found, by=request.user, now=timezone.now())):
        say(request, "已撤回这一条加减分。")
    return redirect("assessment_result", found.result_id)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """确认自动得分, as the page showed it."""
    found = result_for(request.user, pk)
    allow(permissions.may_answer(request.user, found), NOT_ASSESSED)
    text = request.POST.get("automatic", "")
    automatic = int(text) if text.isdecimal() and len(text) < 10 else -1
    if refusing(request, lambda: answering.confirm(found, automatic=automatic, by=request.user, now=timezone.now())):
        say(request, f"已确认自动得分 {spoken(automatic)} 分。")
    return redirect("assessment_result", pk)


def new_appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """申诉 against the line the address names, or the whole."""
    found = result_for(request.user, pk)
    allow(permissions.may_answer(request.user, found), NOT_ASSESSED)
    asked = request.GET.get("indicator", "")
    line = indicator_of(found, asked) if asked else None
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if refusing(
            request,
            lambda: answering.appeal(found, text=text, indicator=line, by=request.user, now=timezone.now()),
        ):
            say(request, "申诉已提。答复会出现在这一页。")
        return redirect("assessment_result", pk)
    says = next((each["says"] for each in found.sheet.get("lines", []) if line and each["indicator"] == line.pk), "")
    title = f"申诉：{line.name}" if line else "申诉"
    return form_page(request, form, found, title=title, lead=says, button="提申诉")


def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """An appeal with its answer, or the form to answer it."""
    found = appeal_for(request.user, pk)
    line = found.indicator
    may_decide = permissions.may_decide(request.user, found)
    form = AnswerForm(request.POST or None, weight=line.weight if line else None) if may_decide else None
    if request.method == "POST":
        allow(may_decide, "申诉由定考核办法的党组织答复，答复过的不能再改。")
        if form is not None and form.is_valid():
            told = form.cleaned_data
            act = {"accepted": told["accepted"] == "yes", "answer": told["answer"], "points": told.get("points")}
            if refusing(request, lambda: weighing.answer_appeal(found, **act, by=request.user, now=timezone.now())):
                say(request, "已答复。")
            return redirect("assessment_appeal", pk)
    lines = found.result.sheet.get("lines", [])
    says = next((each["says"] for each in lines if line and each["indicator"] == line.pk), "")
    context = {"appeal": found, "result": found.result, "form": form, "says": says}
    return render(request, "assessment/appeal.html", context, status=422 if form and form.errors else 200)


def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """评议表: rate the organizations of the other side in bands; handed in again it replaces the one before."""
    found = paper_for(request.user, pk)
    indicators = list(found.scheme.indicators.filter(measure=Measure.MUTUAL))
    rated = Result.objects.filter(pk__in=answering.rated_by(found)).select_related("organization").order_by("org_path")
    form = PaperForm(request.POST or None, rated=list(rated), indicators=indicators, given=answers_of(found))
    may_rate = permissions.may_rate(request.user, found, timezone.localdate())
    if request.method == "POST":
        allow(may_rate, f"互评 {found.scheme.closes_on} 已经截止。")
        if form.is_valid():
            if refusing(request, lambda: answering.rate(found, form.answers(), by=request.user, now=timezone.now())):
                say(request, "评议表已交。截止以前还可以改。")
            return redirect("assessment_paper", pk)
    context = {
        "paper": found,
        "scheme": found.scheme,
        "form": form,
        "rows": form.rows(),
        "other": Side(found.side).other.label,
        "questions": [question for each in indicators for question in each.questions],
        "may_rate": may_rate,
    }
    return render(request, "assessment/paper.html", context, status=422 if form.errors else 200)


def answers_of(paper: Party) -> dict[tuple[int, int], list[str]]:
    return {(each.result_id, each.indicator_id): each.answers for each in paper.ratings.all()}


def form_page(request: HttpRequest, form: Any, result: Result, *, title: str, lead: str, button: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "lead": lead,
        "button": button,
        "result": result,
        "done": reverse("assessment_result", args=[result.pk]),
    }
    return render(request, "assessment/form.html", context, status=422 if form.errors else 200)
