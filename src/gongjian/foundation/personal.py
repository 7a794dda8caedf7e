"""Numbers that stand for one person: they are typed into forms that post, and never stand in an address."""

from __future__ import annotations

import re

GAP = r"[\s\-]*"
IDENTITY_BEGUN = rf"[1-8](?:{GAP}\d){{5}}{GAP}(?:1{GAP}9|2{GAP}0)(?:{GAP}\d){{2,}}(?:{GAP}[Xx])?"
IDENTITY_OF_OLD = rf"[1-8](?:{GAP}\d){{14}}"
MOBILE = rf"(?:\+?{GAP}8{GAP}6{GAP})?1{GAP}[3-9](?:{GAP}\d){{9}}"
NUMBER = rf"{GAP}(?:{IDENTITY_BEGUN}|{IDENTITY_OF_OLD}|{MOBILE}){GAP}"
LONG_NUMBER = re.compile(r"(?<![0-9])(?:1\d{2}[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8}|\d{17}[0-9Xx]|\d{9,})(?![0-9])")
NO_NUMBER = f"(?!{NUMBER}$).*"
INSTEAD = "按身份证号找人，请用页面最上面的搜索框。"
SAID = f"号码不放进网址，所以没有按它查。{INSTEAD}"
TYPED_HERE = f"这里不填身份证号和手机号。{INSTEAD}"


def is_personal(text: str) -> bool:
    """Whether TEXT is an identity number (公民身份号码), at least as far as the year of birth, or a mobile number.

    NO_NUMBER is the `pattern` by which a browser tells the same of what is typed, and does not send it.
    """
    return re.fullmatch(NUMBER, text) is not None


def numbers_in(text: str) -> list[str]:
    """What in TEXT looks like a telephone or an identity number, in the order written."""
    return LONG_NUMBER.findall(text)
