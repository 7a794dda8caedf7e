"""Server time of the pages at two scales, and of Django admin's list on the same rows. No network, no browser."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from benchmarks.population import ON
from benchmarks.timing import Timing, paired, timed
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
    found = {name: page(client, url) for name, url in pages.items()}
    return {"pages": found, "admin": against_admin(client)}


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
