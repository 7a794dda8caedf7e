"""An import killed with SIGKILL at any moment leaves all or nothing, and the same command finishes the job."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, LiteralString

import psycopg
import pytest

from tests import rosters
from tests.house.source import ROOT
from tests.workbooks import identity

KILLS = 8
FROM = 0.4  # of an untroubled run: before that Python is only starting
PEOPLE = 1500
COMMAND = (sys.executable, "-m", "gongjian.entry.commands")
EMPTY = (0, 0, 0, 0)
WHOLE = (9, 3, PEOPLE + 5, 9 + 3 + 3 + PEOPLE + 5)
COUNTS: LiteralString = (
    "SELECT (SELECT count(*) FROM organizations_organization), (SELECT count(*) FROM units_unit),"
    " (SELECT count(*) FROM members_member), (SELECT count(*) FROM foundation_entry)"
)
EMPTYING: LiteralString = (
    "TRUNCATE organizations_organization, units_unit, members_member, foundation_entry, places_place CASCADE"
)


@dataclass(frozen=True)
class Store:
    """A database the command writes into, a way to look into it from outside, and one to empty it."""

    environment: dict[str, str]
    counts: Callable[[], tuple[int, ...]]
    empty: Callable[[], None]


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    """A folder with a small street whose roster is long enough for a kill to fall into its middle."""
    folder = tmp_path / "input"
    folder.mkdir()
    table = rosters.members()
    table += [
        {**table[0], "姓名": f"党员{at}", "公民身份号码": identity(at % 1000, f"19{50 + at // 1000}0101")}
        for at in range(PEOPLE)
    ]
    for name, content in rosters.files(members=table):
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A migrated, empty database of each kind."""
    data = tmp_path / "data"
    address = request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment = {**inherited, "GONGJIAN_DATA": str(data), "PYTHONPATH": str(ROOT / "src")}
    environment |= {"DJANGO_SETTINGS_MODULE": "gongjian.entry.settings"}
    environment |= {"DATABASE_URL": address} if address else {}
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v", "0"], env=environment, check=True)
    return in_postgres(environment, address) if address else in_file(environment, data)


def in_postgres(environment: dict[str, str], address: str) -> Store:
    def run(statement: LiteralString) -> tuple[int, ...]:
        with psycopg.connect(address) as connection:
            cursor = connection.execute(statement)
            return (cursor.fetchone() or ()) if cursor.description else ()

    return Store(environment, lambda: run(COUNTS), lambda: run(EMPTYING) and None)


def in_file(environment: dict[str, str], data: Path) -> Store:
    database, clean = data / "gongjian.sqlite3", data / "clean.sqlite3"
    shutil.copy(database, clean)

    def counts() -> tuple[int, ...]:
        with closing(sqlite3.connect(database)) as connection:
            return tuple(connection.execute(COUNTS).fetchone())

    def empty() -> None:
        for ending in ("-wal", "-shm"):
            database.with_name(database.name + ending).unlink(missing_ok=True)
        shutil.copy(clean, database)

    return Store(environment, counts, empty)


def start(store: Store, handed_in: Path) -> subprocess.Popen[str]:
    arguments = [*COMMAND, "import", str(handed_in), "--on", "2026-11-23", "--json"]
    return subprocess.Popen(arguments, env=store.environment, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def finish(store: Store, handed_in: Path) -> dict[str, Any]:
    """Run the command to its end; what it says it imported."""
    process = start(store, handed_in)
    output, _ = process.communicate()
    assert process.returncode == 0
    imported: dict[str, Any] = json.loads(output)["imported"]
    return imported


@pytest.mark.slow
def test_killed_at_any_moment_it_is_all_or_nothing_and_the_same_command_finishes(store: Store, handed_in: Path) -> None:
    random = Random(20061123)
    began = time.monotonic()
    untroubled = finish(store, handed_in)
    seconds = time.monotonic() - began
    assert store.counts() == WHOLE
    store.empty()
    for at in range(KILLS):
        process = start(store, handed_in)
        time.sleep(seconds * (FROM + (1 - FROM) * (at + random.random()) / KILLS))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert store.counts() in (EMPTY, WHOLE)
        if store.counts() == WHOLE:
            store.empty()
    assert finish(store, handed_in) == untroubled
    assert store.counts() == WHOLE
