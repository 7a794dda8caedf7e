"""Pinyin (拼音) of names, for sorting and for finding them.

``person`` says whether a name begins with a surname, which is then read as surnames are: 解放 the person is Xiè Fàng,
解放村 the place is Jiěfàngcūn. Every character is looked up once per process.
"""

from collections.abc import Iterator
from functools import cache

from gongjian.foundation.strokes import stroke_key
from gongjian.foundation.surnames import READINGS, surname_of

__all__ = ["initials", "readings", "sort_key_pinyin", "stroke_key"]

PLACE_WORDS = {
    word: reading.split()
    for word, reading in {
        "朝阳": "chao2 yang2",
        "成都": "cheng2 du1",
        "重庆": "chong2 qing4",
        "大厦": "da4 sha4",
        "都市": "du1 shi4",
        "会计": "kuai4 ji4",
        "六安": "lu4 an1",
        "厦门": "xia4 men2",
        "商行": "shang1 hang2",
        "行业": "hang2 ye4",
        "银行": "yin2 hang2",
        "音乐": "yin1 yue4",
        "长城": "chang2 cheng2",
        "长春": "chang2 chun1",
        "长江": "chang2 jiang1",
        "长宁": "chang2 ning2",
        "长沙": "chang2 sha1",
    }.items()
}


def sort_key_pinyin(name: str, *, person: bool = True) -> str:
    """A text that sorts names by pinyin, tone and character, to be compared byte by byte.

    Each character stands as ``syllable tone character``, so that 张 and 章 do not mix.
    """
    syllables = _first_reading(name, person=person)
    return " ".join([syllable + one for syllable, one in zip(syllables, name, strict=True)])


def initials(name: str, *, person: bool = True) -> str:
    """The first letters of the syllables in the commonest reading, small: 单雄信 gives ``sxx``."""
    return "".join([syllable[:1] for syllable in _first_reading(name, person=person)])


def readings(name: str, *, person: bool = True) -> tuple[str, ...]:
    """What may be typed to find a name: the pinyin without tones and the initials of every reading of its surname.

    单雄信 gives ``shanxiongxin``, ``sxx``, ``danxiongxin`` and ``dxx``; the commonest reading comes first.
    """
    found: dict[str, None] = {}
    for syllables in _all_readings(name, person=person):
        found["".join([_toneless(one) for one in syllables])] = None
        found["".join([one[:1] for one in syllables])] = None
    return tuple(found)


def _first_reading(name: str, *, person: bool) -> list[str]:
    return next(_all_readings(name, person=person))


def _all_readings(name: str, *, person: bool) -> Iterator[list[str]]:
    everyday = [_syllable(one) for one in name]
    if person:
        for surname in (surname_of(name), name[:1]):
            for reading in READINGS.get(surname, ()):
                yield [*reading, *everyday[len(surname) :]]
    else:
        yield _with_place_words(name, everyday)
    yield everyday


def _with_place_words(name: str, everyday: list[str]) -> list[str]:
    syllables = everyday.copy()
    for at in range(len(name) - 1):
        if word := PLACE_WORDS.get(name[at : at + 2]):
            syllables[at : at + 2] = word
    return syllables


@cache
def _syllable(character: str) -> str:
    """The everyday reading such as ``zhang1``; a letter or digit stands for itself, a mark or blank for nothing."""
    from pypinyin import Style, pinyin  # a fifth of a second that a start of the program need not wait for

    if not character.isalnum():
        return ""
    reading = pinyin(character, style=Style.TONE3, neutral_tone_with_five=True)[0][0]
    return reading.lower() if reading.isascii() else character


def _toneless(syllable: str) -> str:
    return syllable[:-1] if len(syllable) > 1 else syllable
