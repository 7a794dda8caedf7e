import pytest
from pypinyin import Style, pinyin

from gongjian.foundation.surnames import DOUBLE, READINGS, surname_of


@pytest.mark.parametrize(
    ("name", "surname"),
    [("张三", "张"), ("欧阳修", "欧阳"), ("欧阳", "欧"), ("单于飞", "单于"), ("单雄信", "单"), ("", "")],
)
def test_a_name_begins_with_its_surname(name, surname):
    assert surname_of(name) == surname


@pytest.mark.parametrize("surname", READINGS)
def test_every_reading_has_one_syllable_a_character_and_adds_something(surname):
    everyday = [pinyin(one, style=Style.TONE3, neutral_tone_with_five=True)[0][0] for one in surname]
    assert {len(reading) for reading in READINGS[surname]} == {len(surname)}
    assert READINGS[surname] != [everyday]


@pytest.mark.parametrize("surname", [surname for surname in READINGS if len(surname) > 1])
def test_a_double_surname_with_a_reading_is_known_as_one(surname):
    assert surname in DOUBLE


@pytest.mark.parametrize("surname", sorted(DOUBLE))
def test_a_double_surname_is_not_read_as_the_single_one_it_begins_with(surname):
    assert surname in READINGS or surname[0] not in READINGS
