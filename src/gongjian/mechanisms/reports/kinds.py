"""The report templates (汇报模板) the platform brings along: who writes them, what they count and ask, as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongjian.foundation.work import StandingDuty
from gongjian.mechanisms.reports.terms import Below
from gongjian.registers.organizations.terms import BRANCH_KINDS, Body, OrganizationKind

OF_AGENCIES = (*BRANCH_KINDS, OrganizationKind.GENERAL_BRANCH, OrganizationKind.COMMITTEE, OrganizationKind.PARTY_GROUP)
OF_COMMUNITIES = (OrganizationKind.COMMITTEE, OrganizationKind.GENERAL_BRANCH, *BRANCH_KINDS)


@dataclass(frozen=True, slots=True)
class Asked:
    """A text that only a person can write."""

    key: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """FIGURES are keys of the registry's figures; a figure that no folder offers is left out."""

    title: str
    figures: tuple[str, ...] = ()
    texts: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """One report template. Written by organizations of KINDS, by BODIES, and by those right below the bodies of BELOW.

    MONTHS is how long its period is; MEMBERS are the templates of subordinates that it assembles.
    """

    key: str
    label: str
    months: int
    sections: tuple[Section, ...]
    kinds: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    members: tuple[str, ...] = ()

    def is_written_by(self, kind: str, body: str, superior_body: str) -> bool:
        """Whether an organization of that KIND, being the regional BODY or below one, writes it."""
        return kind in self.kinds or (body != "" and body in self.bodies) or superior_body in self.below

    @property
    def figures(self) -> tuple[str, ...]:
        """The keys of all its figures, each once."""
        return tuple(dict.fromkeys(key for section in self.sections for key in section.figures))

    @property
    def outline(self) -> list[dict[str, Any]]:
        """The sections as a report and a row of the office keep them."""
        return [
            {
                "title": section.title,
                "figures": list(section.figures),
                "texts": [{"key": each.key, "label": each.label, "hint": each.hint} for each in section.texts],
            }
            for section in self.sections
        ]


def sections_from(outline: Sequence[Mapping[str, Any]]) -> tuple[Section, ...]:
    """What an outline says."""
    return tuple(
        Section(each["title"], tuple(each["figures"]), tuple(Asked(**text) for text in each["texts"]))
        for each in outline
    )


MEETINGS = (
    "meetings_held",
    "meeting_people_due",
    "meeting_people_present",
    "meeting_attendance",
    "meeting_resolutions",
    "follow_ups_closed",
    "follow_ups_open",
)
MEMBERS = (
    "members",
    "members_probationary",
    "members_floating",
    "members_without_branch",
    "members_admitted",
    "members_converted",
    "members_in",
    "members_out",
    "members_left",
)
BRANCHES = ("organizations_branches", "organizations_founded", "organizations_ended", "organizations_elected")
UNITS = ("units", "units_covered", "units_instructed", "units_uncovered", "units_covered_share")
COVERAGE = ("gaps", "blind_spots")
JUDGED = Asked("judgement", "工作情况和存在的问题", "数字上面都有了，这里只写看法：做成了什么，卡在哪里，为什么。")
PLANNED = Asked("plan", "下一步打算", "写准做什么、谁来做、什么时候做完。")
HELP = Asked("help", "需要上级协调的事", "没有就空着。")
MAY_STAY_EMPTY = (HELP.key,)

BODY_REPORT = Pattern(
    "body_report",
    "区域性党组织月报",
    1,
    (
        Section("党组织和党员", ("organizations", *BRANCHES, *MEMBERS)),
        Section("覆盖", (*UNITS, *COVERAGE)),
        Section("会议和落实", MEETINGS),
        Section("本月工作", texts=(JUDGED,)),
        Section("下月安排", texts=(PLANNED, HELP)),
    ),
    bodies=tuple(Body),
    members=("community_report", "agency_report"),
)
COMMUNITY_REPORT = Pattern(
    "community_report",
    "社区月报",
    1,
    (
        Section("党组织和党员", (*BRANCHES, *MEMBERS)),
        Section("辖区单位和覆盖", (*UNITS, *COVERAGE)),
        Section("会议和落实", MEETINGS),
        Section("本月工作", texts=(JUDGED,)),
        Section("下月安排", texts=(PLANNED, HELP)),
    ),
    below=(Below.RESIDENTIAL,),
)
AGENCY_REPORT = Pattern(
    "agency_report",
    "行政组织工作汇报",
    1,
    (
        Section("党员队伍", MEMBERS),
        Section("组织生活和落实", MEETINGS),
        Section("单位和缺口", ("units_covered", *COVERAGE)),
        Section("履行职责情况", texts=(JUDGED,)),
        Section("下月安排", texts=(PLANNED,)),
    ),
    below=(Below.ADMINISTRATIVE,),
)
BRANCH_SUMMARY = Pattern(
    "branch_summary",
    "支部年度总结",
    12,
    (
        Section("党员队伍", MEMBERS),
        Section("组织生活", MEETINGS),
        Section("覆盖的单位和缺口", ("units_covered", *COVERAGE)),
        Section("一年工作", texts=(Asked("judgement", "主要做法和不足", "数字上面都有了，这里只写看法。"),)),
        Section("明年打算", texts=(PLANNED,)),
    ),
    kinds=tuple(BRANCH_KINDS),
)

PATTERNS: Mapping[str, Pattern] = {
    each.key: each for each in (BODY_REPORT, COMMUNITY_REPORT, AGENCY_REPORT, BRANCH_SUMMARY)
}
DUTIES = (
    StandingDuty(
        "body_report",
        "区域性党组织月报",
        "body_report",
        "body_report.every_months",
        bodies=tuple(Body),
        due_working_day=5,
    ),
    StandingDuty(
        "community_report",
        "社区月报",
        "community_report",
        "community_report.every_months",
        kinds=OF_COMMUNITIES,
        needs="communities",
        due_working_day=3,
    ),
    StandingDuty(
        "agency_report",
        "行政组织工作汇报",
        "agency_report",
        "agency_report.every_months",
        kinds=OF_AGENCIES,
        needs="agencies",
        due_working_day=3,
    ),
)
