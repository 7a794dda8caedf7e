"""The columns of a roster of members (党员花名册): what offices call them, and how their cells are read."""

from datetime import date

from gongjian.foundation.sheets.cells import Cell
from gongjian.foundation.sheets.table import Column, Reading, as_choice, as_date, as_phone, as_remark, as_text
from gongjian.foundation.sheets.text import compact, means_nothing, narrow, read_code, read_text
from gongjian.registers.members.identity import fault_of
from gongjian.registers.members.terms import (
    MEMBER_CATEGORY_LABELS,
    MEMBER_STATUS_LABELS,
    SEX_LABELS,
    MemberCategory,
    MemberStatus,
    Sex,
)

SEX_NAMES = {"男": Sex.MALE, "男性": Sex.MALE, "1": Sex.MALE, "女": Sex.FEMALE, "女性": Sex.FEMALE, "2": Sex.FEMALE}
STATUS_NAMES = {
    "正式党员": MemberStatus.FULL,
    "正式": MemberStatus.FULL,
    "中共党员": MemberStatus.FULL,
    "中共正式党员": MemberStatus.FULL,
    "党员": MemberStatus.FULL,
    "预备党员": MemberStatus.PROBATIONARY,
    "预备": MemberStatus.PROBATIONARY,
    "中共预备党员": MemberStatus.PROBATIONARY,
}
CATEGORY_WORDS = {
    "居民": MemberCategory.RESIDENT,
    "在职": MemberCategory.ON_JOB,
    "在岗": MemberCategory.ON_JOB,
    "在职在岗": MemberCategory.ON_JOB,
    "机关在职": MemberCategory.ON_JOB,
    "离退休": MemberCategory.RETIRED,
    "退休": MemberCategory.RETIRED,
    "离休": MemberCategory.RETIRED,
    "流动": MemberCategory.FLOATING,
    "两新": MemberCategory.TWO_NEW,
    "两新组织": MemberCategory.TWO_NEW,
    "无挂靠": MemberCategory.UNAFFILIATED,
    "未挂靠": MemberCategory.UNAFFILIATED,
}
CATEGORY_NAMES = {word + suffix: category for word, category in CATEGORY_WORDS.items() for suffix in ("", "党员")}
NO_BRANCH = frozenset({"无挂靠", "未挂靠", "无挂靠党员", "暂无", "无党支部", "无支部", "待定", "未落实"})


def as_identity_number(value: Cell, on: date) -> Reading:
    """An identity number; problems id_missing, id_truncated, id_malformed, id_birth_impossible, id_checksum."""
    number = read_code(value)
    if number is None:
        return None, "id_missing"
    if not isinstance(value, str):
        return number, "id_truncated" if len(number) > 15 else "id_malformed"
    return number, fault_of(number, on=on)


def as_ethnicity(value: Cell, on: date) -> Reading:
    """The name of a people, always with 族 (汉 is 汉族)."""
    text = read_text(value)
    return (text if text is None or text.endswith(("族", "人", "他")) else f"{text}族"), None


as_category = as_choice(CATEGORY_NAMES, "category_unknown")


def as_branch(value: Cell, on: date) -> Reading:
    """The name of a branch as typed; 无挂靠 means none."""
    text = read_text(value)
    return (None if text is None or compact(text) in NO_BRANCH else text), None


def as_workplace(value: Cell, on: date) -> Reading:
    """A workplace with its post; the blank between the two stays."""
    if not isinstance(value, str):
        return read_text(value), None
    return (None if means_nothing(value) else " ".join(narrow(value).split())), None


