"""套表: forms other offices demand: handed in once, explained once, issued every month with one press."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongjian.foundation import registry
from gongjian.foundation.files import content_of
from gongjian.foundation.pages.lists import exporting
from gongjian.foundation.pages.once import made_before
from gongjian.foundation.pages.toasts import say, warn
from gongjian.foundation.refusals import Refused
from gongjian.mechanisms.reports import outside, permissions
from gongjian.mechanisms.reports.counting import figures
from gongjian.mechanisms.reports.forms import MeaningsForm, OutsideFormForm
from gongjian.mechanisms.reports.listing import last_month
from gongjian.mechanisms.reports.meanings import WORDS
from gongjian.mechanisms.reports.models import OutsideForm
from gongjian.mechanisms.reports.queries import forms_for, kept_forms, period_at, writers_for
from gongjian.mechanisms.reports.terms import Meaning
from gongjian.mechanisms.reports.views import allow, day_in, refusing
from gongjian.registers.organizations.models import Organization
from gongjian.rules.periods import Period

SHOWN, ISSUED, PERIODS = 100, 24, 6


def forms(request: HttpRequest) -> HttpResponse:
    """The forms there are, and when each was issued last."""
    allow(permissions.may_write_some(request.user), "您的账号不填套表。")
    rows = list(kept_forms(request.user).prefetch_related("issues")[:SHOWN])
    last = period_at
    on = timezone.localdate()
    context = {
        "forms": [(each, next(iter(each.issues.all()), None), last(last_month(on), each.months)) for each in rows]  # type: ignore[attr-defined]
    }
    return render(request, "reports/forms.html", context)


def form_new(request: HttpRequest) -> HttpResponse:
    allow(permissions.may_write_some(request.user), "您的账号不填套表。")
    if made := made_before(forms_for(request.user), request.POST):
        return redirect("outside_form", made.pk)
    form = OutsideFormForm(request.POST or None, request.FILES or None)
    keepers = list(writers_for(request.user)[:SHOWN])
    if request.method == "POST" and form.is_valid():
        told, given = form.cleaned_data, form.cleaned_data["content"]
        try:
            made = outside.hand_in(
                keeper_named(keepers, request.POST.get("organization", "")),
                name=told["name"],
                asked_by=told["asked_by"],
                months=told["months"],
                file_name=given.name,
                content=given.read(),
                uid=told["uid"],
                by=request.user,
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("content", str(refusal))
        else:
            return redirect("outside_form", made.pk)
    context = {"form": form, "keepers": keepers, "chosen": request.POST.get("organization", "")}
    return render(request, "reports/form_new.html", context, status=422 if form.errors else 200)


def keeper_named(keepers: list[Organization], text: str) -> Organization:
    """The organization a form is kept by: the one chosen, else the highest."""
    return next((each for each in keepers if str(each.pk) == text), keepers[0])


def outside_form(request: HttpRequest, pk: int) -> HttpResponse:
    """One form: what its blanks stand for, what is still asked, and issuing it."""
    chosen = kept(request, pk)
    names = asked_names(request, chosen)
    form = MeaningsForm(request.POST or None, names=names, meanings=chosen.meanings)
    if request.method == "POST" and form.is_valid():
        outside.explain(chosen, form.meanings(), by=request.user, now=timezone.now())
        say(request, "记住了，以后不再问。")
        return redirect("outside_form", pk)
    on, known = timezone.localdate(), figures()
    context = {
        "outside": chosen,
        "form": form,
        "all": "all" in request.GET,
        "told": [(name, in_words(meaning, known)) for name, meaning in chosen.meanings.items() if meaning],
        "lists": lists_in_words(chosen),
        "periods": periods_offered(chosen),
        "organizations": writers_for(request.user).filter(path__startswith=chosen.org_path)[:SHOWN],
        "issues": chosen.issues.select_related("organization")[:ISSUED],  # type: ignore[attr-defined]
        "on": on,
    }
    return render(request, "reports/form.html", context, status=422 if form.errors else 200)


def asked_names(request: HttpRequest, chosen: OutsideForm) -> list[str]:
    """The blanks the page asks about: those never explained, or all of them to put one right."""
    return list(chosen.meanings) if "all" in request.GET else outside.unanswered(chosen)


def in_words(meaning: list[str], known: Any) -> str:
    what, which = meaning
    if what == Meaning.TEXT:
        return f"固定写“{which}”" if which else "空着"
    if what == Meaning.WORD:
        return WORDS[which]
    label = known[which].label if which in known else "平台不再提供的数字"
    return f"上一期的{label}" if what == Meaning.BEFORE else label


def lists_in_words(chosen: OutsideForm) -> list[tuple[str, str, list[str]]]:
    """(sheet, name of the list, labels of its columns) of each list in the form."""
    offered = registry.tables(timezone.localdate())
    found = []
    for each in chosen.lists:
        table = offered.get(each["table"])
        labels = {column.key: column.label for column in table.columns} if table else {}
        columns = [labels[key] for key in each["columns"].values() if key in labels]
        found.append((each["sheet"], table.label if table else "已不提供的名单", columns))
    return found


def periods_offered(chosen: OutsideForm) -> list[Period]:
    """The periods to choose from, the one that ended last first, the present one after it."""
    day, found = last_month(timezone.localdate()), []
    for _ in range(PERIODS):
        found.append(period_at(day, chosen.months))
        day = found[-1].first.fromordinal(found[-1].first.toordinal() - 1)
    present = period_at(timezone.localdate(), chosen.months)
    return found if present in found else [found[0], present, *found[1:]]


@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill the form and hand the file back: for the organization and period chosen, else the keeper's last one."""
    chosen = kept(request, pk)
    rows, text = writers_for(request.user).select_related("community"), request.POST.get("organization", "")
    wanted = int(text) if text.isdecimal() and len(text) < 19 else chosen.organization_id
    organization = get_object_or_404(rows, pk=wanted)
    period = period_at(day_in(request.POST.get("period", "")), chosen.months)
    try:
        made = outside.issue(chosen, organization, period, by=request.user, now=timezone.now())
    except Refused as refusal:
        warn(request, str(refusal))
        return redirect("outside_form", pk)
    return exporting.download(content_of(made.file), made.file.name)


def issued(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What came out an earlier time, once more; number 0 is the form as it was handed in."""
    chosen = kept(request, pk)
    file = get_object_or_404(chosen.issues, pk=number).file if number else chosen.file  # type: ignore[attr-defined]
    return exporting.download(content_of(file), file.name)


@require_POST
def form_stop(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = kept(request, pk)
    refusing(request, lambda: outside.stop_form(chosen, by=request.user, now=timezone.now()))
    say(request, "已停用。以前出的表还在。")
    return redirect("outside_forms")


def kept(request: HttpRequest, pk: int) -> OutsideForm:
    """A form the viewer fills; the fetch is the check."""
    chosen = get_object_or_404(forms_for(request.user), pk=pk)
    allow(permissions.may_write_for(request.user, chosen.organization), "这张套表不归您填。")
    return chosen
