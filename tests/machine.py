"""What the tests need from this machine: a browser, a Chinese font, PostgreSQL. Installs what is missing where it may.

`python -m tests.machine` exits 0 when all is here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests import postgres

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
PLAYWRIGHT_FOLDER = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "~/.cache/ms-playwright")).expanduser()
INSTALL = ("apt-get", "install", "-y", "--no-install-recommends")


class BrowserMissing(RuntimeError):
    """This machine has no Chromium."""


def chromium() -> Path:
    """The browser to test with: GONGJIAN_CHROMIUM, else the system's, else Playwright's own."""
    named = os.environ.get("GONGJIAN_CHROMIUM")
    on_path = [found for name in BROWSERS if (found := shutil.which(name))]
    own = sorted(PLAYWRIGHT_FOLDER.glob("chromium-*/chrome-linux*/chrome"), reverse=True)
    for candidate in [named] if named else [*on_path, *own]:
        if Path(candidate).exists():
            return Path(candidate)
    wanted = f"GONGJIAN_CHROMIUM names {named}, which does not exist." if named else "The tests need a browser."
    raise BrowserMissing(f"{wanted} On Debian or Ubuntu, as root:\n  {' '.join(INSTALL)} chromium fonts-noto-cjk")


def has_chinese_font() -> bool:
    listing = shutil.which("fc-list")
    return bool(listing and subprocess.run([listing, ":lang=zh-cn"], capture_output=True, check=False).stdout.strip())


def missing() -> list[str]:
    """The Debian packages that would bring what is not here."""
    packages = [] if has_chinese_font() else ["fontconfig", "fonts-noto-cjk"]
    try:
        chromium()
    except BrowserMissing:
        packages.append("chromium")
    try:
        postgres.programs()
    except postgres.PostgresMissing:
        packages.append("postgresql")
    return packages


def install(packages: list[str]) -> None:
    """With Debian's package manager, when we may; the result is looked at afterwards, not believed."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment)
    subprocess.run([*INSTALL, *packages], check=False, env=environment)


def main() -> int:
    if (packages := missing()) and os.geteuid() == 0 and shutil.which("apt-get"):
        install(packages)
        packages = missing()
    if packages:
        print(f"Not all tests can run here. On Debian or Ubuntu, as root:\n  {' '.join([*INSTALL, *packages])}")
    return 1 if packages else 0


if __name__ == "__main__":
    sys.exit(main())
