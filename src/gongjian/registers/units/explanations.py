"""What a finding about a unit says to the clerk: the figures that decide, and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongjian.registers.units.terms import UnitKind

Detail = Mapping[str, Any]


def needs_branch(detail: Detail) -> str:
    return f"有正式党员 {counted(detail)}，满 {detail['least']} 名应当建党支部，现在还没有党组织。"


def needs_joint_branch(detail: Detail) -> str:
    return f"有正式党员 {counted(detail)}，不足 {detail['least']} 名，可以和附近的单位联合建支部，或挂靠已有支部。"


def counted(detail: Detail) -> str:
    """5 名; where the rosters know fewer, that these are to be registered first."""
    formal, registered = detail["formal"], detail.get("registered", detail["formal"])
    return f"{formal} 名" if registered >= formal else f"{formal} 名（摸底数；名册里登记了 {registered} 名，先登记）"


def needs_instructor(detail: Detail) -> str:
    return f"这家{UnitKind(detail['kind']).label}没有党组织，也没有正式党员，还没有派党建指导员。"


def unregistered(detail: Detail) -> str:
    missing = detail["declared"] - detail["registered"]
    return f"摸底时报了党员 {detail['declared']} 名，名册里只登记了 {detail['registered']} 名，还差 {missing} 名。"


def too_many_units(detail: Detail) -> str:
    return f"这个联合党支部有 {detail['units']} 个单位，一般不超过 {detail['most']} 个。可以分出一个支部或移出单位。"
