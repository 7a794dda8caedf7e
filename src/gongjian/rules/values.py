"""The value of a rule as people read and type it."""

from fractions import Fraction

from gongjian.rules.entries import Rule, Value

YES, NO = "是", "否"
MOST_DIGITS = 6


class UnfitValue(ValueError):
    """What was typed cannot be a value of this rule; the message tells the person what is wanted."""


def written(value: Value) -> str:
    """The value as it stands on a page and in a field: ``3``, ``4/5``, 是, or the text itself."""
    if isinstance(value, bool):
        return YES if value else NO
    return str(value)


def typed(words: str, *, like: Rule) -> Value:
    """The value a person typed for a rule, of the type of the rule's own value; raises UnfitValue."""
    words = words.strip()
    if isinstance(like.value, bool):
        return _yes_or_no(words)
    if isinstance(like.value, int):
        return _whole_number(words)
    if isinstance(like.value, Fraction):
        return _fraction(words)
    if not words:
        raise UnfitValue("请填写内容。")
    return words


def _yes_or_no(words: str) -> bool:
    if words not in {YES, NO}:
        raise UnfitValue("请填“是”或者“否”。")
    return words == YES


def _whole_number(words: str) -> int:
    number = _digits(words)
    if not number:
        raise UnfitValue("请填大于 0 的整数。")
    return number


def _fraction(words: str) -> Fraction:
    above, _, below = words.partition("/")
    part, whole = _digits(above), _digits(below)
    if not 0 < part <= whole:
        raise UnfitValue("请填分数，例如 4/5。")
    return Fraction(part, whole)


def _digits(words: str) -> int:
    """The number in WORDS, 0 where there is none; one of many digits is a slip of the hand."""
    if len(words) > MOST_DIGITS:
        raise UnfitValue(f"数字太大了。请核对，最多 {MOST_DIGITS} 位。")
    return int(words) if words.isdecimal() else 0
