"""The keys a person is found by: the whole name, the given name, and both as spelled."""

from __future__ import annotations

import pytest

from gongjian.foundation.people import columns_for, person_keys


def test_a_name_has_its_given_name_its_spelling_and_its_initials():
    assert person_keys("白真瑾") == {
        "given": "真瑾",
        "initials": "bzj",
        "spelled": "baizhenjin",
        "given_spelled": "zhenjin",
        "spelled_also": "",
        "initials_also": "",
    }


def test_a_surname_of_two_characters_is_left_out_of_the_given_spelling_as_a_whole():
    keys = person_keys("欧阳真瑾")
    assert (keys["given"], keys["given_spelled"]) == ("阳真瑾", "zhenjin")


def test_a_surname_with_two_readings_is_spelled_both_ways_and_the_given_name_once():
    keys = person_keys("单雄信")
    assert (keys["spelled"], keys["spelled_also"], keys["given_spelled"]) == ("shanxiongxin", "danxiongxin", "xiongxin")


@pytest.mark.parametrize("name", ["", "王"])
def test_a_name_of_one_character_has_no_given_name(name: str):
    assert (person_keys(name)["given"], person_keys(name)["given_spelled"]) == ("", "")


def test_letters_are_looked_for_in_spellings_and_characters_in_names():
    assert ("given_spelled" in columns_for("zhen"), columns_for("真", "holder")) == (True, ("holder", "given"))
