"""How the cells of a roster of members are read."""

from datetime import date

from gongjian.registers.members.columns import (
    CATEGORY_NAMES,
    STATUS_NAMES,
    as_branch,
    as_category,
    as_ethnicity,
    as_identity_number,
    as_workplace,
)
from gongjian.registers.members.terms import MemberCategory, MemberStatus

TODAY = date(2026, 11, 23)


def test_a_number_kept_as_a_number_is_damaged() -> None:
    assert as_identity_number(3.20402198001011e17, TODAY)[1] == "id_truncated"
    assert as_identity_number(320402198001010112, TODAY)[1] == "id_truncated"


def test_words_for_status_and_category() -> None:
    assert {STATUS_NAMES[word] for word in ("正式党员", "正式", "中共党员")} == {MemberStatus.FULL}
    assert {STATUS_NAMES[word] for word in ("预备党员", "预备", "中共预备党员")} == {MemberStatus.PROBATIONARY}
    assert [CATEGORY_NAMES[kind.label] for kind in MemberCategory] == list(MemberCategory)
    assert as_category("“两新”组织党员", TODAY) == (MemberCategory.TWO_NEW, None)
    assert as_category("别的", TODAY) == (None, "category_unknown")


def test_words_for_no_branch() -> None:
    assert as_branch("无挂靠", TODAY) == (None, None)


def test_a_people_always_ends_in_its_syllable() -> None:
    assert [as_ethnicity(text, TODAY)[0] for text in ("汉", "汉族", "维吾尔", "无")] == [
        "汉族",
        "汉族",
        "维吾尔族",
        None,
    ]


def test_the_blank_before_a_post_stays() -> None:
    assert as_workplace(" 龙城（常州）有限公司\u3000会计 ", TODAY) == ("龙城(常州)有限公司 会计", None)
    assert as_workplace("——", TODAY) == (None, None)
