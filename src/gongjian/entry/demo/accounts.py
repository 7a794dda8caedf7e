"""The demo's accounts, one for each way of working; listed on the sign-in page of a demo and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from gongjian.entry.demo import words
from gongjian.registers.access.actions import grant_role
from gongjian.registers.access.roles import ROLES
from gongjian.registers.accounts.models import User
from gongjian.registers.organizations.models import Organization

PASSWORD = "gongjian-demo"  # noqa: S105 - a demo's password is meant to be read


@dataclass(frozen=True, slots=True)
class DemoAccount:
    username: str
    name: str
    role: str
    organization: str

    @property
    def role_label(self) -> str:
        return f"{ROLES[self.role].label} · {self.organization}"

    @property
    def sees(self) -> str:
        return ROLES[self.role].sees


ACCOUNTS = (
    DemoAccount("zhoumin", "周敏", "street_office", f"{words.STREET}党工委"),
    DemoAccount("luping", "陆平", "body_secretary", f"{words.STREET}居民区综合党委"),
    DemoAccount("xuhuifang", "徐慧芳", "community_worker", "怡园社区"),
    DemoAccount("chenli", "陈立", "community_worker", "双桂坊社区"),
    DemoAccount("shenjianguo", "沈建国", "branch_secretary", "学士桥社区"),
    DemoAccount("gaomin", "高敏", "auditor", f"{words.STREET}党工委"),
    DemoAccount("admin", "系统管理员", "administrator", f"{words.STREET}党工委"),
)


def listed() -> tuple[DemoAccount, ...]:
    """The accounts to show on the sign-in page; none unless this is a demo."""
    return ACCOUNTS if settings.DEMO else ()


def open_accounts(*, on: date, now: datetime) -> None:
    """Make the accounts and grant their roles, with the line of history that every grant leaves."""
    for account in ACCOUNTS:
        user = User.objects.create_user(account.username, password=PASSWORD, name=account.name)
        user.is_staff = user.is_superuser = account.role == "administrator"
        user.save()
        place = organization_for(account)
        grant_role(user, role=account.role, organization=place, from_on=on, until_on=None, by=None, now=now)


def organization_for(account: DemoAccount) -> Organization:
    """The organization an account is for: the community's own, or the first branch in it for a branch secretary."""
    found = Organization.objects.filter(name__startswith=account.organization).order_by("path")
    return (found.branches() if account.role == "branch_secretary" else found)[0]
