"""Web and worker end with the command that started them, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

import gongjian
from gongjian.entry.commands.serve import OFFICE_ZONE, begin, next_night, stop

PARENT = """
import os, sys, time
from gongjian.entry.commands.serve import begin
child = begin([sys.executable, "-c", "import time; time.sleep(60)"], os.environ)
print(child.pid, flush=True)
time.sleep(60)
"""
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(gongjian.__file__).parents[1])}
SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
TWO = f"""
import subprocess, sys, time
from pathlib import Path
Path(sys.argv[1]).write_text(str(subprocess.Popen({SLEEP!r}).pid))
time.sleep(60)
"""


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] != "Z"


def has_gone(pid: int) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if not is_alive(pid):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_children_end_when_the_parent_is_killed(number: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True, env=ENVIRONMENT) as parent:
        child = int(parent.stdout.readline()) if parent.stdout else 0
        parent.send_signal(number)
    assert has_gone(child)


def test_stopping_reaches_what_a_killed_child_left_behind(tmp_path: Path) -> None:
    """A web server killed at once leaves its own workers, which hold the port."""
    noted = tmp_path / "pid"
    process = begin([sys.executable, "-c", TWO, str(noted)], os.environ)
    while not noted.exists() or not noted.read_text():
        time.sleep(0.05)
    process.kill()
    process.wait(10)
    grandchild = int(noted.read_text())
    assert is_alive(grandchild)
    stop([process])
    assert has_gone(grandchild)


@pytest.mark.parametrize(
    ("now", "night"),
    [
        (datetime(2026, 11, 23, 10, 0, tzinfo=UTC), datetime(2026, 11, 24, 2, 30, tzinfo=OFFICE_ZONE)),
        (datetime(2026, 11, 23, 17, 0, tzinfo=UTC), datetime(2026, 11, 24, 2, 30, tzinfo=OFFICE_ZONE)),
        (datetime(2026, 11, 23, 18, 30, tzinfo=UTC), datetime(2026, 11, 25, 2, 30, tzinfo=OFFICE_ZONE)),
    ],
)
def test_the_nightly_work_is_done_at_half_past_two_in_the_offices_time(now: datetime, night: datetime) -> None:
    assert next_night(now) == night
