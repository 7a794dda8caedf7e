"""What a finding about a member says to the clerk: what is missing, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

Detail = Mapping[str, Any]


def without_branch(detail: Detail) -> str:
    if detail["marked"]:
        return "登记为无挂靠党员，还没有真正编入一个党支部。"
    return "组织关系不在任何一个党支部，没有人负责联系。"


def contact_lost(detail: Detail) -> str:
    if not detail["last_contact"]:
        return "流动党员，从来没有联系的记录。"
    last = date.fromisoformat(detail["last_contact"])
    return f"流动党员，最近一次联系是 {last.year} 年 {last.month} 月 {last.day} 日，已超过 {detail['months']} 个月。"
