"""A Word template from outside filled in by a process of its own: whatever it does, it harms nobody and ends soon.

A template can loop for ever, or ask for more memory than there is. The sandbox of `documents` only keeps it from what
stands behind the values; time and memory are kept by the system, and the process knows no secret of ours.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gongjian.foundation.documents import BrokenTemplate, rendered

SECONDS = 20
MOST_MEMORY = 1024**3
TOLD, BROKEN = 3, 4
ROOT = Path(__file__).resolve().parents[2]
KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH")


def filled_apart(template: bytes, values: Mapping[str, Any]) -> bytes:
    """TEMPLATE with VALUES (plain JSON) in it; raises BrokenTemplate with a reason a clerk understands."""
    environment = {name: os.environ[name] for name in KEPT if name in os.environ}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "gongjian.foundation.filling"],
            input=json.dumps(values).encode() + b"\n" + template,
            capture_output=True,
            timeout=SECONDS,
            env={**environment, "PYTHONPATH": str(ROOT)},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise BrokenTemplate("这个模板太久填不完。请去掉里面的计算和多余的循环，对照说明改好再传。") from error
    if done.returncode == TOLD:
        raise BrokenTemplate(done.stderr.decode())
    if done.returncode:
        raise BrokenTemplate("这个模板填不了。请对照说明改好，在 Word 里另存为 .docx 再传。")
    return done.stdout


def fill_here() -> int:
    """What the process does: values and template come in, the filled file goes out."""
    limit_memory()
    values, _, template = sys.stdin.buffer.read().partition(b"\n")
    try:
        content = rendered(template, json.loads(values))
    except BrokenTemplate as told:
        sys.stderr.buffer.write(str(told).encode())
        return TOLD
    except Exception:  # a template from outside may fail in any way
        return BROKEN
    sys.stdout.buffer.write(content)
    return 0


def limit_memory() -> None:
    """Let the system refuse what no template needs, where it can."""
    if os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    sys.exit(fill_here())
