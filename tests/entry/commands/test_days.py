"""Days as they are typed after an option."""

from __future__ import annotations

import pytest

from gongjian.entry.commands.__main__ import run
from gongjian.entry.commands.days import day


def test_a_day_that_is_none_is_refused_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        run(["coverage", "--on", "2026-13-01"])
    assert refused.value.code == 2
    assert "没有“2026-13-01”这一天，请写成 2026-07-01。" in capsys.readouterr().err


@pytest.mark.parametrize("typed", ["9999-01-01", "3000-01-01", "1899-12-31", "0001-01-01"])
def test_a_day_no_calendar_reaches_is_refused_in_a_sentence(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        run(["duties", "--from", typed, "--to", "9999-12-31"])
    assert refused.value.code == 2
    assert f"“{typed}”算不了，请写 1900-01-01 到 2999-12-31 之间的一天。" in capsys.readouterr().err


@pytest.mark.parametrize("typed", ["1900-01-01", "2999-12-31"])
def test_the_first_and_the_last_day_there_are_can_be_typed(typed: str) -> None:
    assert day(typed).isoformat() == typed
