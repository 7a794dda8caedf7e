"""What is taken for a person's number."""

from __future__ import annotations

import re

import pytest

from gongjian.foundation.personal import NO_NUMBER, is_personal, numbers_in


@pytest.mark.parametrize(
    "text",
    [
        "320402194005068416",
        "32040219400506841x",
        "320402 19400506 8416",
        "3204021940",
        "320402400506841",
        "13800138000",
        "138-0013-8000",
        "+8613800138000",
    ],
)
def test_identity_and_mobile_numbers_are_a_persons(text: str) -> None:
    assert (is_personal(text), re.fullmatch(NO_NUMBER, text)) == (True, None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "王秀英",
        "第3街道",
        "320402",
        "2026-11-23",
        "91320402MA1MX2N85K",
        "913204021940123456",
        "0519-86688668",
        "12345",
    ],
)
def test_names_days_codes_and_office_telephones_are_not(text: str) -> None:
    assert (is_personal(text), re.fullmatch(NO_NUMBER, text) is not None) == (False, True)


def test_numbers_among_words_are_found_in_order() -> None:
    said = "王家 13800138000，座机 0519-88886666，证号 32040219400506841X；门牌 102，2026-11-23，12.5 万元"
    assert numbers_in(said) == ["13800138000", "0519-88886666", "32040219400506841X"]
