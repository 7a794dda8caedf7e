"""The kinds of meeting (会议): who holds them, who is due, how they vote, and what is owed of them, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gongjian.foundation.work import StandingDuty
from gongjian.mechanisms.meetings.terms import Due
from gongjian.registers.organizations.terms import BRANCH_KINDS, Body, OrganizationKind

BRANCHES = tuple(BRANCH_KINDS)
HIGHER = (
    OrganizationKind.WORKING_COMMITTEE,
    OrganizationKind.PARTY_GROUP,
    OrganizationKind.COMMITTEE,
    OrganizationKind.GENERAL_BRANCH,
)
BODIES = tuple(Body)


@dataclass(frozen=True, slots=True)
class MeetingKind:
    """One kind. HOLDERS are kinds of organization that may hold it (all when empty), BODIES leaves only regional ones.

    FAMILY names the voting rule of `gongjian.rules.voting`, "" where nothing is put to the vote; NEEDS_QUORUM says that
    its text asks for the quorum to meet at all, not only to vote. `agenda` is what a new meeting begins with; USUAL is
    proposed in its place to those who plan the first one.
    """

    key: str
    label: str
    due: Due
    holders: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    family: str = ""
    needs_quorum: bool = False
    agenda: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()
    with_parties: bool = False
    duty: StandingDuty | None = None

    @property
    def may_be_counted_along(self) -> bool:
        """Whether a meeting of another kind may be one of this kind as well; a quorum is that of its own people."""
        return self.duty is not None and not self.needs_quorum

    def may_be_held_by(self, kind: str, body: str) -> bool:
        if self.bodies:
            return body in self.bodies
        return not self.holders or kind in self.holders


def _owed(key: str, label: str, rule_key: str, **asked: object) -> StandingDuty:
    return StandingDuty(key, label, key, rule_key, **asked)  # type: ignore[arg-type]


_ALL = (
    MeetingKind(
        "assembly",
        "党员大会",
        Due.FULL_MEMBERS,
        holders=BRANCHES,
        family="assembly",
        usual=("支部委员会报告工作", "讨论决定本季度要办的事"),
        duty=_owed("assembly", "党员大会", "assembly.every_months", kinds=BRANCHES, lead_days=20),
    ),
    MeetingKind(
        "committee_meeting",
        "支部委员会会议",
        Due.COMMITTEE,
        holders=BRANCHES,
        family="committee",
        needs_quorum=True,
        usual=("上次定的事落实情况", "研究本月工作"),
        duty=_owed(
            "committee_meeting",
            "支部委员会会议",
            "committee_meeting.every_months",
            kinds=BRANCHES,
            needs="committee",
            lead_days=10,
        ),
    ),
    MeetingKind(
        "group_meeting",
        "党小组会",
        Due.MEMBERS,
        holders=BRANCHES,
        usual=("集中学习", "落实支部布置的事"),
        duty=_owed("group_meeting", "党小组会", "group_meeting.every_months", lead_days=10),
    ),
    MeetingKind(
        "lecture",
        "党课",
        Due.MEMBERS,
        usual=("讲课", "联系实际讨论"),
        duty=_owed("lecture", "党课", "lecture.every_months", kinds=BRANCHES, lead_days=20),
    ),
    MeetingKind(
        "theme_day",
        "主题党日",
        Due.MEMBERS,
        holders=BRANCHES,
        usual=("集中学习", "民主议事和志愿服务"),
        duty=_owed("theme_day", "主题党日", "theme_day.every_months", kinds=BRANCHES, lead_days=10),
    ),
    MeetingKind(
        "organization_life_meeting",
        "组织生活会",
        Due.MEMBERS,
        holders=BRANCHES,
        agenda=("通报上年整改和本次准备情况", "个人查摆，相互批评", "明确整改的事和时限"),
        duty=_owed(
            "organization_life_meeting",
            "组织生活会",
            "organization_life_meeting.per_year",
            every="year",
            kinds=BRANCHES,
            lead_days=60,
        ),
    ),
    MeetingKind(
        "appraisal",
        "民主评议党员",
        Due.MEMBERS,
        holders=BRANCHES,
        agenda=("个人自评", "党员互评", "民主测评", "提出评定意见"),
        duty=_owed("appraisal", "民主评议党员", "appraisal.per_year", every="year", kinds=BRANCHES, lead_days=60),
    ),
    MeetingKind(
        "regional_body_meeting",
        "区域性党组织例会",
        Due.INVITED,
        bodies=BODIES,
        family="committee",
        agenda=("上次议定事项落实情况", "本月重点工作", "下级组织提请研究的事"),
        duty=_owed(
            "regional_body_meeting",
            "区域性党组织例会",
            "regional_body_meeting.every_months",
            bodies=BODIES,
            lead_days=10,
        ),
    ),
    MeetingKind(
        "joint_conference",
        "联席会议",
        Due.INVITED,
        holders=HIGHER,
        with_parties=True,
        agenda=("上次议定事项落实情况", "需要各方协调的事", "议定事项、责任方和时限"),
        duty=_owed(
            "joint_conference",
            "联席会议",
            "joint_conference.every_months",
            kinds=(OrganizationKind.WORKING_COMMITTEE,),
            lead_days=20,
        ),
    ),
    MeetingKind(
        "party_government_meeting",
        "党政联席会议",
        Due.INVITED,
        holders=HIGHER,
        usual=("上次议定事项落实情况", "提请研究的事"),
        with_parties=True,
    ),
    MeetingKind(
        "committee_plenum",
        "党委（党总支）会议",
        Due.COMMITTEE,
        holders=HIGHER,
        family="committee",
        usual=("上次定的事落实情况", "研究本月工作"),
    ),
    MeetingKind(
        "consultation",
        "居民议事",
        Due.INVITED,
        with_parties=True,
        agenda=("说明要议的事", "各方发表意见", "形成意见和怎么办"),
    ),
    MeetingKind("other", "其他会议", Due.INVITED),
)

KINDS: Mapping[str, MeetingKind] = {each.key: each for each in _ALL}
DUTIES = tuple(each.duty for each in _ALL if each.duty is not None)
