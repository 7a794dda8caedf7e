"""What is owed, for programs: the lines of the command line, as far as the viewer sees."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from gongjian.entry.commands.__main__ import run
from gongjian.registers.access.roles import ROLES
from tests.oversight.duties.conftest import Street, on_the_day, street
from tests.street import user

pytestmark = pytest.mark.django_db
__all__ = ["on_the_day", "street"]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
YEAR = {"from": "2026-01-01", "to": "2026-12-31"}


def asked(viewer: object, **more: str) -> list[dict[str, str]]:
    client = Client()
    client.force_login(viewer, backend=BACKEND)  # type: ignore[arg-type]
    found: list[dict[str, str]] = client.get("/api/duties", {**YEAR, **more}).json()
    return found


def said(capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, str]]:
    assert run(["duties", "--from", YEAR["from"], "--to", YEAR["to"], "--json", *more]) == 0
    found: list[dict[str, str]] = json.loads(capsys.readouterr().out)
    return found


def test_who_sees_everything_is_told_what_the_command_line_tells(
    street: Street, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = asked(user("street_office", street.root), on="2026-08-08")
    assert lines == said(capsys, "--on", "2026-08-08")
    assert {line["state"] for line in lines} == {"open", "overdue", "discharged"}


@pytest.mark.parametrize("role", ROLES)
def test_everybody_else_is_told_of_what_lies_below_them(
    street: Street, capsys: pytest.CaptureFixture[str], role: str
) -> None:
    sees = "duties.view" in ROLES[role].permissions
    expected = said(capsys, "--org", "甲社区党总支") if sees else []
    assert asked(user(role, street.parts["甲"])) == expected


def test_an_organization_narrows_and_does_not_widen(street: Street, capsys: pytest.CaptureFixture[str]) -> None:
    viewer = user("community_worker", street.parts["甲"])
    assert asked(viewer, org="甲一支部") == said(capsys, "--org", "甲一支部")
    assert asked(viewer, org="乙一支部") == {"detail": "没有找到“乙一支部”。"}


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"to": "2025-12-31"}, "从 from 到 to 最多两年，to 不能早于 from。"),
        ({"to": "2029-12-31"}, "从 from 到 to 最多两年，to 不能早于 from。"),
        ({"on": "昨天"}, "“on”看不懂。日期请写成 2026-07-01，其余请看接口说明。"),
        ({"on": "1780000000"}, "“on”看不懂。日期请写成 2026-07-01，其余请看接口说明。"),
    ],
)
def test_days_that_cannot_be_meant_are_refused_in_a_sentence(
    street: Street, more: dict[str, str], sentence: str
) -> None:
    assert asked(user("street_office", street.root), **more) == {"detail": sentence}
