"""A street with a community that looks into something, and studies of it to try things on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client

from gongjian.mechanisms.research.actions import begin_study, write_report
from gongjian.mechanisms.research.models import Note, Problem, Study
from gongjian.mechanisms.research.noting import take_note
from gongjian.mechanisms.research.settling import find_problem
from gongjian.registers.accounts.models import User
from tests.street import NOW, TODAY, organization, unit, user

PLAN = (("走访三家物业", date(2026, 12, 1)), ("座谈一次", None))


class Walk:
    """A street, two communities, a branch, a property firm, and those who work there."""

    def __init__(self) -> None:
        self.root = organization("某街道党工委", "working_committee")
        self.community = organization("甲社区党总支", "general_branch", self.root)
        self.other = organization("乙社区党总支", "general_branch", self.root)
        self.branch = organization("甲社区第一党支部", "branch", self.community)
        self.firm = unit("怡康物业公司", org_path=self.community.path)
        self.worker = user("community_worker", self.community)
        self.office = user("street_office", self.root)
        self.auditor = user("auditor", self.root)
        self.stranger = user("community_worker", self.other)

    def study(self, title: str = "电动自行车进楼道", **more: Any) -> Study:
        values = {"title": title, "question": "为什么管不住", "since": TODAY, "until": date(2026, 12, 23), **more}
        return begin_study(self.community, values, plan=PLAN, by=self.worker, now=NOW)

    def note(self, study: Study, text: str = "充电口不够", **more: Any) -> Note:
        told = {"kind": "visit", "on": TODAY, "whom": self.firm.name, "unit": self.firm, "text": text, **more}
        return take_note(study, told, self.worker, NOW)

    def problem(self, study: Study, text: str = "充电口缺 48 个", **more: Any) -> Problem:
        return find_problem(study, text=text, on=TODAY, **more, by=self.worker, now=NOW)

    def reported(self, study: Study) -> None:
        for field, text in (("findings", "充电口太少。"), ("advice", "加装充电口。")):
            write_report(study, field, base="", text=text, by=self.worker, now=NOW)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
