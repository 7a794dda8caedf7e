"""Identity numbers (公民身份号码, GB 11643): check digit and date of birth. The area code is never judged."""

import re
from datetime import date
from functools import lru_cache
from operator import mul

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
SHAPE = re.compile(r"[0-9]{17}[0-9X]")
ROUNDED = re.compile(r"[0-9.]+E\+?1[67]|[0-9]{14,15}0{3,}")
ALL_ZEROS = sum(map(mul, WEIGHTS, b"0" * len(WEIGHTS)))
FIRST_YEAR = 1850


def fault_of(number: str, *, on: date) -> str | None:
    """What is wrong with a number in capitals, or None.

    id_truncated (rounded by a spreadsheet), id_malformed, id_birth_impossible, id_checksum.
    """
    if not SHAPE.fullmatch(number):
        return "id_truncated" if ROUNDED.fullmatch(number) else "id_malformed"
    born = birth_of(number)
    if check_character(number) != number[17]:
        return "id_truncated" if number.endswith("000") else "id_checksum"
    return None if born and born <= on else "id_birth_impossible"


def check_character(number: str) -> str:
    """The last character that the first 17 digits call for."""
    return CHECKS[(sum(map(mul, WEIGHTS, number.encode())) - ALL_ZEROS) % 11]


@lru_cache(maxsize=16)
def birth_of(number: str) -> date | None:
    """The date of birth in a number of 18 characters, or None when there is no such day."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return born if born.year >= FIRST_YEAR else None
