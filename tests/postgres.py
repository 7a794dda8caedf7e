"""A throwaway PostgreSQL cluster for tests, ready in about two seconds and gone with its process.

`python -m tests.postgres COMMAND …` runs a command with DATABASE_URL pointing at such a cluster.
"""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

INSTALL = "apt-get install -y --no-install-recommends postgresql"
START_SECONDS = 40
STOP_SECONDS = 10
UNPRIVILEGED = ("postgres", "nobody")
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "listen_addresses": "127.0.0.1",
    "timezone": "Asia/Shanghai",
}


class PostgresMissing(RuntimeError):
    """This machine has no PostgreSQL server programs."""


def programs() -> Path:
    """The folder that holds `initdb` and `postgres`."""
    on_path = [Path(found).resolve().parent for name in ("pg_ctl", "initdb") if (found := shutil.which(name))]
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: -float(folder.parent.name))
    for folder in [*on_path, *packaged]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise PostgresMissing(f"The tests need a PostgreSQL server. On Debian or Ubuntu, as root:\n  {INSTALL}")


@dataclass
class Cluster:
    """A running server. It listens on the loopback address and on a socket in its own folder."""

    folder: Path
    port: int
    server: subprocess.Popen[bytes]
    databases: int = 0

    def url(self, database: str = "postgres") -> str:
        return f"postgres://gongjian@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """The address of a fresh, empty database."""
        self.databases += 1
        name = f"fresh_{self.databases}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        return self.url(name)

    def stop(self) -> None:
        """Fast shutdown by the server's own process id; safe to call twice."""
        if self.server.poll() is None:
            self.server.send_signal(signal.SIGINT)
            try:
                self.server.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def start() -> Cluster:
    """Make and start a cluster that sorts names by pinyin; it stops with this process at the latest."""
    binaries = programs()
    folder = Path(tempfile.mkdtemp(prefix="gj-pg-"))
    identity = unprivileged()
    if identity:
        os.chown(folder, identity["user"], identity["group"])
    make(binaries, folder, identity)
    port = free_port()
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    command = [binaries / "postgres", "-D", folder / "data", "-p", str(port), "-k", folder, *options]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=plain_environment(), **identity)
    cluster = Cluster(folder, port, server)
    atexit.register(cluster.stop)
    die_in_order()
    wait_for(cluster)
    return cluster


def die_in_order() -> None:
    """Let a termination signal run what is registered for the end; Python's default would not."""
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


def unprivileged() -> dict[str, int | list[int]]:
    """Whom to run as: PostgreSQL refuses root. Empty when we are not root."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = next(known[name] for name in UNPRIVILEGED if name in known)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def make(binaries: Path, folder: Path, identity: dict[str, int | list[int]]) -> None:
    command = [binaries / "initdb", "--pgdata", folder / "data", "--username=gongjian", "--auth=trust", "--no-sync"]
    command += ["--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=zh-Hans-CN"]
    done = subprocess.run(
        command, check=False, cwd=folder, capture_output=True, text=True, env=plain_environment(), **identity
    )
    if done.returncode:
        raise RuntimeError(f"initdb failed:\n{done.stdout}{done.stderr}")


def plain_environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(cluster: Cluster) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and cluster.server.poll() is None:
        try:
            psycopg.connect(cluster.url(), connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start:\n{(cluster.folder / 'log').read_text(errors='replace')}")


def main(command: list[str]) -> int:
    try:
        cluster = start()
    except PostgresMissing as missing:
        print(missing, file=sys.stderr)
        return 1
    return subprocess.call(command, env={**os.environ, "DATABASE_URL": cluster.url()})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
