"""Numbers that stand for one person: they are typed into forms that post, and never stand in an address."""

from __future__ import annotations

import re

IDENTITY_BEGUN = r"[1-8]\d{5}(?:19|20)\d{2}\d*[\dX]?"
IDENTITY_OF_OLD = r"[1-8]\d{14}"
MOBILE = r"(?:\+?86)?1[3-9]\d{9}"
NUMBER = re.compile(f"(?:{IDENTITY_BEGUN}|{IDENTITY_OF_OLD}|{MOBILE})", re.IGNORECASE)


def is_personal(text: str) -> bool:
    """Whether TEXT is an identity number (公民身份号码), at least as far as the year of birth, or a mobile number."""
    return NUMBER.fullmatch(re.sub(r"[\s-]", "", text)) is not None
