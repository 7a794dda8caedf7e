"""The fields of a member in the words of the roster, for forms, lists, timelines and conflicts."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongjian.foundation.secrets import masked_phone
from gongjian.registers.members.terms import MemberCategory, MemberState, MemberStatus, Sex

LABELS = {
    "name": "姓名",
    "sex": "性别",
    "ethnicity": "民族",
    "identity": "公民身份号码",
    "born_on": "出生日期",
    "education": "学历",
    "native_place": "籍贯",
    "status": "人员类别",
    "category": "党员类型",
    "organization": "组织关系所在党支部",
    "joined_on": "入党日期",
    "converted_on": "转正日期",
    "workplace": "工作单位",
    "phone": "联系电话",
    "community": "居住社区",
    "away_place": "外出地点",
    "away_on": "外出日期",
    "last_contact_on": "最近联系日期",
    "note": "备注",
    "state": "在册情况",
    "left_on": "离开日期",
}

EDITABLE = (
    "name",
    "sex",
    "ethnicity",
    "born_on",
    "education",
    "native_place",
    "status",
    "category",
    "joined_on",
    "converted_on",
    "workplace",
    "phone",
    "community",
    "away_place",
    "away_on",
    "last_contact_on",
    "note",
)
BULK = ("category", "community", "education", "last_contact_on")
TERMS: dict[str, Any] = {"sex": Sex, "status": MemberStatus, "category": MemberCategory, "state": MemberState}


def words_of(field: str, value: Any) -> str:
    """A stored value as people read it; phones masked, nothing as empty."""
    if value is None or value == "":
        return ""
    if field in TERMS:
        return TERMS[field](value).label
    if field == "phone":
        return masked_phone(str(value))
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)
