"""Pinyin (拼音) of names, for sorting and for finding them.

``person`` says whether a name begins with a surname, which is then read as surnames are: 解放 the person is Xiè Fàng,
解放村 the place is Jiěfàngcūn. Every character is looked up once per process.
"""

from functools import cache

from gongjian.foundation.strokes import stroke_key
from gongjian.foundation.surnames import READINGS, surname_of

__all__ = [
    "first_letters",
    "initials",
    "readings",
    "sort_key",
    "sort_key_pinyin",
    "spelled",
    "stroke_key",
    "syllables_of",
]

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
    return sort_key(name, syllables_of(name, person=person)[0])


def initials(name: str, *, person: bool = True) -> str:
    """The first letters of the syllables in the commonest reading, small: 单雄信 gives ``sxx``."""
    return first_letters(syllables_of(name, person=person)[0])


def readings(name: str, *, person: bool = True) -> tuple[str, ...]:
    """What may be typed to find a name: the pinyin without tones and the initials of every reading of its surname.

    单雄信 gives ``shanxiongxin``, ``sxx``, ``danxiongxin`` and ``dxx``; the commonest reading comes first.
    """
    found: dict[str, None] = {}
    for syllables in syllables_of(name, person=person):
        found |= {spelled(syllables): None, first_letters(syllables): None}
    return tuple(found)


def syllables_of(name: str, *, person: bool = True) -> list[list[str]]:
    """Every reading of NAME, one syllable such as ``zhang1`` to a character; the commonest reading comes first."""
    everyday = [_syllable(one) for one in name]
    if not person:
        return [_with_place_words(name, everyday), everyday]
    surnames = [each for each in (surname_of(name), name[:1]) if each in READINGS]
    return [*([*reading, *everyday[len(each) :]] for each in surnames for reading in READINGS[each]), everyday]


def sort_key(name: str, syllables: list[str]) -> str:
    """`sort_key_pinyin` of NAME, read as SYLLABLES."""
    return " ".join([syllable + one for syllable, one in zip(syllables, name, strict=True)])


def spelled(syllables: list[str]) -> str:
    """The pinyin without tones and blanks."""
    return "".join([one[:-1] if len(one) > 1 else one for one in syllables])


def first_letters(syllables: list[str]) -> str:
    """The initials of SYLLABLES."""
    return "".join([syllable[:1] for syllable in syllables])


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
