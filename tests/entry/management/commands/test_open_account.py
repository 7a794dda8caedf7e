"""The first account of an office is opened from the command line."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from gongjian.foundation.scope import scope_of
from gongjian.registers.accounts.models import User
from tests.street import organization

pytestmark = pytest.mark.django_db


def open_account(*arguments: str) -> str:
    out = StringIO()
    call_command("open_account", *arguments, stdout=out)
    return out.getvalue()


def test_without_an_organization_the_account_is_for_the_whole_tree() -> None:
    root = organization("某街道党工委", "working_committee")
    printed = open_account("zhou", "--role", "street_office")
    user = User.objects.get(username="zhou")
    assert scope_of(user).paths("members.view") == (root.path,)
    assert user.check_password(printed.split("密码 ")[1].split(" ")[0])
    assert user.must_change_password is True


def test_a_named_organization_is_where_the_account_reaches() -> None:
    root = organization("某街道党工委", "working_committee")
    community = organization("东社区党委", "committee", root)
    open_account("xu", "--role", "community_worker", "--organization", "东社区党委")
    assert scope_of(User.objects.get(username="xu")).paths("members.view") == (community.path,)


def test_an_unknown_organization_opens_nothing() -> None:
    organization("某街道党工委", "working_committee")
    with pytest.raises(CommandError, match="找不到组织"):
        open_account("xu", "--role", "community_worker", "--organization", "西社区党委")
    assert not User.objects.filter(username="xu").exists()


def test_before_any_organization_there_is_nothing_to_open_an_account_for() -> None:
    with pytest.raises(CommandError, match="请先导入党组织台账"):
        open_account("zhou", "--role", "street_office")


def test_an_account_is_opened_once() -> None:
    organization("某街道党工委", "working_committee")
    open_account("zhou", "--role", "street_office")
    with pytest.raises(CommandError, match="已有账号"):
        open_account("zhou", "--role", "auditor")
