"""Server time of the pages at two scales, and of Django admin's list on the same rows. No network, no browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from benchmarks.population import ON
from benchmarks.timing import Timing, paired, timed
from gongjian.mechanisms.meetings.models import FollowUp
from gongjian.mechanisms.reports.models import Report
from gongjian.mechanisms.research.models import Problem, Study
from gongjian.oversight.assessment.models import Result, Scheme
from gongjian.oversight.duties.models import Occurrence
from gongjian.registers.access.models import Grant
from gongjian.registers.accounts.models import User
from gongjian.registers.members.models import Member
from gongjian.registers.organizations.models import Organization
from gongjian.registers.units.models import Unit

ROWS_A_PAGE = 50
ADMIN_ROWS = admin.ModelAdmin.list_per_page
RUNS = 9


class MemberAdmin(admin.ModelAdmin):
    """A list as an office would set it up: the columns, order and number of rows of ours, search and two filters.

    It has no list of organizations or communities to choose from, which ours has; settings.py gives it Django's own
    frame, without our navigation.
    """

    list_display = ("name", "organization", "category", "status", "joined_on", "community", "phone")
    list_select_related = ("organization", "community")
    list_per_page = ROWS_A_PAGE
    search_fields = ("name", "pinyin")
    list_filter = ("status", "category")
    ordering = ("pinyin", "id")


if not admin.site.is_registered(Member):
    admin.site.register(Member, MemberAdmin)


def measure() -> dict[str, Any]:
    client = signed_in()
    branch = Organization.objects.branches().order_by("path")[5]
    root = Organization.objects.get(parent=None)
    pages = {
        "members": reverse("members"),
        "members without a branch": reverse("members") + "?problem=without_branch",
        "members out of contact": reverse("members") + "?problem=lost",
        "members of one branch": f"{reverse('members')}?organization={branch.pk}",
        "one member": reverse("member", args=[Member.objects.order_by("pk").values_list("pk", flat=True)[7]]),
        "units": reverse("units"),
        "one unit": reverse("unit", args=[Unit.objects.order_by("pk").values_list("pk", flat=True)[7]]),
        "tree at the root": reverse("organization", args=[root.pk]),
        "tree at a branch": reverse("organization", args=[branch.pk]),
        "board": reverse("board"),
        "findings": reverse("findings"),
        "today": reverse("today"),
    }
    found = {name: page(client, url) for name, url in (pages | work_pages()).items()}
    return {"pages": found, "admin": against_admin(client)}


def work_pages() -> dict[str, str]:
    """The pages of the work systems, lists and one record of each; those of records only where there are some."""
    lists = {
        "work board": reverse("board") + "?by=work",
        "organizations one by one": reverse("covered_organizations"),
        "duties, month": reverse("duties"),
        "duties, agenda": reverse("duties") + "?view=agenda",
        "duties, year": reverse("duties") + "?view=year",
        "duties in force": reverse("duty_rules"),
        "periods": reverse("duty_periods"),
        "periods overdue": reverse("duty_periods") + "?state=overdue",
        "exemptions": reverse("duty_exemptions"),
        "meetings": reverse("meetings"),
        "meetings, month": reverse("meetings_month"),
        "agreed": reverse("meetings_agreed"),
        "follow-ups": reverse("follow_ups"),
        "reports": reverse("reports"),
        "reports owed": reverse("reports_owed"),
        "studies": reverse("studies"),
        "problems": reverse("problems"),
        "assessment": reverse("assessment"),
        "assessment results": reverse("assessment_results"),
        "coordination": reverse("coordination"),
        "coordination by who must act": reverse("coordination") + "?by=who",
    }
    return lists | dict(record_pages())


def record_pages() -> Iterator[tuple[str, str]]:
    for name, url_name, rows in (
        ("one meeting", "meeting", FollowUp.objects.values_list("meeting_id", flat=True)),
        ("one follow-up", "follow_up", FollowUp.objects.values_list("pk", flat=True)),
        ("one period", "duty_period", Occurrence.objects.values_list("pk", flat=True)),
        ("one report", "report", Report.objects.values_list("pk", flat=True)),
        ("one study", "study", Study.objects.values_list("pk", flat=True)),
        ("one problem", "problem", Problem.objects.values_list("pk", flat=True)),
        ("one assessment", "assessment_scheme", Scheme.objects.values_list("pk", flat=True)),
        ("one assessment result", "assessment_result", Result.objects.values_list("pk", flat=True)),
    ):
        for pk in rows.order_by("pk")[7:8] or rows.order_by("pk")[:1]:
            yield name, reverse(url_name, args=[pk])


def page(client: Client, url: str) -> dict[str, Any]:
    fetch(client, url)
    with CaptureQueriesContext(connection) as queries:
        fetch(client, url)
    return {"url": url, "queries": len(queries), **timed(lambda: fetch(client, url), runs=RUNS).as_data()}


def fetch(client: Client, url: str) -> None:
    response = client.get(url)
    assert response.status_code == 200, f"{url}: {response.status_code}"


def against_admin(client: Client) -> dict[str, Any]:
    """Our list against the admin's with as many rows, and with the number of rows it shows unless told otherwise."""
    times: dict[str, Timing] = paired(
        {
            "ours": lambda: fetch(client, reverse("members")),
            "admin": lambda: fetch_admin(client, ROWS_A_PAGE),
            "admin as it comes": lambda: fetch_admin(client, ADMIN_ROWS),
        },
        runs=RUNS,
    )
    return {
        "members list (ms)": times["ours"].as_data(),
        "admin's list (ms)": times["admin"].as_data(),
        "admin's list as it comes (ms)": times["admin as it comes"].as_data(),
        "ours / admin": times["ours"].over(times["admin"]),
        "ours / admin as it comes": times["ours"].over(times["admin as it comes"]),
    }


def fetch_admin(client: Client, rows: int) -> None:
    MemberAdmin.list_per_page = rows
    fetch(client, reverse("admin:members_member_changelist"))


def signed_in() -> Client:
    """As the office that sees everything; the account stays, so that a filled database can be measured again."""
    client = Client()
    known = User.objects.filter(username="bench").first()
    client.force_login(known or office())
    return client


def office() -> User:
    user = User.objects.create_superuser("bench", password="bench-bench", name="测速")  # noqa: S106 - gone with the run
    root = Organization.objects.get(parent=None)
    day = min(timezone.localdate(), ON)
    Grant.objects.create(user=user, role="street_office", organization=root, org_path=root.path, from_on=day)
    return user
