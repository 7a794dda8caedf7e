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

BRANCH_KINDS = (OrganizationKind.BRANCH, OrganizationKind.JOINT_BRANCH)


class Body(StrEnum):
    """区域性党组织: the three regional bodies of the 1+3 model."""

    ADMINISTRATIVE = "administrative"
    RESIDENTIAL = "residential"
    ENTERPRISE = "enterprise"

    @property
    def label(self) -> str:
        """The Chinese name shown on screen and written into sheets."""
        return BODY_LABELS[self]


BODY_LABELS = {
    Body.ADMINISTRATIVE: "行政组织党组",
    Body.RESIDENTIAL: "居民区综合党委",
    Body.ENTERPRISE: "非公企业联合党委",
}


class OrganizationState(StrEnum):
    """Whether an organization still stands."""

    ACTIVE = "active"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """The Chinese name shown on screen."""
        return ORGANIZATION_STATE_LABELS[self]


ORGANIZATION_STATE_LABELS = {OrganizationState.ACTIVE: "在用", OrganizationState.ENDED: "已撤销"}


def kind_of(name: str) -> OrganizationKind:
    """The kind an organization's name ends with, for tables that leave the kind out; a branch if it says nothing."""
    endings = {
        "工委": OrganizationKind.WORKING_COMMITTEE,
        "工作委员会": OrganizationKind.WORKING_COMMITTEE,
        "党组": OrganizationKind.PARTY_GROUP,
        "总支": OrganizationKind.GENERAL_BRANCH,
        "总支部": OrganizationKind.GENERAL_BRANCH,
        "联合党支部": OrganizationKind.JOINT_BRANCH,
        "联合支部": OrganizationKind.JOINT_BRANCH,
        "支部": OrganizationKind.BRANCH,
        "委": OrganizationKind.COMMITTEE,
        "委员会": OrganizationKind.COMMITTEE,
    }
    return next((kind for ending, kind in endings.items() if name.endswith(ending)), OrganizationKind.BRANCH)
