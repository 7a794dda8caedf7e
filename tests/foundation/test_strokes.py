from hypothesis import given
from hypothesis import strategies as st

from gongjian.foundation.strokes import stroke_key

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=4)


def test_surnames_sort_by_number_and_kind_of_strokes():
    names = ["赵六", "张三", "李四", "王五", "丁一", "习二", "黄七", "刘八"]
    assert sorted(names, key=stroke_key) == ["丁一", "习二", "王五", "刘八", "李四", "张三", "赵六", "黄七"]


def test_within_a_surname_one_character_goes_before_two():
    names = ["王小洪", "王毅", "王一二", "王宁"]
    assert sorted(names, key=stroke_key) == ["王宁", "王毅", "王一二", "王小洪"]


def test_a_double_surname_stands_together_behind_its_first_character():
    names = ["司马光", "司徒美", "司一二", "司马二", "司南"]
    assert sorted(names, key=stroke_key) == ["司南", "司一二", "司马二", "司马光", "司徒美"]


def test_surnames_written_with_like_strokes_do_not_mix():
    names = ["干二", "于三", "干一", "于二"]
    assert sorted(names, key=stroke_key) == ["于二", "于三", "干一", "干二"]


def test_an_unknown_character_comes_last():
    assert sorted(["\U00020bb7一", "龘一", "A君"], key=stroke_key) == ["龘一", "A君", "\U00020bb7一"]


@given(HAN, HAN)
def test_different_names_never_share_a_key(one, other):
    assert (stroke_key(one) == stroke_key(other)) is (one == other)
