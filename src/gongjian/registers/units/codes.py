"""Unified social credit codes (统一社会信用代码, GB 32100)."""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
VALUES = {character: value for value, character in enumerate(ALPHABET)}
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
LENGTH = 18


def fault_of(code: str) -> str | None:
    """What is wrong with a code in capitals: uscc_length, uscc_characters, uscc_checksum, or None."""
    if len(code) != LENGTH:
        return "uscc_length"
    if any(character not in VALUES for character in code) or not (code[2:8].isascii() and code[2:8].isdecimal()):
        return "uscc_characters"
    return None if code[-1] == check_character(code) else "uscc_checksum"


def check_character(code: str) -> str:
    """The last character that the first 17 call for."""
    total = sum(VALUES[character] * weight for character, weight in zip(code, WEIGHTS, strict=False))
    return ALPHABET[-total % len(ALPHABET)]
