"""Blanks, invisible characters and wide letters mean nothing; notes come through unharmed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjian.foundation.sheets.text import (
    compact,
    means_nothing,
    read_code,
    read_list,
    read_phone,
    read_remark,
    read_text,
)

BLANKS = " \t\n\u00a0\u3000\u200b\u200d\ufeff\u2028\u00ad"


@given(st.lists(st.text("党员张三ABCabc019·", min_size=1), min_size=1), st.text(BLANKS))
def test_blanks_and_invisible_characters_mean_nothing(pieces: list[str], blank: str) -> None:
    assert compact(blank.join(pieces)) == "".join(pieces)


def test_a_name_is_narrow_and_without_blanks_but_for_latin_words() -> None:
    assert read_text(" 沈\u3000峰 ") == "沈峰"
    assert read_text("买买提·艾力") == "买买提·艾力"
    assert read_text("John  Smith") == "John Smith"
    assert read_text("晟雅家居（常州）有限公司") == "晟雅家居(常州)有限公司"
    assert read_text(12) == "12"


@pytest.mark.parametrize(
    "text", ["", " ", "无", " 无 ", "—", "——", "－", "-", "--", "/", "／", "\u200b", "暂无", "None", "N/A"]
)
def test_signs_for_nothing(text: str) -> None:
    assert means_nothing(text)


@pytest.mark.parametrize("text", ["无锡", "吴", "0", "无挂靠", "-2+3", "某", "A-1"])
def test_what_only_looks_like_nothing(text: str) -> None:
    assert not means_nothing(text)


@given(st.sampled_from("=+-@"), st.text(min_size=1))
def test_a_note_that_looks_like_a_formula_is_kept_as_it_is(sign: str, rest: str) -> None:
    note = f"{sign}A{rest}".strip()
    assert read_remark(note) == note


def test_a_code_is_in_capitals_and_bare() -> None:
    assert read_code("'32040219800101123x ") == "32040219800101123X"
    assert read_code("３２０４０２ 19800101 123Ｘ") == "32040219800101123X"
    assert read_code('="320402198001011234"') == "320402198001011234"
    assert read_code("\t320402198001011234") == "320402198001011234"
    assert read_code("无") is None


def test_telephone_numbers() -> None:
    assert read_phone("+86 15428535410") == "15428535410"
    assert read_phone(15428535410) == "15428535410"
    assert read_phone("154-2853-5410") == "15428535410"
    assert read_phone("0519-55507707") == "0519-55507707"


def test_a_cell_of_several_names() -> None:
    assert read_list("甲公司、乙 公司；丙公司\n丁公司") == ["甲公司", "乙公司", "丙公司", "丁公司"]
    assert read_list("无") == []
