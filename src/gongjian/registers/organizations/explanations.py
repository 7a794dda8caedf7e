"""What a finding about an organization says to the clerk: the figures that decide, and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongjian.registers.organizations.terms import OrganizationKind

Detail = Mapping[str, Any]


def day_in_words(text: str) -> str:
    """ "2026-07-01" as 2026 年 7 月 1 日."""
    day = date.fromisoformat(text)
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def too_large(detail: Detail) -> str:
    return f"现有党员 {detail['members']:,} 名，超过 {detail['most']} 名。可以分成两个支部，或者转出一部分党员。"


def too_small(detail: Detail) -> str:
    if not detail["full"]:
        return "还没有一名正式党员的组织关系在这里。请把党员转接过来，或者并入别的支部。"
    return f"只有 {detail['full']} 名正式党员，不足 {detail['least']} 名。可以转入党员，或者并入别的支部。"


def needs_committee(detail: Detail) -> str:
    return f"有正式党员 {detail['full']} 名，满 {detail['least']} 名应当设支部委员会，现在还没有设。"


def overdue(detail: Detail) -> str:
    began = "上次换届" if detail["elected"] else "成立"
    return (
        f"{day_in_words(detail['started'])}{began}，任期 {detail['years']} 年，"
        f"{day_in_words(detail['ended'])}到期，还没有换届。"
    )


def unfit_kind(detail: Detail) -> str:
    if detail["kind"] == OrganizationKind.GENERAL_BRANCH:
        return f"本级和下级共有党员 {detail['members']:,} 名，满 {detail['threshold']} 名，可以改设党委。"
    return f"本级和下级共有党员 {detail['members']:,} 名，不足 {detail['threshold']} 名，可以改设党总支或党支部。"
