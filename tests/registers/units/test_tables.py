"""A workplace is a unit's name, or the name, a blank and the post."""

import pytest

from gongjian.foundation.sheets.header import find_header
from gongjian.foundation.sheets.reading import read_sheets
from gongjian.registers.units.tables import KIND_NAMES, TABLE, UnitNames, settled
from gongjian.registers.units.terms import UnitKind
from tests.workbooks import xlsx

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


@pytest.mark.parametrize(
    ("name", "code", "is_kept"),
    [("单位代码", "00127", False), ("单位代码", "91320402478116328G", True), ("信用代码", "00127", True)],
)
def test_an_office_number_is_not_taken_for_the_credit_code(name: str, code: str, is_kept: bool) -> None:
    (sheet,) = read_sheets(xlsx({"甲": [["单位名称", name, "单位类别", "地址"], ["乙公司", code, "学校", "丙"]]}))
    header = find_header(sheet, [TABLE])
    assert header is not None
    assert ("code" in settled(header, sheet).columns) is is_kept
