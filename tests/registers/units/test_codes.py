"""A social credit code is right by length, characters and check character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from gongjian.registers.units.codes import ALPHABET, check_character, fault_of


@given(
    st.text("159", min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
)
def test_right_codes_are_those_of_the_standard(kind: str, area: str, body: str) -> None:
    code = kind + area + body
    code += check_character(code)
    assert fault_of(code) is None
    assert uscc.is_valid(code)


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("9132040200000001", "uscc_length"),
        ("91320402000000012XX", "uscc_length"),
        ("91320402I000000012", "uscc_characters"),
        ("9132O4020000000012", "uscc_characters"),
        ("91320402000000001?", "uscc_characters"),
    ],
)
def test_wrong_codes(code: str, fault: str) -> None:
    assert fault_of(code) == fault


@given(st.text(ALPHABET, min_size=9, max_size=9), st.integers(0, 8), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found(body: str, place: int, other: str) -> None:
    code = "91320402" + body
    code += check_character(code)
    changed = code[: 8 + place] + other + code[9 + place :]
    assert (fault_of(changed) is None) == (changed == code)
