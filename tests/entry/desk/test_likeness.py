"""What is proposed for a name nobody has: names that are like it, never a branch with only the same number."""

from __future__ import annotations

import pytest

from gongjian.entry.desk.likeness import is_kin, is_likely


@pytest.mark.parametrize(
    ("found", "name"),
    [
        ("怡康二支部", "怡康花园社区党委第二党支部"),
        ("丝厂弄第一支部", "丝厂弄社区党总支第一党支部"),
        ("恒泰大楼联合支部", "恒泰大厦联合党支部"),
    ],
)
def test_a_name_that_shares_what_is_peculiar_is_proposed(found: str, name: str) -> None:
    assert is_kin(found, name)


@pytest.mark.parametrize(
    ("found", "name"),
    [
        ("陶沙巷第一党支部", "怡园社区党总支第一党支部"),
        ("五角场社区党支部", "古村社区党支部"),
        ("第一党支部", "怡园第一党支部"),
    ],
)
def test_the_same_number_of_another_community_is_not_proposed(found: str, name: str) -> None:
    assert not is_kin(found, name)


@pytest.mark.parametrize(
    ("found", "likely"),
    [("东圆社区第一党支部", False), ("怡糠花园第一支部", True), ("西园第一支部", False), ("第一党支部", False)],
)
def test_a_name_is_taken_for_a_slip_only_when_most_of_it_is_ones_own(found: str, likely: bool) -> None:
    assert is_likely(found, ["怡康花园社区党委第一党支部", "东园社区党委第一党支部"]) is likely
