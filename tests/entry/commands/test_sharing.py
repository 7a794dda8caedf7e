"""What the steps of a test run share is made once, and whole."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.sharing import made_once


def test_who_comes_while_it_is_made_waits_for_it(tmp_path: Path) -> None:
    makings: list[Path] = []

    def make(folder: Path) -> None:
        makings.append(folder)
        (folder / "file").write_text("whole")

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: made_once(tmp_path / "shared", "demo", make), range(4)))
    assert [(folder / "file").read_text() for folder in found] == ["whole"] * 4
    assert len(makings) == 1


def test_what_was_not_finished_is_made_anew(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "half").touch()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        made_once(tmp_path, "demo", fail)
    assert list(made_once(tmp_path, "demo", lambda folder: (folder / "whole").touch()).iterdir()) == [
        tmp_path / "demo" / "whole"
    ]
