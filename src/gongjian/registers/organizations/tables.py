"""Sheets of party organizations (党组织台账): their columns, how cells are read, when a row is bad."""

from gongjian.foundation.sheets.checked import Complaint, Values
from gongjian.foundation.sheets.table import (
    DATE_SENTENCES,
    DATE_WARNINGS,
    Column,
    Table,
    as_choice,
    as_date,
    as_few,
    as_list,
    as_phone,
    as_remark,
    as_text,
)
from gongjian.foundation.tree import MAX_DEPTH
from gongjian.registers.organizations.terms import ORGANIZATION_KIND_LABELS, OrganizationKind

KIND_NAMES = {
    "党工委": OrganizationKind.WORKING_COMMITTEE,
    "工委": OrganizationKind.WORKING_COMMITTEE,
    "街道党工委": OrganizationKind.WORKING_COMMITTEE,
    "工作委员会": OrganizationKind.WORKING_COMMITTEE,
    "党的工作委员会": OrganizationKind.WORKING_COMMITTEE,
    "党组": OrganizationKind.PARTY_GROUP,
    "党委": OrganizationKind.COMMITTEE,
    "基层党委": OrganizationKind.COMMITTEE,
    "委员会": OrganizationKind.COMMITTEE,
    "党委会": OrganizationKind.COMMITTEE,
    "社区党委": OrganizationKind.COMMITTEE,
    "综合党委": OrganizationKind.COMMITTEE,
    "联合党委": OrganizationKind.COMMITTEE,
    "党总支": OrganizationKind.GENERAL_BRANCH,
    "总支": OrganizationKind.GENERAL_BRANCH,
    "总支部": OrganizationKind.GENERAL_BRANCH,
    "党总支部": OrganizationKind.GENERAL_BRANCH,
    "社区党总支": OrganizationKind.GENERAL_BRANCH,
    "党支部": OrganizationKind.BRANCH,
    "支部": OrganizationKind.BRANCH,
    "独立党支部": OrganizationKind.BRANCH,
    "单独党支部": OrganizationKind.BRANCH,
    "社区党支部": OrganizationKind.BRANCH,
    "联合党支部": OrganizationKind.JOINT_BRANCH,
    "联合支部": OrganizationKind.JOINT_BRANCH,
}

LONGEST_NAME = 120
SENTENCES = DATE_SENTENCES | {
    "name_missing": "没有写党组织名称。请补上，或删掉这一行。",
    "name_long": f"这个名称超过 {LONGEST_NAME} 个字，太长了。请写全称，别的内容写到备注里。",
    "kind_unknown": "没有看懂这个组织类别。请写党工委、党组、党委、党总支、党支部或联合党支部。",
    "parent_unknown": "台账里没有这个上级党组织。请核对名称，或先把上级登记进来。",
    "parent_ambiguous": "这个简称对得上好几个党组织。请写全称。",
    "parent_bad": "它的上级党组织那一行有错，没有收进来。请先改好上级。",
    "parent_is_branch": "它的上级是党支部，下面不能再设组织。请把上级改成党总支或党委。",
    "kind_has_below": "它下面还有组织，不能改成党支部。请核对组织类别。",
    "too_deep": f"组织最多 {MAX_DEPTH} 层，放不下了。请选高一些的上级。",
    "parent_missing": "没有写上级党组织。先归到街道党工委名下。",
    "cycle": "上下级绕成了一圈：它的上级又归它管。请改正上级党组织。",
    "name_duplicate": "这个名称前面已经有了，上级却不一样。请写全称，让两个名称不同。",
    "name_repeated": "这个党组织前面已经写过一行。两行按同一个党组织处理。",
}
WARNINGS = DATE_WARNINGS | {"kind_unknown", "parent_missing", "name_repeated"}

COLUMNS = (
    Column(
        "name",
        "党组织名称",
        as_text,
        "党组织全称 组织名称 党组织 支部名称 党支部名称 组织全称 党组织名 基层党组织名称 名称",
        distinct=True,
        width=32,
    ),
    Column(
        "kind",
        "组织类别",
        as_choice(KIND_NAMES, "kind_unknown"),
        "党组织类别 组织类型 党组织类型 类别 党组织种类 建制 组织形式 组织设置",
        choices=tuple(ORGANIZATION_KIND_LABELS.values()),
    ),
    Column(
        "parent",
        "上级党组织",
        as_text,
        (
            "上级党组织名称 上级组织 隶属党组织 隶属关系 上一级党组织 上级党组织全称 隶属上级党组织 "
            "上级名称 上级组织名称 直属上级党组织 所属党组织 所属上级党组织 批准成立的上级党组织全称 上级"
        ),
        width=28,
    ),
    Column(
        "founded_on",
        "成立日期",
        as_date,
        (
            "建立时间 成立时间 建立日期 组建时间 组建日期 批准成立日期 批准成立时间 党组织成立日期 "
            "党组织成立时间 党组织建立时间 设立时间 设立日期"
        ),
    ),
    Column(
        "elected_on",
        "上次换届日期",
        as_date,
        (
            "最近换届日期 换届日期 换届时间 上次换届时间 最近一次换届日期 最近换届时间 本届选举日期 "
            "最近一次换届时间 本届换届时间 本届任期起始日期 选举日期 选举时间 届期起始日期 "
            "本届成立时间 换届选举日期 换届选举时间 最近一次换届选举日期 最近一次换届选举时间"
        ),
    ),
    Column(
        "term_years",
        "任期(年)",
        as_few,
        "任期 任期年限 届期 届期(年) 任期年数 每届任期",
    ),
    Column(
        "secretary",
        "书记",
        as_text,
        "书记姓名 党组织书记 党组织书记姓名 支部书记 负责人 党组织负责人 支部书记姓名 书记名字",
    ),
    Column(
        "committee_size",
        "委员会人数",
        as_few,
        "委员人数 委员数 班子人数 支委人数 委员会成员数 支委会人数 委员会委员数 班子成员数 支委数 委员会委员人数",
    ),
    Column(
        "unit_names",
        "所在单位",
        as_list,
        (
            "覆盖单位 联合支部所在单位 党组织所在单位 所在单位名称 涵盖单位 所属单位 依托单位 "
            "包含单位 联合单位 覆盖单位名称"
        ),
        width=40,
    ),
    Column(
        "community",
        "所属社区",
        as_text,
        "社区 所在社区 社区名称",
    ),
    Column(
        "phone",
        "联系电话",
        as_phone,
        "电话 手机 手机号码 联系方式 书记电话 书记联系电话 电话号码",
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
    kind="organizations",
    label="党组织台账",
    columns=COLUMNS,
    key="name",
    telling=frozenset({"kind", "parent", "secretary", "elected_on", "founded_on", "committee_size"}),
    needed=2,
    proof=("kind", "parent", "founded_on"),
    sentences=SENTENCES,
    warnings=WARNINGS,
)


def judge(values: Values) -> list[Complaint]:
    """What is wrong with a row by itself."""
    if not values["name"]:
        return [("name_missing", "name")]
    return [("name_long", "name")] if len(values["name"]) > LONGEST_NAME else []
