"""A way of working is a folder and a line in the settings: taken out, the rest stands."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MECHANISMS = sorted(each.parent.name for each in (ROOT / "src/gongjian/mechanisms").glob("*/apps.py"))
LATER = [pytest.param(each, marks=pytest.mark.thorough) for each in MECHANISMS if each != "reports"]
WALK = """
import django
django.setup()
from datetime import date
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver
from gongjian.entry.demo.load import load
from gongjian.registers.accounts.models import User
call_command("check")
call_command("makemigrations", check=True, dry_run=True, verbosity=0)
call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
load(on=date(2026, 3, 2))
client = Client()
client.force_login(User.objects.get(username="zhoumin"), backend="allauth.account.auth_backends.AuthenticationBackend")
plain = {each[0][0][0] for each in get_resolver().reverse_dict.lists() for each in each[1] if not each[0][0][1]}
for address in sorted(plain):
    answer = client.get(f"/{address}")
    print(answer.status_code, address)
"""


def without(folder: str, copy: Path) -> dict[str, str]:
    """The project in COPY without one folder and without the lines of its settings; returns its environment."""
    shutil.copytree(ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    shutil.rmtree(copy / "src/gongjian/mechanisms" / folder)
    for source, target in (
        (ROOT / ".importlinter", copy / ".importlinter"),
        (ROOT / "src/gongjian/entry/settings.py", copy / "src/gongjian/entry/settings.py"),
    ):
        lines = source.read_text("utf-8").splitlines(keepends=True)
        target.write_text("".join(each for each in lines if f"gongjian.mechanisms.{folder}" not in each), "utf-8")
    return {
        **os.environ,
        "PYTHONPATH": str(copy / "src"),
        "DJANGO_SETTINGS_MODULE": "gongjian.entry.settings",
        "GONGJIAN_DATA": str(copy / "data"),
        "GONGJIAN_DEMO": "1",
    }


def answered(command: list[str], copy: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["reports", *LATER])
def test_the_rest_stands_without_a_way_of_working(folder: str, tmp_path: Path) -> None:
    environment = without(folder, tmp_path)
    walked = answered([sys.executable, "-c", WALK], tmp_path, environment)
    pages = re.findall(r"^(\d+) (.*)$", walked, re.MULTILINE)
    assert len(pages) > 30
    assert [each for each in pages if int(each[0]) >= 500] == []
    linter = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    answered([sys.executable, "-c", linter, "--no-cache"], tmp_path, environment)


def test_there_are_ways_of_working_to_take_out() -> None:
    assert {"meetings", "reports", "research"} <= set(MECHANISMS)
