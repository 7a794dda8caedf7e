"""Who may hand files in."""

from __future__ import annotations

from typing import Any

from gongjian.foundation.scope import scope_of


def may_import(user: Any) -> bool:
    """Those who keep records for some part of the tree may import for that part."""
    return scope_of(user).holds_somewhere("sheets.import")
