"""A street whose communities report to their body, and it to the street; reports of October to try things on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client

from gongjian.mechanisms.reports.actions import begin_report, send
from gongjian.mechanisms.reports.models import Report
from gongjian.registers.accounts.models import User
from gongjian.registers.organizations.models import Organization
from tests.street import NOW, member, organization, unit, user

OCTOBER = date(2026, 10, 1)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Desk:
    """A street, its residential and administrative bodies, two communities with a branch each, one agency."""

    def __init__(self) -> None:
        self.root = organization("某街道党工委", "working_committee")
        self.body = organization("居民区综合党委", "committee", self.root, body="residential")
        self.agencies = organization("行政组织党组", "party_group", self.root, body="administrative")
        self.first = organization("甲社区党总支", "general_branch", self.body)
        self.second = organization("乙社区党委", "committee", self.body)
        self.branch = organization("甲社区第一党支部", "branch", self.first)
        self.other = organization("乙社区第一党支部", "branch", self.second)
        self.police = organization("派出所党支部", "branch", self.agencies)
        for name in ("丁一", "何二", "林三"):
            member(name, self.branch, joined_on=date(2026, 10, 8))
        member("周四", self.other)
        unit("恒泰商贸", full=3, org_path=self.first.path)
        self.writer = user("community_worker", self.first)
        self.colleague = user("community_worker", self.first, "colleague")
        self.neighbor = user("community_worker", self.second)
        self.secretary = user("body_secretary", self.body)
        self.office = user("street_office", self.root)

    def begun(self, at: Organization | None = None, kind: str = "community_report", *, day: date = OCTOBER) -> Report:
        return begin_report(at or self.first, kind, day, by=self.writer, now=NOW)

    def written(self, at: Organization | None = None, kind: str = "community_report", **texts: str) -> Report:
        """A report with TEXTS, and a word where another must be."""
        report = self.begun(at, kind)
        for each in report.texts.exclude(key="help"):
            report.texts.filter(pk=each.pk).update(text=texts.get(each.key, "写了"))
        return report

    def sent(self, at: Organization | None = None, kind: str = "community_report", **texts: str) -> Report:
        """The same, handed in."""
        return send(self.written(at, kind, **texts), by=self.writer, now=NOW)


def signed_in(who: User) -> Client:
    client = Client()
    client.force_login(who, backend=BACKEND)
    return client


def values(report: Report) -> dict[str, Any]:
    return dict(report.numbers.values_list("key", "value"))
