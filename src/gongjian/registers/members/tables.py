"""Sheets of party members (党员花名册): when a row is bad."""

from datetime import date
from functools import cache
from itertools import islice

from gongjian.foundation.sheets.checked import Complaint, Values
from gongjian.foundation.sheets.header import Header
from gongjian.foundation.sheets.rows import data_rows
from gongjian.foundation.sheets.sheet import Sheet
from gongjian.foundation.sheets.table import DATE_SENTENCES, DATE_WARNINGS, Table, fold_header
from gongjian.foundation.sheets.text import read_text
from gongjian.registers.members.columns import CATEGORY_NAMES, COLUMNS, STATUS_NAMES
from gongjian.registers.members.identity import birth_of
from gongjian.registers.members.terms import MemberStatus
from gongjian.rules import rule

LOOKED_AT = 50
LONGEST_NAME = 60

SENTENCES = DATE_SENTENCES | {
    "name_missing": "没有写姓名。请补上，或删掉这一行。",
    "name_long": f"这个姓名超过 {LONGEST_NAME} 个字，太长了。请只写姓名，别的内容写到备注里。",
    "id_missing": "没有写身份证号。请补上。",
    "id_malformed": "身份证号应当是 18 位：17 位数字，加一位数字或 X。请对照身份证改正。",
    "id_checksum": "身份证号的最后一位对不上，可能有一位录错了。请对照身份证改正。",
    "id_birth_impossible": "身份证号里的出生日期没有这一天，或者还没有到。请对照身份证改正。",
    "id_truncated": "身份证号被表格软件当成数字，后几位变成了 0，找不回来。请把这一列设成文本，重新录入。",
    "id_duplicate": "这个身份证号前面的行已经用过。请核对是不是同一个人登记了两次。",
    "branch_unknown": "台账里没有这个党支部。请核对名称，或先把它登记进来。",
    "branch_ambiguous": "这个简称对得上好几个党支部。请写全称，例如带上社区的名字。",
    "conversion_before_join": "转正日期比入党日期还早。请核对这两个日期。",
    "join_before_18": "入党的时候还不满 18 岁。请核对入党日期和身份证号。",
    "probationary_with_conversion": "写的是预备党员，却有转正日期。请改人员类别，或清掉转正日期。",
    "status_unknown": "没有看懂这个人员类别。请写正式党员或预备党员。",
    "category_unknown": "没有看懂这个党员类型。先按没有填处理，导入后可以再选。",
    "sex_unknown": "没有看懂这个性别。先按没有填处理。",
}
WARNINGS = DATE_WARNINGS | {"status_unknown", "category_unknown", "sex_unknown"}

TABLE = Table(
    kind="members",
    label="党员花名册",
    columns=COLUMNS,
    key="name",
    telling=frozenset({"identity_number", "joined_on", "converted_on", "status", "organization", "category"}),
    needed=2,
    proof=("identity_number", "joined_on", "born_on"),
    sentences=SENTENCES,
    warnings=WARNINGS,
)


def settled(header: Header, sheet: Sheet) -> Header:
    """The header with 人员类别 and 党员类型 told apart by their cells, where only one of them is there.

    Offices call both of them 党员类别.
    """
    for has, lacks, words in (("category", "status", STATUS_NAMES), ("status", "category", CATEGORY_NAMES)):
        if has in header.columns and lacks not in header.columns:
            index = header.columns[has]
            cells = [row.cells[index] for row in islice(data_rows(sheet, header), LOOKED_AT) if index < len(row.cells)]
            said = [text for cell in cells if (text := read_text(cell))]
            if said and 2 * sum(fold_header(text) in words for text in said) > len(said):
                return header.mapped({index: lacks})
    return header


def judge(values: Values) -> list[Complaint]:
    """What does not fit together in a row."""
    name = values["name"]
    complaints = [] if name else [("name_missing", "name")]
    if name and len(name) > LONGEST_NAME:
        complaints.append(("name_long", "name"))
    if "identity_number" not in values:
        complaints.append(("id_missing", "identity_number"))
    joined, converted = values.get("joined_on"), values.get("converted_on")
    if joined:
        if converted and converted < joined:
            complaints.append(("conversion_before_join", "converted_on"))
        if not was_old_enough(values, joined):
            complaints.append(("join_before_18", "joined_on"))
    if converted and values.get("status") == MemberStatus.PROBATIONARY:
        complaints.append(("probationary_with_conversion", "converted_on"))
    return complaints


def was_old_enough(values: Values, day: date) -> bool:
    """Whether the member was old enough to join on `day`, by the identity number, else the date of birth."""
    born = _birth(values)
    return born is None or (born.year + _joining_age(day), born.month, born.day) <= (day.year, day.month, day.day)


@cache
def _joining_age(day: date) -> int:
    return int(rule("age.min_joining", on=day).number)


def _birth(values: Values) -> date | None:
    number = values.get("identity_number")
    born = birth_of(number) if number and len(number) == 18 else None
    return born or values.get("born_on")
