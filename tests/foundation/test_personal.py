"""What is taken for a person's number."""

from __future__ import annotations

import pytest

from gongjian.foundation.personal import is_personal


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
    assert is_personal(text) is True


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
    assert is_personal(text) is False
