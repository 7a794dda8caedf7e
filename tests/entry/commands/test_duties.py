"""`./gongjian duties`: every period owed and how it stood on a day."""

from __future__ import annotations

import json

import pytest

from gongjian.entry.commands.__main__ import run
from tests.oversight.duties.conftest import Street, on_the_day, street
from tests.oversight.duties.offered import ASSEMBLY

pytestmark = pytest.mark.django_db
__all__ = ["on_the_day", "street"]
YEAR = ["duties", "--from", "2026-01-01", "--to", "2026-12-31"]


def said(capsys: pytest.CaptureFixture[str], *more: str) -> list[dict]:
    assert run([*YEAR, "--json", *more]) == 0
    return json.loads(capsys.readouterr().out)


def test_every_period_is_told_as_it_stood_on_the_day(street: Street, capsys: pytest.CaptureFixture[str]) -> None:
    [first] = [
        each
        for each in said(capsys, "--on", "2026-02-08", "--org", "甲一支部")
        if each["period"] == "2026-Q1" and each["duty"] == ASSEMBLY.key
    ]
    assert first == {
        "duty": "assembly",
        "organization": "甲一支部",
        "period": "2026-Q1",
        "opens": "2026-01-01",
        "due": "2026-03-31",
        "state": "open",
        "discharged_by": None,
        "discharged_on": None,
        "citation": "《中国共产党支部工作条例（试行）》第十一条",
    }


def test_what_was_done_later_is_known_later(street: Street, capsys: pytest.CaptureFixture[str]) -> None:
    states = [each["state"] for each in said(capsys, "--on", "2026-11-23", "--org", "甲一支部")]
    assert states == ["discharged"] * 4


def test_in_words_there_is_a_line_a_period(street: Street, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*YEAR, "--org", "乙社区党总支"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 8
