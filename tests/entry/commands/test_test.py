"""The test command counts honestly."""

import sys
from pathlib import Path

import pytest

from gongjian.entry.commands.test import Outcome, Step, counted, environment, run_phases, run_step

PLAIN = ("-p", "no:cacheprovider", "-c", "/dev/null")


@pytest.fixture(autouse=True)
def without_plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    """What these steps count needs none of the plugins that take seconds to load."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


def step_of(tmp_path: Path, source: str) -> Step:
    script = tmp_path / "test_sample.py"
    script.write_text(source)
    return Step("sample", (sys.executable, "-m", "pytest", *PLAIN, str(script)), True)


def test_passed_and_failed_tests_are_counted(tmp_path: Path) -> None:
    source = "def test_a():\n    pass\ndef test_b():\n    assert 0\n"
    assert run_step(step_of(tmp_path, source), tmp_path) == Outcome(passed=1, failed=1)


def test_a_skipped_test_counts_as_failed(tmp_path: Path) -> None:
    source = "import pytest\ndef test_a():\n    pytest.skip('no browser')\n"
    assert run_step(step_of(tmp_path, source), tmp_path) == Outcome(passed=0, failed=1)


def test_a_run_without_tests_counts_as_failed(tmp_path: Path) -> None:
    assert run_step(step_of(tmp_path, ""), tmp_path) == Outcome(passed=0, failed=1)


def test_a_run_without_a_report_counts_as_failed(tmp_path: Path) -> None:
    assert counted(tmp_path / "absent.xml", 0) == Outcome(passed=0, failed=1)


def test_the_last_line_sums_all_steps_and_one_failure_fails_all(capfd: pytest.CaptureFixture[str]) -> None:
    good, bad = Step("good", ("true",)), Step("bad", ("false",))
    assert run_phases([(good, bad), (good,)]) == 1
    assert capfd.readouterr().out.splitlines()[-1] == "2 passed, 1 failed"


def test_nothing_run_is_no_success(capfd: pytest.CaptureFixture[str]) -> None:
    assert run_phases([]) == 1
    assert capfd.readouterr().out == "0 passed, 0 failed\n"


def test_the_offices_database_is_out_of_reach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://office")
    found = environment(tmp_path)
    assert "DATABASE_URL" not in found
    assert found["GONGJIAN_DATA"] == str(tmp_path / "data")


def test_what_python_compiles_is_compiled_once_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    (tmp_path / "module.py").write_text("")
    step = Step("sample", (sys.executable, "-c", "import module"))
    monkeypatch.setattr("gongjian.entry.commands.test.ROOT", tmp_path)
    assert run_step(step, tmp_path) == Outcome(passed=1, failed=0)
    assert list((tmp_path / "compiled").rglob("module.*.pyc"))
