"""The calendar of duties: a month, the weeks ahead, the year; the rows behind every number; where work is begun."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from gongjian.foundation import registry
from gongjian.foundation.pages.forms import as_written
from gongjian.foundation.pages.lists import list_page
from gongjian.foundation.pages.paging import bounded_count, page_of
from gongjian.foundation.pages.toasts import warn
from gongjian.foundation.scope import scope_of, within
from gongjian.oversight.coverage.listing import at_organization, organization_choices
from gongjian.oversight.coverage.permissions import may_use
from gongjian.oversight.coverage.queries import findings_for
from gongjian.oversight.duties import permissions, showing
from gongjian.oversight.duties.calendars import working_calendar
from gongjian.oversight.duties.due import Due, groups_of, place_for, still_owed, tallies_of
from gongjian.oversight.duties.listing import exemptions_table, periods_table
from gongjian.oversight.duties.models import Occurrence, OccurrenceQuerySet
from gongjian.oversight.duties.queries import (
    duty_choices,
    duty_for,
    period_for,
    periods_for,
    pursued_since,
    standing_of,
    stands,
    starts_for,
)
from gongjian.oversight.duties.schedules import evidence_of
from gongjian.oversight.duties.terms import MARKS, Standing
from gongjian.registers.organizations.models import Organization
from gongjian.rules.months import add_months

VIEWS = {
    "month": ("月历", "duties/month.html"),
    "agenda": ("日程", "duties/agenda.html"),
    "year": ("全年", "duties/year.html"),
}
ORGANIZATIONS = 12
COUNTED_AT_MOST = 1000
LINES = 200
MONTHS_AHEAD = 3


def seen(user: Any) -> None:
    if not permissions.may_see_some(user):
        raise PermissionDenied("您的账号看不到应办日历。")


@require_GET
def duties(request: HttpRequest) -> HttpResponse:
    """One address, three looks; before any calendar has started, how to start it."""
    seen(request.user)
    if not starts_for(request.user):
        return render(request, "duties/not_started.html", {"may_start": permissions.may_set_some(request.user)})
    on = timezone.localdate()
    look = request.GET.get("view", "month")
    look = look if look in VIEWS else "month"
    chosen = chosen_of(request)
    context = {"month": month, "agenda": agenda, "year": year}[look](request, chosen, on)
    whole = {
        **context,
        "on": on,
        "look": look,
        "looks": [(key, label, showing.address("duties", view=key, **chosen)) for key, (label, _) in VIEWS.items()],
        "chosen": chosen,
        "organizations": organization_choices(request.user, chosen["organization"]),
        "kinds": duty_choices(request.user, ""),
        "states": Standing.choices,
        "may_set": permissions.may_set_some(request.user),
    }
    return render(request, VIEWS[look][1], whole)


def chosen_of(request: HttpRequest) -> dict[str, str]:
    """The filters of the address, only those that can be read."""
    organization, duty, state = (request.GET.get(name, "") for name in ("organization", "duty", "state"))
    return {
        "organization": organization if organization.isdecimal() and len(organization) < 18 else "",
        "duty": duty[:40],
        "state": state if state in Standing.values else "",
    }


def narrowed(rows: OccurrenceQuerySet, chosen: Mapping[str, str], on: date) -> OccurrenceQuerySet:
    if chosen["organization"]:
        rows = at_organization(rows, chosen["organization"])
    return of_kind(rows, chosen, on)


def of_kind(rows: OccurrenceQuerySet, chosen: Mapping[str, str], on: date) -> OccurrenceQuerySet:
    if chosen["state"]:
        rows = rows.filter(standing_of(on)[Standing(chosen["state"])])
    return rows.filter(duty=chosen["duty"]) if chosen["duty"] else rows


def found(user: Any, chosen: Mapping[str, str], when: Q, on: date) -> list[Due]:
    """What is due WHEN of all that was CHOSEN, by how it stands."""
    of_duty = Q(duty=chosen["duty"]) if chosen["duty"] else Q()
    return place_for(user, chosen["organization"]).due(when & of_duty, on, chosen["state"])


def month(request: HttpRequest, chosen: Mapping[str, str], on: date) -> dict[str, Any]:
    first = month_asked(request.GET.get("month", ""), on)
    before, after = add_months(first, -1), add_months(first, 1)
    due = found(request.user, chosen, Q(due_on__gte=first, due_on__lt=after), on)
    groups = groups_of(due, narrowed(periods_for(request.user), chosen, on))
    return {
        "first": first,
        "month_label": f"{first.year} 年 {first.month} 月",
        "weeks": showing.month_of(first, groups, on=on, calendar=working_calendar(), chosen=chosen),
        "before": showing.address("duties", month=f"{before:%Y-%m}", **chosen),
        "after": showing.address("duties", month=f"{after:%Y-%m}", **chosen),
        "now": showing.address("duties", **chosen),
        "owed": sum(each.owed for each in groups),
        "total": sum(each.total for each in groups),
        "provisional": working_calendar().is_provisional(first),
    }


def month_asked(text: str, on: date) -> date:
    read = as_written(text) if text else None
    return (read.date if read and 2000 <= read.date.year < 2100 else on).replace(day=1)


def agenda(request: HttpRequest, chosen: Mapping[str, str], on: date) -> dict[str, Any]:
    """What is owed still, unless another state was chosen."""
    until = add_months(on, MONTHS_AHEAD)
    when = Q(due_on__gte=pursued_since(on), due_on__lte=until, opens_on__lte=until)
    due = found(request.user, chosen, when, on)
    due = due if chosen["state"] else list(filter(None, map(still_owed, due)))
    groups = groups_of(due[:LINES], narrowed(periods_for(request.user), chosen, on))
    weeks = showing.weeks_of(groups, on=on, chosen=chosen)
    return {"weeks": weeks, "until": until}


def year(request: HttpRequest, chosen: Mapping[str, str], on: date) -> dict[str, Any]:
    asked = request.GET.get("year", "")
    number = int(asked) if asked.isdecimal() and 2000 <= int(asked[:5]) < 2100 else on.year
    rows = of_kind(Occurrence.objects.filter(due_on__year=number), chosen, on)
    owing = owing_some(request.user, chosen["organization"]).filter(Exists(rows.filter(org_path=OuterRef("path"))))
    total = bounded_count(owing, COUNTED_AT_MOST)
    page = page_of(owing, key="path", query=request.GET, size=ORGANIZATIONS, total=total)
    named = {each.path: each for each in page.rows}
    held = list(rows.filter(org_path__in=named).order_by("org_path", "due_on"))
    for each in held:
        each.organization = named[each.org_path]
    scope = {"organization": chosen["organization"], "since": date(number, 1, 1), "until": date(number, 12, 31)}
    return {
        "year": number,
        "years": showing.years_of(held, year=number, on=on),
        "page": page,
        "months": range(1, 13),
        "this_month": on.month if number == on.year else 0,
        "totals": [
            (
                each,
                [
                    (key, count, showing.address("duty_periods", duty=each.duty, state=key, **scope))
                    for key, count in each.numbers.items()
                ],
            )
            for each in tallies_of(found(request.user, chosen, Q(due_on__year=number), on))
        ],
        "before": showing.address("duties", view="year", year=number - 1, **chosen),
        "after": showing.address("duties", view="year", year=number + 1, **chosen),
    }


def owing_some(user: Any, organization: str) -> Any:
    """Organizations, those in the part that ORGANIZATION means when given, of which USER may see what they owe."""
    seen_there = within("path", scope_of(user), OccurrenceQuerySet.view_permission)
    rows = Organization.objects.visible_to(user).filter(seen_there)
    return at_organization(rows, organization) if organization else rows


@require_GET
def periods(request: HttpRequest) -> HttpResponse:
    seen(request.user)
    table = periods_table(request.user, on=timezone.localdate())
    return list_page(request, table, template="duties/periods.html")


@require_GET
def period(request: HttpRequest, pk: int) -> HttpResponse:
    """One period: what is owed, by which article, how it stands, and what can be done about it."""
    seen(request.user)
    found = period_for(request.user, pk)
    on = timezone.localdate()
    duty = duty_for(request.user, found.duty)
    standing = stands(found, on)
    decides = duty.deciding(found.first, found.due_on)
    evidence = evidence_of([duty]).get(duty.said_on(decides).evidence)
    context = {
        "period": found,
        "duty": duty,
        "standing": standing,
        "mark": MARKS[standing],
        "citation": duty.citation(decides),
        "proof": proof_url(evidence, found.subject_id) if found.discharged_on else "",
        "evidence": evidence.label if evidence else "",
        "begin": reverse("duty_begin", args=[found.organization_id, found.duty]) + f"?serves={found.first}",
        "waits": standing in ("overdue", "open", "ahead") and not duty.is_election,
        "late": max((on - found.due_on).days, 0),
        "may_excuse": permissions.may_excuse(request.user, found.organization),
        "ask": exemption_url(request.user, found) if standing == Standing.OVERDUE else "",
    }
    return render(request, "duties/period.html", context)


def exemption_url(user: Any, period: Occurrence) -> str:
    """Where USER asks the superior to excuse what is overdue: the remedy of its finding; "" without that right."""
    about = {"subject_id": period.organization_id, "kind": period.duty}
    overdue = findings_for(user).filter(rule="duty_overdue", **about).first()
    remedy = registry.remedies()["excuse_duty"]
    if overdue is None or not may_use(user, remedy, overdue):
        return ""
    return reverse("finding_remedy", args=[overdue.pk, remedy.key])


def proof_url(evidence: registry.Evidence | None, subject_id: int | None) -> str:
    """Where the record of the work stands, "" where it has no page of its own."""
    kind = registry.subjects().get(evidence.subject_type) if evidence and subject_id else None
    return reverse(kind.url_name, args=[subject_id]) if kind else ""


@require_GET
def begin(request: HttpRequest, organization: int, key: str) -> HttpResponse:
    """On to the page where such work is begun; where there is none, to the rows, saying why."""
    seen(request.user)
    chosen = get_object_or_404(Organization.objects.visible_to(request.user).active(), pk=organization)
    duty = duty_for(request.user, key)
    read = as_written(request.GET.get("serves", ""))
    serves = read.date if read else timezone.localdate()
    if duty.is_election:
        return redirect("organization", chosen.pk)
    said = duty.latest if duty.by_term else duty.said_on(serves)
    evidence = evidence_of([duty]).get(said.evidence)
    address = evidence.begin(request.user, chosen, serves) if evidence else ""
    if address:
        return redirect(address)
    warn(
        request,
        f"{duty.label}要由“{chosen.name}”自己来办。" if evidence else f"{duty.label}没有对应的记录，平台只提醒。",
    )
    return redirect(showing.address("duty_periods", one=chosen.pk, duty=key))


@require_GET
def exemptions(request: HttpRequest) -> HttpResponse:
    seen(request.user)
    may = permissions.may_excuse_some(request.user)
    return list_page(
        request, exemptions_table(request.user), template="duties/exemptions.html", context={"may_excuse": may}
    )
