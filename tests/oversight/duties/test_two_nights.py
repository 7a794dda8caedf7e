"""Two processes do the nightly work at the same moment: it is done once, and nobody is reminded twice."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest

from tests.foundation.notices.robot import Robot
from tests.house.source import ROOT

PROGRAM = (sys.executable, "-m", "tests.oversight.duties.night")
CHANNELS = 3
ROUNDS = 2
OWED: LiteralString = "SELECT count(*) FROM duties_occurrence"
TWICE: LiteralString = (
    "SELECT (SELECT count(*) FROM (SELECT DISTINCT organization_id, duty, first FROM duties_occurrence) AS periods),"
    " (SELECT count(*) FROM coverage_finding),"
    " (SELECT count(*) FROM (SELECT DISTINCT rule, kind, subject_type, subject_id FROM coverage_finding) AS found),"
    " (SELECT count(*) FROM foundation_sent), (SELECT count(*) FROM foundation_sent WHERE arrived)"
)
NEXT_DAY: LiteralString = "DELETE FROM foundation_sent"
NOT_JUDGED: LiteralString = "DELETE FROM coverage_judged"


@pytest.fixture
def robot() -> Iterator[Robot]:
    made = Robot()
    yield made
    made.stop()


class Store:
    """A database of its own, which programs are started on and which is looked into from outside."""

    def __init__(self, data: Path, address: str) -> None:
        inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        self.environment = {**inherited, "GONGJIAN_DATA": str(data), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        self.environment |= {"DJANGO_SETTINGS_MODULE": "gongjian.entry.settings"}
        self.environment |= {"DATABASE_URL": address} if address else {}
        self.data, self.address = data, address

    def ask(self, statement: LiteralString) -> tuple[int, ...]:
        if self.address:
            with psycopg.connect(self.address) as server:
                cursor = server.execute(statement)
                return (cursor.fetchone() or ()) if cursor.description else ()
        with closing(sqlite3.connect(self.data / "gongjian.sqlite3")) as file, file:
            return tuple(file.execute(statement).fetchone() or ())

    def run(self, *command: str) -> None:
        subprocess.run(command, env=self.environment, cwd=ROOT, check=True)

    def start(self) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        return subprocess.Popen([*PROGRAM, "work"], env=self.environment, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    address = request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""
    made = Store(tmp_path, address)
    made.run(sys.executable, "-m", "django", "migrate", "-v", "0")
    return made


def at_once(store: Store) -> None:
    """Two processes that are ready begin together."""
    workers = [store.start(), store.start()]
    for each in workers:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in workers:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    for each in workers:
        each.communicate()
        assert each.returncode == 0


@pytest.mark.thorough
def test_two_nights_at_once_are_one(store: Store, robot: Robot) -> None:
    store.run(*PROGRAM, "build", robot.address)
    for _ in range(ROUNDS):
        robot.heard.clear()
        at_once(store)
        [owed] = store.ask(OWED)
        periods, findings, different, sent, arrived = store.ask(TWICE)
        assert owed == periods > 0
        assert findings == different > 0
        assert sent == arrived == len(robot.heard) == CHANNELS
        store.ask(NEXT_DAY)
        store.ask(NOT_JUDGED)
