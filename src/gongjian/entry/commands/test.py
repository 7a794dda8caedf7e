"""`./gongjian test`: every check and test; `fast`: the checks and lower floors; `old-browsers`: the oldest browsers."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(os.environ.get("GONGJIAN_ROOT", Path(__file__).resolve().parents[4]))
PYTHON = sys.executable
TOOLS = Path(PYTHON).parent
CORES = 2
OF_THE_OFFICE = ("DATABASE_URL", "GONGJIAN_TEST_DATA", "PYTHONDONTWRITEBYTECODE")


@dataclass(frozen=True, slots=True)
class Step:
    """A program that checks something. `is_pytest`: it counts its own tests; any other counts as one."""

    name: str
    command: tuple[str, ...]
    is_pytest: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    passed: int
    failed: int


def tool(name: str, program: str, *arguments: str) -> Step:
    return Step(name, (str(TOOLS / program), *arguments))


def pytest(name: str, *arguments: str, before: Sequence[str] = ()) -> Step:
    return Step(name, (*before, PYTHON, "-m", "pytest", *arguments), is_pytest=True)


MACHINE = Step("browser, fonts and PostgreSQL are here", (PYTHON, "-m", "tests.machine"))
CHECKS = (
    tool("types (mypy)", "mypy"),
    tool("lint (ruff)", "ruff", "check", "."),
    tool("format (ruff)", "ruff", "format", "--check", "."),
    tool("floors and walls (import-linter)", "lint-imports", "--no-logo"),
    tool("templates (djlint)", "djlint", "src", "--lint"),
    tool("dependencies (deptry)", "deptry", "src"),
)
ON_ALL_CORES = ("-n", str(CORES))
STORES = ("-m", "stores and not browser and not thorough")
SQLITE = pytest("tests on SQLite", *ON_ALL_CORES, "-m", "not browser and not thorough")
POSTGRES = pytest("tests on PostgreSQL", *ON_ALL_CORES, *STORES, before=(PYTHON, "-m", "tests.postgres"))
BROWSER = pytest("tests in a browser", "-m", "browser and not old and not timed", "tests/browser")
TIMED = pytest("tests by the clock", "-m", "timed and not old", "tests/browser")
OLD_BROWSERS = pytest("tests in the oldest browsers", "-m", "old", "tests/browser/old")
THOROUGH = pytest("tests that take minutes", *ON_ALL_CORES, "-m", "thorough")
LOWER_FLOORS = ("tests/house", "tests/rules", "tests/planning", "tests/foundation")
FAST = pytest("quick tests", *ON_ALL_CORES, "-m", "not slow and not browser", *LOWER_FLOORS)

EVERYTHING = ((MACHINE,), (*CHECKS, BROWSER, SQLITE, POSTGRES), (TIMED,))
QUICK = (CHECKS, (FAST,))
LONG = ((MACHINE,), (THOROUGH,))
OLD = ((MACHINE,), (OLD_BROWSERS,))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="*",
        help="`fast` for the quick ones, `thorough` for a simulated year and others that take minutes, "
        "`old-browsers` for Chromium 88 and 109 (fetched with npm, 100 MB), "
        "or anything pytest understands, e.g. tests/rules -k contact",
    )


def run(options: argparse.Namespace) -> int:
    arguments = [*options.what, *options.rest]
    if arguments == ["fast"]:
        return run_phases(QUICK)
    if arguments == ["thorough"]:
        return run_phases(LONG)
    if arguments == ["old-browsers"]:
        return run_phases(OLD)
    if arguments:
        return run_phases(((pytest("chosen tests", *arguments),),))
    return run_phases(EVERYTHING)


def run_phases(phases: Sequence[Sequence[Step]]) -> int:
    """Phases one after another; of a phase, always as many steps as there are cores, begun in their order.

    Returns 0 when all passed and something ran.
    """
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory(prefix="gj-test-") as folder, ThreadPoolExecutor(CORES) as pool:
        for phase in phases:
            outcomes += pool.map(lambda step: run_step(step, Path(folder)), phase)
            if phase == (MACHINE,) and outcomes[0].failed:
                break
    passed, failed = sum(each.passed for each in outcomes), sum(each.failed for each in outcomes)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


def run_step(step: Step, folder: Path) -> Outcome:
    """Run one step and print what it said, if it is a test run or went wrong, and how long it took."""
    report = folder / f"{step.name}.xml"
    command = [*step.command, f"--junitxml={report}"] if step.is_pytest else step.command
    start = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    outcome = counted(report, done.returncode) if step.is_pytest else judged(done.returncode)
    said = done.stdout.decode(errors="replace") if step.is_pytest or outcome.failed else ""
    verdict = "FAILED" if outcome.failed else "ok"
    print(f"{said}== {step.name}: {verdict}, {time.monotonic() - start:.1f} s", flush=True)
    return outcome


def environment(folder: Path) -> dict[str, str]:
    """Nothing of the office's own data, and no database but those the tests make.

    What one step makes for all is kept for this run, and so is what Python compiles: dozens of servers are started.
    """
    inherited = {key: value for key, value in os.environ.items() if key not in OF_THE_OFFICE}
    return {
        **inherited,
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "GONGJIAN_DATA": str(folder / "data"),
        "GONGJIAN_TEST_SHARED": str(folder / "shared"),
    }


def judged(exit_code: int) -> Outcome:
    return Outcome(0, 1) if exit_code else Outcome(1, 0)


def counted(report: Path, exit_code: int) -> Outcome:
    """What pytest's JUnit report says. A skipped test proves nothing and counts as failed; so does an empty run."""
    if not report.exists():
        return Outcome(0, 1)
    suites = ElementTree.parse(report).getroot().iter("testsuite")  # noqa: S314 - pytest wrote it
    figures = [{key: int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")} for suite in suites]
    tests = sum(each["tests"] for each in figures)
    failed = sum(each["failures"] + each["errors"] + each["skipped"] for each in figures)
    if exit_code and not failed:
        failed = 1
    return Outcome(max(tests - failed, 0), failed)
