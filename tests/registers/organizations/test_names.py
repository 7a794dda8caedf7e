"""A short name means an organization when exactly one can be meant, by the name alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjian.registers.organizations.names import Doubt, NameIndex, short_forms, street_of

NAMES = [
    "天宁街道党工委",
    "天宁街道居民区综合党委",
    "古村社区党委",
    "古村社区党委第一党支部",
    "古村社区党委第二党支部",
    "古村社区党委第十一党支部",
    "怡康花园社区党总支",
    "怡康花园社区党总支第一党支部",
    "五角场社区党支部",
    "天宁街道税务所党支部",
    "九洲寰宇商务楼联合党支部",
    "天宁街道工商业第二联合党支部",
]
INDEX = NameIndex(NAMES)
DIGITS = str.maketrans("一二三四五六七八九", "123456789")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("古村社区党委第一党支部", "古村社区党委第一党支部"),
        ("古村社区第一党支部", "古村社区党委第一党支部"),
        ("古村第一支部", "古村社区党委第一党支部"),
        ("古村 第1支部", "古村社区党委第一党支部"),
        ("古村社区党委第11党支部", "古村社区党委第十一党支部"),
        ("古村第１１支部", "古村社区党委第十一党支部"),
        ("怡康花园第一支部", "怡康花园社区党总支第一党支部"),
        ("怡康花园党总支", "怡康花园社区党总支"),
        ("五角场支部", "五角场社区党支部"),
        ("税务所党支部", "天宁街道税务所党支部"),
        ("居民区综合党委", "天宁街道居民区综合党委"),
        ("九洲寰宇商务楼联合支部", "九洲寰宇商务楼联合党支部"),
        ("工商业第2联合支部", "天宁街道工商业第二联合党支部"),
        ("党工委", "天宁街道党工委"),
    ],
)
def test_a_short_name_that_can_only_mean_one(text: str, name: str) -> None:
    assert INDEX.resolve(text) == (name, None, ())


@pytest.mark.parametrize(
    "text",
    [
        "古村社区党委第四十五党支部",
        "古村东区流动党员支部",
        "红杏岗街道工商业第二联合党支部",
        "古村社区党总支第一党支部",
        "怡康花园社区党委第一党支部",
        "原毛纺三厂退休支部",
        "古村",
        "第九党支部",
        "",
    ],
)
def test_a_name_that_means_none(text: str) -> None:
    assert INDEX.resolve(text).doubt is Doubt.UNKNOWN


@pytest.mark.parametrize("text", ["第一党支部", "第1支部", "第二党支部"])
def test_a_bare_number_is_never_enough(text: str) -> None:
    assert INDEX.resolve(text).doubt is Doubt.AMBIGUOUS


def test_two_that_could_be_meant() -> None:
    index = NameIndex(["古村社区党委第一党支部", "古村党总支第一党支部"], street="天宁街道")
    assert index.resolve("古村第一支部").candidates == ("古村社区党委第一党支部", "古村党总支第一党支部")
    assert index.resolve("古村党总支第一支部").name == "古村党总支第一党支部"


def test_a_full_name_wins_over_a_short_form_of_another() -> None:
    index = NameIndex(["古村党支部", "古村社区党支部"], street="")
    assert index.resolve("古村党支部").name == "古村党支部"


def test_the_name_of_the_street() -> None:
    assert street_of(NAMES) == "天宁街道"
    assert street_of(["天宁街道税务所党支部", "天宁街道房管所党支部", "古村社区党委"]) == "天宁街道"
    assert street_of(["古村社区党委"]) == ""


communities = st.lists(st.sampled_from(["古村", "新丰街", "五角场", "三里桥", "后北岸"]), min_size=1, unique=True)


@given(communities, st.sampled_from(["党委", "党总支"]), st.integers(1, 3), st.data())
def test_every_short_form_leads_back_exactly_when_it_is_unique(
    places: list[str], body: str, branches: int, data: st.DataObject
) -> None:
    ordinals = "一二三"[:branches]
    names = ["天宁街道党工委", "天宁街道税务所党支部"]
    names += [f"{place}社区{body}" for place in places]
    names += [f"{place}社区{body}第{ordinal}党支部" for place in places for ordinal in ordinals]
    index = NameIndex(names)
    name = data.draw(st.sampled_from(names))
    text = name
    for pattern, replacement in (("^天宁街道", ""), ("社区", ""), (r"(党委|党总支)(?=第)", ""), ("党支部", "支部")):
        if data.draw(st.booleans()):
            text = re.sub(pattern, replacement, text)
    if data.draw(st.booleans()):
        text = text.translate(DIGITS)
    assert index.resolve(text).name == name


@given(st.sampled_from(NAMES))
def test_a_short_form_that_several_share_leads_to_none_of_them(name: str) -> None:
    twin = f"{name}甲"
    index = NameIndex([*NAMES, twin], street="天宁街道")
    for form in short_forms(name, "天宁街道"):
        meant = [other for other in (*NAMES, twin) if form in short_forms(other, "天宁街道")]
        if meant == [name]:
            assert index.resolve(form).name == name
