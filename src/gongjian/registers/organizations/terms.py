"""The kinds of party organization (党组织) a sub-district knows."""

from enum import StrEnum


class OrganizationKind(StrEnum):
    """组织类别, as the national roster names it."""

    WORKING_COMMITTEE = "working_committee"
    PARTY_GROUP = "party_group"
    COMMITTEE = "committee"
    GENERAL_BRANCH = "general_branch"
    BRANCH = "branch"
    JOINT_BRANCH = "joint_branch"

    @property
    def label(self) -> str:
        """The Chinese name shown on screen and written into sheets."""
        return ORGANIZATION_KIND_LABELS[self]


ORGANIZATION_KIND_LABELS = {
    OrganizationKind.WORKING_COMMITTEE: "党工委",
    OrganizationKind.PARTY_GROUP: "党组",
    OrganizationKind.COMMITTEE: "党委",
    OrganizationKind.GENERAL_BRANCH: "党总支",
    OrganizationKind.BRANCH: "党支部",
    OrganizationKind.JOINT_BRANCH: "联合党支部",
}
