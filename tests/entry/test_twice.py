"""The same form sent twice (a double click, the back button) has one effect, and the second time says so kindly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from gongjian.foundation.history import Entry
from gongjian.foundation.rulebook import RuleOverride
from gongjian.oversight.coverage.actions import judge_all
from gongjian.oversight.coverage.models import Finding, Proposal
from gongjian.registers.access.models import Grant
from gongjian.registers.accounts.models import User
from gongjian.registers.members.keeping import register
from gongjian.registers.members.models import Member, Transfer
from gongjian.registers.organizations.models import Organization, Post
from gongjian.registers.places.models import Place
from gongjian.registers.units.keeping import enter_unit
from gongjian.registers.units.models import Unit
from tests.street import NOW, TODAY, community, member, organization, unit, user

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
COUNTED = (Entry, Finding, Grant, Member, Organization, Place, Post, Proposal, RuleOverride, Transfer, Unit, User)


class Street:
    """A street with one of everything that a form is for."""

    def __init__(self) -> None:
        self.root = organization("某街道党工委", "working_committee")
        self.committee = organization("甲社区党总支", "general_branch", self.root, elected_on=TODAY)
        self.place = community("甲社区", self.committee)
        self.branch = organization("甲社区第一党支部", "branch", self.committee)
        self.other = organization("甲社区第二党支部", "branch", self.committee)
        self.firm = unit("甲公司", members_full=3, community=self.place, org_path=self.committee.path)
        self.member = member("王秀兰", self.branch)
        self.post = Post.objects.create(organization=self.branch, title="书记", holder="王秀兰")
        self.office = signed_in(user("street_office", self.root))
        self.worker = signed_in(user("community_worker", self.committee))
        self.administrator = signed_in(user("administrator", self.root))
        judge_all(now=NOW)

    @property
    def finding(self) -> Finding:
        return Finding.objects.get(rule="unit_needs_branch", subject_id=self.firm.pk)

    def sent(self) -> int:
        self.office.post("/m/send", {"pick": self.member.pk, "to": self.other.name, "reason": ""})
        return Transfer.objects.get().pk

    def proposed(self) -> int:
        self.worker.post(f"/k/findings/{self.finding.pk}/found_branch", founding(self))
        return Proposal.objects.get().pk


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def founding(street: Street) -> dict[str, Any]:
    return {"name": "甲公司党支部", "parent": street.committee.pk, "founded_on": "2026-11-20"}


def as_opened(client: Client, address: str, **typed: Any) -> dict[str, Any]:
    """What a browser posts from the page at ADDRESS with something TYPED."""
    form = client.get(address).context["form"]
    data = {field.html_name: field.value() for field in form if field.value() is not None}
    hidden = {f"initial-{name}": value for name, value in data.items() if name != "uid"}
    return {**data, **hidden, **typed}


@dataclass(frozen=True, slots=True)
class Form:
    """A form: who sends it, where to, what, and what the second answer says."""

    sender: str
    address: Callable[[Street], str]
    data: Callable[[Street], dict[str, Any]]
    second: str


FORMS = {
    "member_new": Form(
        "worker",
        lambda street: "/m/new",
        lambda street: as_opened(
            street.worker, "/m/new", name="何一", status="full", category="resident", organization=street.branch.name
        ),
        "“何一”刚才已经新增，没有再加一次。",
    ),
    "member_edit": Form(
        "worker",
        lambda street: f"/m/{street.member.pk}/edit",
        lambda street: as_opened(street.worker, f"/m/{street.member.pk}/edit", education="大专"),
        "大专",
    ),
    "member_leave": Form(
        "worker",
        lambda street: f"/m/{street.member.pk}/leave",
        lambda street: {"state": "died", "on": "2026-11-01", "reason": ""},
        "“王秀兰”已去世，名册里不再计数。",
    ),
    "members_bulk": Form(
        "worker",
        lambda street: "/m/bulk",
        lambda street: {"pick": street.member.pk, "field": "education", "education": "大专", "sure": "1"},
        "都已经是“大专”，没有再改。",
    ),
    "members_send": Form(
        "worker",
        lambda street: "/m/send",
        lambda street: {"pick": street.member.pk, "to": street.other.name, "reason": "搬家"},
        "选的党员里没有能转接的",
    ),
    "transfers_accept": Form(
        "office", lambda street: "/m/transfers/accept", lambda street: {"pick": street.sent()}, "没有要接收的"
    ),
    "transfer_return": Form(
        "office", lambda street: f"/m/transfers/{street.sent()}/return", lambda street: {"reason": "退"}, "不用再办。"
    ),
    "transfer_withdraw": Form(
        "office", lambda street: f"/m/transfers/{street.sent()}/withdraw", lambda street: {}, "不用再办。"
    ),
    "unit_new": Form(
        "worker",
        lambda street: "/u/new",
        lambda street: as_opened(
            street.worker,
            "/u/new",
            name="乙公司",
            kind="enterprise",
            community=street.place.pk,
            staff="5",
            members_full="0",
            members_probationary="0",
        ),
        "“乙公司”刚才已经新增，没有再加一次。",
    ),
    "unit_edit": Form(
        "worker",
        lambda street: f"/u/{street.firm.pk}/edit",
        lambda street: as_opened(street.worker, f"/u/{street.firm.pk}/edit", industry="餐饮"),
        "餐饮",
    ),
    "unit_close": Form(
        "worker", lambda street: f"/u/{street.firm.pk}/close", lambda street: {"reason": "搬走"}, "不用再记。"
    ),
    "place_new": Form(
        "worker",
        lambda street: f"/places/{street.place.pk}/new",
        lambda street: {"kind": "building", "name": "甲大厦"},
        "已经有一个“甲大厦”了。",
    ),
    "organization_new": Form(
        "office",
        lambda street: f"/o/{street.committee.pk}/new",
        lambda street: {"name": "甲社区第三党支部", "kind": "branch", "founded_on": "2026-11-20"},
        "已经有一个“甲社区第三党支部”了。",
    ),
    "organization_end": Form(
        "office",
        lambda street: f"/o/{street.other.pk}/end",
        lambda street: {"on": "2026-11-20", "reason": "合并", "sure": "on"},
        "这个组织已经撤销，不用再撤。",
    ),
    "organization_appoint": Form(
        "office",
        lambda street: f"/o/{street.other.pk}/posts/new",
        lambda street: {"title": "书记", "holder": "李四", "from_on": "2026-11-20"},
        "没有再登记一次。",
    ),
    "organization_leave": Form(
        "office",
        lambda street: f"/o/{street.branch.pk}/posts/{street.post.pk}/leave",
        lambda street: {"until_on": "2026-11-20", "reason": "退休"},
        "已经离任，不用再登记。",
    ),
    "finding_remedy": Form(
        "office",
        lambda street: f"/k/findings/{street.finding.pk}/found_branch",
        founding,
        "可能刚才已经办好。没有再办一次。",
    ),
    "finding_propose": Form(
        "worker",
        lambda street: f"/k/findings/{street.finding.pk}/found_branch",
        founding,
        "“甲公司”已经有一份同样的申请在等批复。",
    ),
    "finding_defer": Form(
        "worker",
        lambda street: f"/k/findings/{street.finding.pk}/later",
        lambda street: {"until": "2027-06-01", "reason": "老板出差"},
        "“甲公司”到 2027-06-01 再提醒。",
    ),
    "proposal_approve": Form(
        "office", lambda street: f"/k/proposals/{street.proposed()}/approve", lambda street: {}, "不用再办。"
    ),
    "proposal_refuse": Form(
        "office",
        lambda street: f"/k/proposals/{street.proposed()}/refuse",
        lambda street: {"answer": "先做工作"},
        "不用再办。",
    ),
    "proposal_withdraw": Form(
        "worker", lambda street: f"/k/proposals/{street.proposed()}/withdraw", lambda street: {}, "不用再办。"
    ),
    "account_new": Form(
        "administrator",
        lambda street: "/settings/access/new",
        lambda street: {
            "username": "xin",
            "name": "新来的",
            "role": "auditor",
            "organization": street.root.name,
            "from_on": "2026-11-20",
        },
        "已经有",
    ),
    "account_grant": Form(
        "administrator",
        lambda street: f"/settings/access/{User.objects.get(username__startswith='community_worker').pk}/grant",
        lambda street: {"role": "auditor", "organization": street.root.name, "from_on": "2026-11-20"},
        "已经是“某街道党工委”的审计、只读。",
    ),
    "grant_revoke": Form(
        "administrator",
        lambda street: f"/settings/access/grants/{Grant.objects.get(role='community_worker').pk}/revoke",
        lambda street: {"reason": "调离"},
        "可能刚才已经收回。",
    ),
    "account_active": Form(
        "administrator",
        lambda street: f"/settings/access/{User.objects.get(username__startswith='community_worker').pk}/active",
        lambda street: {"active": "0"},
        "的账号已停用。",
    ),
    "rule": Form(
        "office",
        lambda street: "/settings/rules/joint_branch.max_units",
        lambda street: {"decision": "override", "value": "6", "in_force_from": "2026-11-20", "reason": "会议定的"},
        "已记下",
    ),
}


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in COUNTED}  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", FORMS)
def test_a_form_sent_twice_has_one_effect_and_says_so(name: str) -> None:
    street, form = Street(), FORMS[name]
    client: Client = getattr(street, form.sender)
    address, data = form.address(street), form.data(street)
    before = counts()
    first = client.post(address, data, follow=True)
    once = counts()
    assert (first.status_code, once == before) == (200, False), getattr(first.context.get("form"), "errors", "")
    second = client.post(address, data, follow=True)
    assert counts() == once
    assert second.status_code in {200, 409, 422}
    assert form.second in second.content.decode()


def test_two_requests_at_once_with_one_form_make_one_record() -> None:
    """The second got past the page's own look because the first had not written yet."""
    street, worker = Street(), User.objects.get(username__startswith="community_worker")
    values = {"uid": uuid4(), "name": "何一", "status": "full", "category": "resident"}
    made = [register(values=values, organization=street.branch, by=worker, now=NOW) for _ in range(2)]
    firm = {"uid": uuid4(), "name": "乙公司", "kind": "enterprise", "community": street.place}
    entered = [enter_unit(firm, by=worker, now=NOW) for _ in range(2)]
    assert (made[0], entered[0]) == (made[1], entered[1])
    assert Entry.objects.filter(verb="新增").count() == 2
