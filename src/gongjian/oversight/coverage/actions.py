"""Judging: findings are computed from the registers, whole or only where something changed."""

from __future__ import annotations

from datetime import datetime


def catch_up(*, now: datetime) -> int:
    """Judge again what was touched since the last time; returns how many findings came or went."""
    return 0
