"""The command line as a whole: its help needs nothing, and a reader who leaves is no accident."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import gongjian
from gongjian.entry.commands.__main__ import READER_GONE

SOURCE = Path(gongjian.__file__).parents[1]


def test_help_is_told_by_a_python_without_any_package() -> None:
    for command in ("check", "test", "coverage", "serve"):
        done = subprocess.run(
            [sys.executable, "-S", "-m", "gongjian.entry.commands", command, "--help"],
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith(f"usage: ./gongjian {command}")


def test_a_reader_that_stops_reading_ends_the_command_in_silence(tmp_path: Path) -> None:
    (tmp_path / "sheets").mkdir()
    with subprocess.Popen(
        [sys.executable, "-m", "gongjian.entry.commands", "check", str(tmp_path / "sheets"), "--json"],
        env={**os.environ, "PYTHONPATH": str(SOURCE), "GONGJIAN_DATA": str(tmp_path / "data")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (READER_GONE, b"")
