"""What a finding about duties says to the clerk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongjian.oversight.duties.terms import TOLD


def overdue(detail: Mapping[str, Any]) -> str:
    """“党员大会 2 期没有办：2026 年第 1 季度、2026 年第 2 季度。最早的 2026 年 3 月 31 日到期。”"""
    due, number = date.fromisoformat(detail["due"]), detail["number"]
    more = f"等 {number} 期" if number > TOLD else ""
    return (
        f"{detail['duty']} {number} 期没有办：{'、'.join(detail['periods'][:TOLD])}{more}。"
        f"最早的 {due.year} 年 {due.month} 月 {due.day} 日到期。"
    )
