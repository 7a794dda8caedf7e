"""Identity numbers are judged by their shape, their check digit and the birthday in them, never by their area."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from gongjian.registers.members.identity import birth_of, check_character, fault_of

TODAY = date(2026, 11, 23)
births = st.dates(min_value=date(1900, 1, 1), max_value=TODAY)


@given(st.integers(0, 999_999), births, st.integers(0, 999))
def test_a_right_number_from_anywhere(area: int, born: date, serial: int) -> None:
    number = f"{area:06d}{born:%Y%m%d}{serial:03d}"
    number += check_character(number)
    assert fault_of(number, on=TODAY) is None
    assert birth_of(number) == born
    assert ric.calc_check_digit(number) == number[-1]


@given(births, st.integers(0, 999), st.integers(0, 16), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_found(born: date, serial: int, place: int, digit: str) -> None:
    number = f"320402{born:%Y%m%d}{serial:03d}"
    number += check_character(number)
    changed = number[:place] + digit + number[place + 1 :]
    assert (fault_of(changed, on=TODAY) is None) == (changed == number)


def with_check(number: str) -> str:
    return number + check_character(number)


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("320402800101001", "id_malformed"),
        ("32040219800101001", "id_malformed"),
        ("3204021980010100XX", "id_malformed"),
        ("无此人", "id_malformed"),
        (with_check("32040219800230001"), "id_birth_impossible"),
        (with_check("32040219801301001"), "id_birth_impossible"),
        (with_check("32040220271231001"), "id_birth_impossible"),
        ("3.20402198001E+17", "id_truncated"),
        ("3.20402198001011E17", "id_truncated"),
        ("320402198001011000", "id_truncated"),
        ("320402198001010011", "id_checksum"),
    ],
)
def test_wrong_numbers(number: str, fault: str) -> None:
    assert fault_of(number, on=TODAY) == fault
