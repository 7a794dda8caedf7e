"""Sheets of party organizations (党组织台账): their columns, how cells are read, when a row is bad."""

from collections.abc import Mapping, Sequence

from gongjian.foundation.sheets.checked import CheckedRow, Complaint, Reporter, Values
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
from gongjian.registers.organizations.names import Doubt, NameIndex
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

SENTENCES = DATE_SENTENCES | {
    "name_missing": "没有写党组织名称。请补上，或删掉这一行。",
    "kind_unknown": "没有看懂这个组织类别。请写党工委、党组、党委、党总支、党支部或联合党支部。",
    "parent_unknown": "台账里没有这个上级党组织。请核对名称，或先把上级登记进来。",
    "parent_ambiguous": "这个简称对得上好几个党组织。请写全称。",
    "parent_bad": "它的上级党组织那一行有错，没有收进来。请先改好上级。",
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
    return [] if values["name"] else [("name_missing", "name")]


def check_tree(rows: Sequence[tuple[CheckedRow, Reporter]], known: Mapping[str, str | None]) -> NameIndex:
    """Resolve every row's superior to its full name, then report unknown, ambiguous, circular and bad superiors.

    `known` are the superiors of the organizations already on the platform. Returns the names that exist after an
    import of the good rows.
    """
    named = [(row, reporter) for row, reporter in rows if row.values["name"]]
    _check_repeats(named)
    index = NameIndex([*known, *(row.values["name"] for row, _ in named)])
    for row, reporter in rows:
        _resolve_parent(row, reporter, index)
    tree = dict(known) | {row.values["name"]: row.values.get("parent") for row, _ in named}
    circular = _in_cycles(tree)
    for row, reporter in named:
        if row.values["name"] in circular:
            _report(row, reporter, "cycle", "parent", row.values["parent"] or "")
    _reject_orphans(named, known)
    good = [row.values["name"] for row, _ in named if row.is_good]
    return NameIndex([*known, *good], street=index.street)


def _report(row: CheckedRow, reporter: Reporter, code: str, name: str, found: str) -> None:
    row.problems.append(reporter.problem(code, name, found))


def _check_repeats(named: Sequence[tuple[CheckedRow, Reporter]]) -> None:
    first: dict[str, str | None] = {}
    for row, reporter in named:
        name, parent = row.values["name"], row.values.get("parent")
        if name not in first:
            first[name] = parent
        else:
            _report(row, reporter, "name_repeated" if first[name] == parent else "name_duplicate", "name", name)


def _resolve_parent(row: CheckedRow, reporter: Reporter, index: NameIndex) -> None:
    text = row.values.get("parent")
    is_root = row.values.get("kind") == OrganizationKind.WORKING_COMMITTEE
    if is_root:
        row.values["parent"] = None
    elif text is None:
        row.values["parent"] = None
        _report(row, reporter, "parent_missing", "parent", "")
    else:
        meant = index.resolve(text)
        row.values["parent"] = meant.name
        if meant.doubt:
            code = "parent_ambiguous" if meant.doubt is Doubt.AMBIGUOUS else "parent_unknown"
            _report(row, reporter, code, "parent", text)


def _in_cycles(tree: Mapping[str, str | None]) -> set[str]:
    """The names that are above themselves."""
    settled: set[str] = set()
    circular: set[str] = set()
    for start in tree:
        path: dict[str, None] = {}
        name: str | None = start
        while name is not None and name not in settled and name not in path:
            path[name] = None
            name = tree.get(name)
        if name in path:
            names = list(path)
            circular.update(names[names.index(name) :])  # type: ignore[arg-type]
        settled.update(path)
    return circular


def _reject_orphans(named: Sequence[tuple[CheckedRow, Reporter]], known: Mapping[str, str | None]) -> None:
    """Report rows whose superior is itself a bad row, from the top down."""
    standing = set(known) | {row.values["name"] for row, _ in named if row.is_good}
    waiting = [(row, reporter) for row, reporter in named if row.is_good]
    while orphans := [entry for entry in waiting if (entry[0].values["parent"] or "") not in standing | {""}]:
        for row, reporter in orphans:
            _report(row, reporter, "parent_bad", "parent", row.values["parent"])
            standing.discard(row.values["name"])
        waiting = [entry for entry in waiting if entry[0].is_good]
