"""Tables are made by one process at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from typing import Any

import pytest

from gongjian.entry.migrating import LOCK_FILE, one_migration

ROOT = Path(__file__).parents[2]


def test_whoever_migrates_holds_the_lock_until_done(tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path / "street"
    with one_migration("default"), (settings.DATA / LOCK_FILE).open("w") as second, pytest.raises(BlockingIOError):
        flock(second, LOCK_EX | LOCK_NB)
    with (settings.DATA / LOCK_FILE).open("w") as second:
        flock(second, LOCK_EX | LOCK_NB)


@pytest.mark.slow
def test_two_commands_begin_on_an_empty_folder(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {
        "PYTHONPATH": "src",
        "GONGJIAN_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "gongjian.entry.settings",
    }
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    both = [subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE) for _ in range(2)]
    assert [process.communicate()[1] for process in both] == [b"", b""]
    assert [process.returncode for process in both] == [0, 0]
