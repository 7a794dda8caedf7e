"""Days as they are typed after an option."""

from __future__ import annotations

import pytest

from gongjian.entry.commands.__main__ import run


def test_a_day_that_is_none_is_refused_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        run(["coverage", "--on", "2026-13-01"])
    assert refused.value.code == 2
    assert "没有“2026-13-01”这一天，请写成 2026-07-01。" in capsys.readouterr().err
