"""Sheets of units (单位摸底表): their columns, how cells are read, when a row is bad."""

from datetime import date
from itertools import islice

from gongjian.foundation.sheets.cells import Cell
from gongjian.foundation.sheets.checked import Complaint, Values
from gongjian.foundation.sheets.header import Header
from gongjian.foundation.sheets.rows import data_rows
from gongjian.foundation.sheets.sheet import Sheet
from gongjian.foundation.sheets.table import (
    DATE_SENTENCES,
    DATE_WARNINGS,
    Column,
    Reading,
    Table,
    as_choice,
    as_count,
    as_degrees,
    as_phone,
    as_remark,
    as_text,
)
from gongjian.foundation.sheets.text import compact, read_code
from gongjian.registers.units.codes import LENGTH, fault_of
from gongjian.registers.units.terms import UNIT_KIND_LABELS, UnitKind

KIND_NAMES = {label: kind for kind, label in UNIT_KIND_LABELS.items()} | {
    "派出机构": UnitKind.AGENCY,
    "机关派出单位": UnitKind.AGENCY,
    "居委会": UnitKind.RESIDENTS_COMMITTEE,
    "社区": UnitKind.RESIDENTS_COMMITTEE,
    "居民委员会": UnitKind.RESIDENTS_COMMITTEE,
    "社区居民委员会": UnitKind.RESIDENTS_COMMITTEE,
    "机关单位": UnitKind.STATE_ORGAN,
    "党政机关": UnitKind.STATE_ORGAN,
    "国家机关": UnitKind.STATE_ORGAN,
    "事业": UnitKind.PUBLIC_INSTITUTION,
    "机关事业单位": UnitKind.PUBLIC_INSTITUTION,
    "国企": UnitKind.STATE_ENTERPRISE,
    "国有": UnitKind.STATE_ENTERPRISE,
    "国有独资": UnitKind.STATE_ENTERPRISE,
    "国有控股企业": UnitKind.STATE_ENTERPRISE,
    "企业": UnitKind.ENTERPRISE,
    "非公": UnitKind.ENTERPRISE,
    "民营企业": UnitKind.ENTERPRISE,
    "私营企业": UnitKind.ENTERPRISE,
    "非公有制企业": UnitKind.ENTERPRISE,
    "非公有制经济组织": UnitKind.ENTERPRISE,
    "个体": UnitKind.SOLE_TRADER,
    "个体户": UnitKind.SOLE_TRADER,
    "个体工商": UnitKind.SOLE_TRADER,
    "社会团体": UnitKind.SOCIAL_ORGANIZATION,
    "基金会": UnitKind.SOCIAL_ORGANIZATION,
    "民办非企业单位": UnitKind.SOCIAL_ORGANIZATION,
    "民办非企业": UnitKind.SOCIAL_ORGANIZATION,
    "社会服务机构": UnitKind.SOCIAL_ORGANIZATION,
    "社会组织法人": UnitKind.SOCIAL_ORGANIZATION,
    "楼宇": UnitKind.BUILDING,
    "商务楼": UnitKind.BUILDING,
    "市场": UnitKind.MARKET,
    "物业": UnitKind.PROPERTY,
    "物业服务企业": UnitKind.PROPERTY,
    "业委会": UnitKind.OWNERS_COMMITTEE,
    "其它": UnitKind.OTHER,
}

SENTENCES = DATE_SENTENCES | {
    "name_missing": "没有写单位名称。请补上，或删掉这一行。",
    "kind_unknown": "没有看懂这个单位类别。先按没有填处理，导入后可以再选。",
    "uscc_length": "统一社会信用代码应当是 18 位。请对照营业执照改正。",
    "uscc_characters": "统一社会信用代码里有不会出现的字符（没有字母 I、O、S、V、Z）。请对照营业执照改正。",
    "uscc_checksum": "统一社会信用代码的最后一位对不上，可能有一位录错了。请对照营业执照改正。",
    "uscc_truncated": "统一社会信用代码被表格软件当成数字，后几位变成了 0。请把这一列设成文本，重新录入。",
    "uscc_duplicate": "这个统一社会信用代码前面的行已经用过。请核对哪一行是对的。",
    "organization_unknown": "台账里没有这个党组织，或简称对得上好几个。先按没有党组织处理，请核对名称。",
}
WARNINGS = DATE_WARNINGS | {"kind_unknown", "organization_unknown"}
LOOKED_AT = 50


def as_credit_code(value: Cell, on: date) -> Reading:
    """A social credit code; problems uscc_length, uscc_characters, uscc_checksum, uscc_truncated."""
    code = read_code(value)
    if code is None:
        return None, None
    if not isinstance(value, str):
        return code, "uscc_truncated"
    code = code.replace("-", "")
    return code, fault_of(code)


