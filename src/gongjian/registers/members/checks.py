"""What a member's dates and number must satisfy, for what is typed into a form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongjian.foundation.rulebook import rule
from gongjian.registers.members.identity import birth_of, fault_of
from gongjian.registers.members.tables import SENTENCES
from gongjian.registers.members.terms import MemberStatus
from gongjian.rules.months import add_months

DATES = ("born_on", "joined_on", "converted_on", "away_on", "last_contact_on")


def faults_of(values: Mapping[str, Any], *, on: date) -> dict[str, str]:
    """{field: what is wrong and what to do} of the values of a member, read but not yet saved."""
    faults = {field: "这一天还没有到。请核对日期。" for field in DATES if values.get(field) and values[field] > on}
    joined, converted = values.get("joined_on"), values.get("converted_on")
    number = values.get("identity", "")
    if number and (fault := fault_of(number, on=on)):
        faults["identity"] = SENTENCES[fault]
    born = values.get("born_on") or (birth_of(number) if number and "identity" not in faults else None)
    if joined and converted and converted < joined:
        faults["converted_on"] = "转正日期比入党日期还早。请核对这两个日期。"
    if converted and values.get("status") == MemberStatus.PROBATIONARY:
        faults["converted_on"] = "预备党员还没有转正日期。请改人员类别，或清掉转正日期。"
    if joined and born and joined < add_months(born, 12 * rule("age.min_joining", on=joined).number):
        faults["joined_on"] = "入党的时候还不满 18 岁。请核对入党日期和出生日期。"
    return faults
