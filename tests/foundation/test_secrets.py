"""Personal numbers at rest can be read only with the keys they were written with."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from gongjian.foundation.secrets import KeysMissing, UnknownKey, decrypt, encrypt, index_of, make_keys, masked

NUMBER = "320402196109282299"


@given(st.text(min_size=1).filter(lambda text: text.isprintable()))
def test_what_was_sealed_comes_back_as_it_was(text: str) -> None:
    assert decrypt(encrypt(text)) == text


def test_the_same_number_is_sealed_differently_each_time_and_found_by_the_same_index() -> None:
    assert encrypt(NUMBER) != encrypt(NUMBER)
    assert index_of(NUMBER) == index_of(NUMBER) != index_of(NUMBER[:-1] + "8")


def test_nothing_stays_nothing() -> None:
    assert (encrypt(""), decrypt(""), index_of("")) == ("", "", "")


def test_a_number_that_was_tampered_with_is_not_read() -> None:
    sealed = encrypt(NUMBER)
    with pytest.raises(InvalidTag):
        decrypt(sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:])


def test_a_number_sealed_with_a_key_that_is_gone_says_which() -> None:
    with pytest.raises(UnknownKey, match="k9"):
        decrypt("k9:AAAA")


def test_a_mask_shows_the_ends_of_a_long_number_and_the_end_of_a_short_one() -> None:
    assert masked(NUMBER) == "320402********2299"
    assert masked("15400000001", head=3) == "154****0001"
    assert masked("1234") == "***4"


def test_keys_are_made_once(tmp_path: Path) -> None:
    make_keys(tmp_path / "keys", is_filled=lambda: False)
    first = (tmp_path / "keys" / "index.key").read_bytes()
    make_keys(tmp_path / "keys", is_filled=lambda: True)
    assert (tmp_path / "keys" / "index.key").read_bytes() == first


def test_a_filled_database_without_its_keys_is_not_given_new_ones(tmp_path: Path) -> None:
    with pytest.raises(KeysMissing, match="keys 文件夹"):
        make_keys(tmp_path / "keys", is_filled=lambda: True)
    assert not (tmp_path / "keys").exists()
