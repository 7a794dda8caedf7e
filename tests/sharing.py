"""What several steps of one test run need is made once: by the step that comes first, while the others wait."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path


def made_once(shared: Path, name: str, make: Callable[[Path], object]) -> Path:
    """The folder NAME in SHARED: as it is, or filled by MAKE; what was not finished is made anew."""
    made, unfinished = shared / name, shared / f"{name}.unfinished"
    shared.mkdir(parents=True, exist_ok=True)
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir()
            make(unfinished)
            unfinished.rename(made)
    return made
