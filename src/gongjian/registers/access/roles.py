"""The access policy on one screen: what each role may do in the part of the tree it was granted for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """`sees` is the plain sentence shown to people who ask what the role may do."""

    key: str
    label: str
    sees: str
    permissions: frozenset[str]


LOOK = frozenset(
    {
        *("organizations.view", "units.view", "members.view", "places.view", "findings.view", "duties.view"),
        *("meetings.view", "reports.view", "research.view"),
        *("assessment.view", "coordination.view"),
    }
)
MEET = frozenset({"meetings.record", "reports.write", "research.record"})
REVIEW = frozenset({"reports.review"})
ASSESSED = frozenset({"assessment.answer"})
KEEP = frozenset(
    {"organizations.manage", "units.manage", "members.manage", "members.transfer", "members.unmask", "history.view"}
)
HAND_IN = frozenset({"sheets.import", "sheets.export", "findings.remedy"})
DECIDE = frozenset({"proposals.decide", "organizations.move", "duties.set", "duties.excuse", "assessment.set"})

_ALL = (
    Role(
        "street_office",
        "街道党工委、组织办",
        "看得到全街道的组织、单位和党员，能批复下级的申请，能改法规参数。",
        LOOK | KEEP | HAND_IN | DECIDE | MEET | REVIEW | {"rules.confirm", "access.view"},
    ),
    Role(
        "body_secretary",
        "区域性党组织书记",
        "看得到本条线的组织、单位和党员，能批复本条线的申请。",
        LOOK | KEEP | HAND_IN | DECIDE | MEET | REVIEW | ASSESSED,
    ),
    Role(
        "community_worker",
        "社区党务工作者",
        "看得到本社区的组织、单位和党员，能修改、导入，重要事项报上级批复。",
        LOOK | KEEP | HAND_IN | MEET | REVIEW | ASSESSED,
    ),
    Role(
        "branch_secretary",
        "支部书记",
        "看得到本支部和本支部的党员，能记联系、办转接。",
        LOOK
        | MEET
        | ASSESSED
        | {"members.manage", "members.transfer", "findings.remedy", "sheets.export", "history.view"},
    ),
    Role(
        "auditor",
        "审计、只读",
        "看得到范围内的记录和操作日志，不能修改，看不到完整的身份证号。",
        LOOK | {"history.view", "sheets.export", "access.view"},
    ),
    Role(
        "administrator",
        "系统管理员",
        "管账号、授权、通知渠道和法规参数，看得到这几样的操作日志，看不到党员和单位。",
        frozenset({"access.view", "access.manage", "rules.confirm", "organizations.view", "notices.manage"}),
    ),
)

ROLES: dict[str, Role] = {role.key: role for role in _ALL}
