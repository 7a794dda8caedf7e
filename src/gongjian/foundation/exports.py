"""Lists taken away as files: who took which, how many rows and which part of it, kept in the history."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from gongjian.foundation import history
from gongjian.foundation.scope import scope_of
from gongjian.foundation.secrets import masked
from gongjian.foundation.tree import ancestors

PERSONAL = re.compile(r"[0-9]{10,17}[0-9Xx]")


def tell_export(*, label: str, rows: int, path: str, by: Any, now: datetime, part: str = "") -> None:
    """Write one line: LABEL is what the list is called, PART its conditions in words, PATH whose log shows it.

    A condition may be somebody's number; it is masked.
    """
    conditions = PERSONAL.sub(lambda found: masked(found[0], head=3), part)
    history.record(
        verb="导出",
        subject_type="exports",
        subject_id=0,
        subject=label[:200],
        org_path=path,
        reason=f"{rows:,} 行{'，条件：' if part else ''}{conditions}"[:400],
        by=by,
        now=now,
    )


def reach_of(user: Any, permission: str) -> str:
    """The lowest path under which all lies that USER may reach with PERMISSION."""
    lines = [set(ancestors(path)) for path in scope_of(user).paths(permission)]
    return max(set.intersection(*lines), key=len, default="") if lines else ""
