import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjian.foundation.names import initials, readings, sort_key_pinyin

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("单雄信", "sxx"),
        ("曾国", "zg"),
        ("解放", "xf"),
        ("仇英", "qy"),
        ("朴正", "pz"),
        ("查良镛", "zly"),
        ("盖叫天", "gjt"),
        ("任重", "rz"),
        ("区寄", "oj"),
        ("尉迟恭", "ycg"),
        ("尉健行", "wjx"),
        ("万俟卨", "mqx"),
        ("万家宝", "wjb"),
        ("欧阳修", "oyx"),
        ("买买提·艾力", "mmtal"),
        ("张 三", "zs"),
        ("", ""),
    ],
)
def test_the_initials_of_a_person(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("解放村社区党委", "jfcsqdw"),
        ("单位", "dw"),
        ("重庆路银行", "cqlyh"),
        ("长城3号楼", "cc3hl"),
        ("行政服务中心", "xzfwzx"),
        ("B座", "bz"),
    ],
)
def test_the_initials_of_a_place_do_not_begin_with_a_surname(name, letters):
    assert initials(name, person=False) == letters


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("张三", ("zhangsan", "zs")),
        ("单雄信", ("shanxiongxin", "sxx", "danxiongxin", "dxx")),
        ("翟志刚", ("zhaizhigang", "zzg", "dizhigang", "dzg")),
        ("单于飞", ("chanyufei", "cyf", "shanyufei", "syf", "danyufei", "dyf")),
        ("吕布", ("lvbu", "lb")),
        ("A君", ("ajun", "aj")),
    ],
)
def test_a_name_is_found_by_every_reading_of_its_surname(name, typed):
    assert readings(name) == typed


def test_people_sort_by_pinyin_tone_and_character():
    names = ["章三", "张四", "解放", "李安", "利安", "连安", "单雄信", "章二", "张三", "曾国", "黎安"]
    assert sorted(names, key=sort_key_pinyin) == [
        "黎安",
        "李安",
        "利安",
        "连安",
        "单雄信",
        "解放",
        "曾国",
        "张三",
        "张四",
        "章二",
        "章三",
    ]


def test_a_rare_character_without_a_reading_sorts_last_and_stays_itself():
    assert sorted(["\U00020bb7野", "周一", "A君"], key=sort_key_pinyin) == ["A君", "周一", "\U00020bb7野"]
    assert readings("\U00020bb7野") == ("\U00020bb7ye", "\U00020bb7y")


@given(HAN, HAN)
def test_different_names_never_share_a_key(one, other):
    assert (sort_key_pinyin(one) == sort_key_pinyin(other)) is (one == other)


@given(HAN)
def test_the_commonest_reading_is_the_first_to_be_found(name):
    assert readings(name)[1:2] in {(initials(name),), ()}


def test_ten_thousand_names_take_no_noticeable_time():
    names = [chr(0x5000 + n % 700) + chr(0x6000 + n % 900) + chr(0x7000 + n % 1100) for n in range(10_000)]
    for name in names:
        readings(name)
    started = time.process_time()
    for name in names:
        sort_key_pinyin(name)
    assert time.process_time() - started < 0.5