COLUMNS = (
    Column(
        "name",
        "单位名称",
        as_text,
        ("企业名称 单位全称 单位名 机构名称 社会组织名称 企业(单位)名称 单位(企业)名称 法人单位名称 名称"),
        distinct=True,
        width=32,
    ),
    Column(
        "code",
        "统一社会信用代码",
        as_credit_code,
        (
            "社会信用代码 信用代码 统一信用代码 统一社会信用代码证号 统一社会信用代码/组织机构代码 "
            "组织机构代码/统一社会信用代码 统一代码 单位代码"
        ),
        distinct=True,
        width=22,
    ),
    Column(
        "kind",
        "单位类别",
        as_choice(KIND_NAMES, "kind_unknown"),
        "单位类型 单位性质 类别 企业类型 企业性质 性质 机构类型",
        choices=tuple(UNIT_KIND_LABELS.values()),
    ),
    Column(
        "community",
        "所属社区",
        as_text,
        "社区 所在社区 社区名称",
    ),
    Column(
        "place",
        "所在楼宇/市场",
        as_text,
        "所在楼宇或市场 所在楼宇 楼宇名称 所在市场 楼宇 楼宇/市场 楼宇(市场)",
    ),
    Column(
        "industry",
        "行业",
        as_text,
        "所属行业 行业类别 行业分类 经营范围 主营业务",
    ),
    Column(
        "address",
        "地址",
        as_remark,
        "经营地址 单位地址 详细地址 注册地址 办公地址 所在地址",
        distinct=True,
        width=28,
    ),
    Column(
        "longitude",
        "经度",
        as_degrees,
        "lng lon longitude",
        distinct=True,
    ),
    Column(
        "latitude",
        "纬度",
        as_degrees,
        "lat latitude",
        distinct=True,
    ),
    Column(
        "staff",
        "从业人数",
        as_count,
        "从业人员数 从业人员 职工人数 员工人数 职工总数 职工数 员工数 从业人员总数 在职职工数 员工总数",
    ),
    Column(
        "members_total",
        "党员总数",
        as_count,
        (
            "党员数 党员人数 党员情况总数 党员情况合计 党员合计 党员数总数 党员人数总数 党员数合计 "
            "党员人数合计 党员总人数 党员"
        ),
        parts="总数 合计 总人数 小计 党员总数",
    ),
    Column(
        "members_full",
        "正式党员数",
        as_count,
        (
            "党员情况正式 正式党员 正式党员人数 其中正式党员 党员情况正式党员 党员数正式 党员人数正式 "
            "党员数正式党员 党员人数正式党员"
        ),
        parts="正式 正式党员",
    ),
    Column(
        "members_probationary",
        "预备党员数",
        as_count,
        (
            "党员情况预备 预备党员 预备党员人数 其中预备党员 党员情况预备党员 党员数预备 党员人数预备 "
            "党员数预备党员 党员人数预备党员"
        ),
        parts="预备 预备党员",
    ),
    Column(
        "organization",
        "已建党组织",
        as_text,
        (
            "已建党组织名称 党组织名称 所属党组织 党组织 所建党组织 建立党组织名称 覆盖党组织 "
            "所在党组织 单位建立党组织情况 党组织建立情况 已建立党组织名称"
        ),
        width=28,
    ),
    Column(
        "instructor",
        "党建指导员",
        as_text,
        "党建工作指导员 指导员 党建联络员 选派党建指导员 党建工作指导员姓名 党建指导员姓名",
    ),
    Column(
        "contact",
        "联系人",
        as_text,
        "单位联系人 联系人姓名 负责人 法定代表人 法人代表 法人",
    ),
    Column(
        "phone",
        "联系电话",
        as_phone,
        "电话 手机 手机号码 联系方式 联系人电话 电话号码 单位电话",
        distinct=True,
    ),
    Column(
        "note",
        "备注",
        as_remark,
        "说明 备注说明 备注信息",
        width=24,
    ),
)

TABLE = Table(
    kind="units",
    label="单位摸底表",
    columns=COLUMNS,
    key="name",
    telling=frozenset(
        {
            "code",
            "kind",
            "community",
            "place",
            "staff",
            "industry",
            "address",
            "members_total",
            "organization",
            "instructor",
        }
    ),
    needed=2,
    proof=("code", "kind", "address"),
    sentences=SENTENCES,
    warnings=WARNINGS,
)


def settled(header: Header, sheet: Sheet) -> Header:
    """The header without a 单位代码 that is a number of the office's own, not the social credit code."""
    index = header.columns.get("code")
    if index is None or "信用" in header.texts[index]:
        return header
    cells = [row.cells[index] for row in islice(data_rows(sheet, header), LOOKED_AT) if index < len(row.cells)]
    said = [code for cell in cells if (code := read_code(cell))]
    is_own = 2 * sum(len(code) == LENGTH for code in said) < len(said)
    return header.mapped({index: None}) if is_own else header


def judge(values: Values) -> list[Complaint]:
    """What is wrong with a row by itself."""
    return [] if values["name"] else [("name_missing", "name")]


class UnitNames:
    """The names of units, asked for the unit a workplace means: the name, or the name, a blank and the post."""

    def __init__(self, names: list[str]) -> None:
        self.names = {compact(name): name for name in reversed(names)}
        self.answers: dict[str, str | None] = {}

    def match(self, workplace: str) -> str | None:
        """The unit's name as in its own table, or None when the text names no unit."""
        if workplace not in self.answers:
            self.answers[workplace] = self._match(workplace)
        return self.answers[workplace]

    def _match(self, workplace: str) -> str | None:
        words = workplace.split()
        beginnings = ("".join(words[:count]) for count in range(len(words), 0, -1))
        return next((self.names[key] for text in beginnings if (key := compact(text)) in self.names), None)
