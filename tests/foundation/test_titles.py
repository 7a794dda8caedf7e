import pytest

from gongjian.foundation.titles import WIDTH, balanced, em


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("望亭里社区党委 2026 年 9 月社区月报", ["望亭里社区党委 2026 年 9 月社区月报"]),
        (
            "丝厂弄社区党总支第一党支部 2026 年第 1 次党员大会",
            ["丝厂弄社区党总支第一党支部", "2026 年第 1 次党员大会"],
        ),
        (
            "关于老旧小区电动自行车停放与充电问题的调研报告",
            ["关于老旧小区电动自行车停放与", "充电问题的调研报告"],
        ),
        ("没有一处可以断开" * 4, ["没有一处可以断开" * 4]),
    ],
)
def test_a_long_title_is_broken_where_its_sense_breaks(title: str, lines: list[str]) -> None:
    assert balanced(title).split("\n") == lines


def test_figures_and_spaces_are_half_as_wide() -> None:
    assert em("2026 年") == 3.5
    assert em("一" * WIDTH) == WIDTH