COLUMNS = (
    Column(
        "name",
        "姓名",
        as_text,
        "党员姓名 姓名(党员) 名字 党员名字",
        distinct=True,
    ),
    Column(
        "sex",
        "性别",
        as_choice(SEX_NAMES, "sex_unknown"),
        choices=tuple(SEX_LABELS.values()),
        width=8,
    ),
    Column(
        "ethnicity",
        "民族",
        as_ethnicity,
        "族别 民族名称",
        width=10,
    ),
    Column(
        "identity_number",
        "公民身份号码",
        as_identity_number,
        (
            "身份证号 身份证号码 身份证 公民身份证号 公民身份证号码 身份号码 居民身份证号码 "
            "身份证件号码 证件号码 居民身份证号 党员身份证号 党员身份证号码 公民身份证 身份证件号"
        ),
        distinct=True,
        width=22,
    ),
    Column(
        "born_on",
        "出生日期",
        as_date,
        "出生年月日 出生年月 出生时间 生日 出生",
    ),
    Column(
        "education",
        "学历",
        as_text,
        "最高学历 文化程度 学历层次 受教育程度",
    ),
    Column(
        "joined_on",
        "入党日期",
        as_date,
        (
            "加入党组织日期 入党时间 加入党组织时间 入党年月 入党年月日 加入中国共产党日期 "
            "加入中共时间 加入中共党组织日期 何时入党 加入中国共产党时间 入党 加入党组织年月"
        ),
    ),
    Column(
        "converted_on",
        "转正日期",
        as_date,
        (
            "转正时间 转为正式党员日期 转为正式党员时间 转正年月 转正年月日 预备党员转正日期 "
            "转为正式日期 预备党员转正时间 成为正式党员日期 转正式党员日期 转正式党员时间 转正"
        ),
    ),
    Column(
        "status",
        "人员类别",
        as_choice(STATUS_NAMES, "status_unknown"),
        ("党员类别(正式/预备) 党籍类别 正式/预备 党员身份 是否正式党员 党员状态 正式或预备 人员类型 政治面貌"),
        choices=tuple(MEMBER_STATUS_LABELS.values()),
    ),
    Column(
        "native_place",
        "籍贯",
        as_text,
        "祖籍",
    ),
    Column(
        "organization",
        "组织关系所在党支部",
        as_branch,
        (
            "所在党支部 所在支部 组织关系所在支部 所属党支部 所属支部 党支部 支部名称 党支部名称 "
            "支部 组织关系所在党组织 所在党组织 所属党组织 党组织名称 组织关系 组织关系所在地 "
            "党组织 所在党支部名称 所在支部名称 组织关系隶属党支部"
        ),
        width=30,
    ),
    Column(
        "workplace",
        "工作单位",
        as_workplace,
        (
            "工作单位及职务 单位及职务 工作单位和职务 单位 工作单位、职务 所在单位 工作单位职务 "
            "工作岗位 单位职务 工作单位及岗位 工作单位名称 单位名称 现工作单位 单位和职务 "
            "所在单位及职务"
        ),
        width=28,
    ),
    Column(
        "category",
        "党员类型",
        as_category,
        "党员类别(居民/在职等) 党员类别 党员分类 党员种类 类型",
        choices=tuple(MEMBER_CATEGORY_LABELS.values()),
    ),
    Column(
        "away_place",
        "外出地点",
        as_text,
        "流动地点 流向 外出流向 流入地 流出地点 流动去向 外出去向",
        width=18,
    ),
    Column(
        "away_on",
        "外出日期",
        as_date,
        "流动日期 外出时间 流动时间 流出日期 流出时间",
    ),
    Column(
        "last_contact_on",
        "最近联系日期",
        as_date,
        (
            "最近一次联系日期 最近联系时间 最近一次联系时间 最后联系日期 最后联系时间 上次联系日期 最后一次联系日期 "
            "上次联系时间 最后一次联系时间 最近联系 最近一次联系 末次联系日期"
        ),
    ),
    Column(
        "phone",
        "联系电话",
        as_phone,
        "手机 手机号 手机号码 电话 联系方式 电话号码 本人电话 本人联系电话 联系号码",
        distinct=True,
    ),
    Column(
        "community",
        "居住社区",
        as_text,
        "居住地所在社区 居住地社区 所在社区 社区 所属社区 现居住社区 居住地所属社区 现居住地社区 常住社区",
    ),
    Column(
        "note",
        "备注",
        as_remark,
        "说明 备注说明 备注信息",
        width=24,
    ),
)
