"""The real server, started as an office starts it, on a folder of its own."""

from __future__ import annotations

import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres import free_port

ROOT = Path(__file__).resolve().parents[1]
READY = "Gongjian is ready at "
START_SECONDS = 300
STOP_SECONDS = 20
PRODUCT = "gongjian.entry.settings"
OURS = ("GONGJIAN_TEST_DATA", "GONGJIAN_TASKS", "DATABASE_URL")


def environment(folder: Path, settings: str = PRODUCT) -> dict[str, str]:
    """For the product on FOLDER, whatever the tests themselves run on; SETTINGS may set up something beside it."""
    inherited = {name: value for name, value in os.environ.items() if name not in OURS}
    return {
        **inherited,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "DJANGO_SETTINGS_MODULE": settings,
        "GONGJIAN_ROOT": str(ROOT),
        "GONGJIAN_DATA": str(folder),
        "GONGJIAN_DEMO": "1",
    }


@contextmanager
def running(command: str, folder: Path, settings: str = PRODUCT, *, port: int = 0) -> Iterator[str]:
    """`./gongjian demo` or `serve` on FOLDER; gives its address without the last slash, and stops it at the end."""
    arguments = [sys.executable, "-m", "gongjian.entry.commands", command, "--port", str(port or free_port())]
    process = subprocess.Popen(
        arguments,
        cwd=folder,
        env=environment(folder, settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield address_of(process)
    finally:
        stop(process)


def address_of(process: subprocess.Popen[str]) -> str:
    """The address the server prints when it is ready; raises with all it said when it does not get there."""
    lines: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=pump, args=(process, lines), daemon=True).start()
    said: list[str] = []
    deadline = time.monotonic() + START_SECONDS
    while (left := deadline - time.monotonic()) > 0:
        try:
            line = lines.get(timeout=left)
        except queue.Empty:
            break
        if line is None:
            break
        said.append(line)
        if READY in line:
            return line.partition(READY)[2].strip().rstrip("/")
    raise RuntimeError(f"the server did not start:\n{''.join(said)}")


def pump(process: subprocess.Popen[str], lines: queue.Queue[str | None]) -> None:
    """Read on for as long as the server runs, so that its output never fills the pipe."""
    assert process.stdout
    with process.stdout:
        for line in process.stdout:
            lines.put(line)
    lines.put(None)


def stop(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def copy_of(folder: Path, target: Path) -> Path:
    """A second street from a stopped server's folder."""
    shutil.copytree(folder, target, dirs_exist_ok=True)
    return target
