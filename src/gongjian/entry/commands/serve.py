"""`./gongjian serve`: the web server and one background worker, stopped together."""

from __future__ import annotations

import argparse
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from datetime import time as time_of_day
from urllib.error import URLError
from urllib.request import urlopen
from zoneinfo import ZoneInfo

from gongjian.entry.commands.reaching import THIS_MACHINE, names_for, near

START_SECONDS = 60
STOP_SECONDS = 10
NIGHT, OFFICE_ZONE = time_of_day(2, 30), ZoneInfo("Asia/Shanghai")
SIGNAL_WHEN_PARENT_DIES = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--workers", type=int, default=1, help="web processes (more than one wants PostgreSQL)")


def run(options: argparse.Namespace) -> int:
    environment = {"DJANGO_SETTINGS_MODULE": "gongjian.entry.settings", **os.environ}
    return serve(host=options.host, port=options.port, workers=options.workers, environment=environment)


def serve(*, host: str, port: int, workers: int, environment: Mapping[str, str]) -> int:
    """Migrate, then run web and worker until one ends or a signal comes. Returns the exit code."""
    environment = {"GONGJIAN_HOSTS": ",".join(names_for(host)), **environment}
    if is_taken(host, port):
        print(f"Port {port} is in use. Choose another: --port {port + 1}", file=sys.stderr)
        return 1
    manage("migrate", "--verbosity", "0", environment=environment)
    manage("collectstatic", "--no-input", "--verbosity", "0", environment=environment)
    manage("nightly", "--restarted", environment=environment)
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    web += ["--workers", str(workers), "--blocking-threads", "4", "--no-access-log", "--log-level", "warning"]
    worker = [sys.executable, "-m", "django", "db_worker", "--interval", "1", "--verbosity", "0"]
    processes = [
        begin([*web, "gongjian.entry.wsgi:application"], environment),
        begin(worker, environment),
    ]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        announce(host, port, processes[0])
        return watch(processes, environment)
    except KeyboardInterrupt:
        return 0
    finally:
        stop(processes)


def manage(*arguments: str, environment: Mapping[str, str], must: bool = True) -> None:
    subprocess.run([sys.executable, "-m", "django", *arguments], env=environment, check=must)


def is_taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def announce(host: str, port: int, web: subprocess.Popen[bytes]) -> None:
    """Print the address once the server answers."""
    address = f"http://{near(host)}:{port}/"
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and web.poll() is None:
        try:
            with urlopen(f"{address}healthz", timeout=2):  # noqa: S310 - our own address
                print(f"Gongjian is ready at {address}", flush=True)
                for name in names_for(host)[len(THIS_MACHINE) :]:
                    print(f"  from other machines: http://{name}:{port}/", flush=True)
                return
        except (URLError, OSError):
            time.sleep(0.1)


def watch(processes: list[subprocess.Popen[bytes]], environment: Mapping[str, str]) -> int:
    """Until one of PROCESSES ends; its exit code. The nightly work is done at NIGHT, notices are sent every hour."""
    began = datetime.now(OFFICE_ZONE)
    due, hour = next_night(began), began.hour
    while True:
        for process in processes:
            if process.poll() is not None:
                return process.returncode
        if (now := datetime.now(OFFICE_ZONE)) >= due:
            due = next_night(now)
            manage("nightly", environment=environment, must=False)
        if now.hour != hour:
            hour = now.hour
            manage("nightly", "--notices", environment=environment, must=False)
        time.sleep(0.3)


def next_night(now: datetime) -> datetime:
    """The first NIGHT after NOW, in the office's time."""
    today = now.astimezone(OFFICE_ZONE).replace(hour=NIGHT.hour, minute=NIGHT.minute, second=0, microsecond=0)
    return today if today > now else today + timedelta(days=1)


def begin(command: list[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start COMMAND with a process group of its own; where Linux can, it ends when this process is killed."""
    follow = end_with_parent if sys.platform == "linux" else None
    return subprocess.Popen(command, env=environment, start_new_session=True, preexec_fn=follow)  # noqa: PLW1509 - no threads yet


def end_with_parent() -> None:
    ctypes.CDLL(None).prctl(SIGNAL_WHEN_PARENT_DIES, signal.SIGTERM)


def stop(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ask all to end, and end what has not after a while, with whatever they started."""
    for process in processes:
        tell(process, signal.SIGTERM)
    for process in processes:
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            print("gongjian: a process did not end in time and was stopped", file=sys.stderr)
        tell(process, signal.SIGKILL)


def tell(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Send a signal to all of a process group that are left."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)
