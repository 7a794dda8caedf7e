"""A program of its own for `test_two_nights`: builds a street, or does the nightly work when it is told to begin.

python -m tests.oversight.duties.night build ROBOT
python -m tests.oversight.duties.night work          prints "ready", waits for a line, works, prints what it did
"""

from __future__ import annotations

import sys
from datetime import date

import django
import time_machine

django.setup()

from django.core.management import call_command  # noqa: E402 - after set-up

from gongjian.foundation.changes import touch_everything  # noqa: E402
from gongjian.foundation.notices.actions import add_channel  # noqa: E402
from gongjian.oversight.duties.actions import start_calendar  # noqa: E402
from tests.street import NOW, organization  # noqa: E402


def build(robot: str) -> None:
    root = organization("某街道党工委", "working_committee")
    for number in range(3):
        part = organization(f"第{number}社区党委", "committee", root)
        add_channel(kind="wecom", label="群", address=robot, organization=part.name, path=part.path, by=None, now=NOW)
        for branch in range(10):
            organization(f"第{number}社区第{branch}支部", "branch", part, committee_size=3)
    start_calendar(root, first=date(2026, 1, 1), by=None, now=NOW)
    touch_everything()


def work() -> None:
    print("ready", flush=True)
    sys.stdin.readline()
    call_command("nightly")


if __name__ == "__main__":
    with time_machine.travel(NOW):
        build(sys.argv[2]) if sys.argv[1] == "build" else work()
