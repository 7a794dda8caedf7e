"""A workplace is a unit's name, or the name, a blank and the post."""

import pytest

from gongjian.registers.units.tables import KIND_NAMES, UnitNames
from gongjian.registers.units.terms import UnitKind

NAMES = UnitNames(["龙城(常州)有限公司", "第一中学", "第一中学 东校区"])


@pytest.mark.parametrize(
    ("workplace", "unit"),
    [
        ("第一中学", "第一中学"),
        ("第一中学 校长", "第一中学"),
        ("第一中学 东校区 校长", "第一中学 东校区"),
        ("第 一 中 学", "第一中学"),
        ("龙城(常州)有限公司 会计", "龙城(常州)有限公司"),
        ("第一中学校长", None),
        ("自由职业", None),
    ],
)
def test_the_unit_a_workplace_means(workplace: str, unit: str | None) -> None:
    assert NAMES.match(workplace) == unit


def test_every_kind_is_known_by_its_own_label() -> None:
    assert [KIND_NAMES[kind.label] for kind in UnitKind] == list(UnitKind)
