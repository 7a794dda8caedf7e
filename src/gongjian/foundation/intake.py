"""What the registers share when they take tables in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongjian.foundation.journal import Change


def filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """VALUES without those that say nothing: an empty cell leaves what is stored."""
    return {field: value for field, value in values.items() if value or value == 0}


def changed_words(stored: Mapping[str, Any], wanted: Mapping[str, Any]) -> Change:
    """{field: [before, after]} where WANTED differs from what is STORED."""
    return {field: [stored[field], value] for field, value in wanted.items() if stored[field] != value}
