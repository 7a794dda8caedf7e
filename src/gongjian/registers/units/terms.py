"""The kinds of unit (单位) found in a sub-district."""

from enum import StrEnum


class UnitKind(StrEnum):
    """单位类别, as survey sheets name it."""

    AGENCY = "agency"
    RESIDENTS_COMMITTEE = "residents_committee"
    STATE_ORGAN = "state_organ"
    PUBLIC_INSTITUTION = "public_institution"
    SCHOOL = "school"
    STATE_ENTERPRISE = "state_enterprise"
    ENTERPRISE = "enterprise"
    SOLE_TRADER = "sole_trader"
    SOCIAL_ORGANIZATION = "social_organization"
    BUILDING = "building"
    MARKET = "market"
    PROPERTY = "property"
    OWNERS_COMMITTEE = "owners_committee"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The Chinese name shown on screen and written into sheets."""
        return UNIT_KIND_LABELS[self]


UNIT_KIND_LABELS = {
    UnitKind.AGENCY: "机关派出机构",
    UnitKind.RESIDENTS_COMMITTEE: "社区居委会",
    UnitKind.STATE_ORGAN: "机关",
    UnitKind.PUBLIC_INSTITUTION: "事业单位",
    UnitKind.SCHOOL: "学校",
    UnitKind.STATE_ENTERPRISE: "国有企业",
    UnitKind.ENTERPRISE: "非公企业",
    UnitKind.SOLE_TRADER: "个体工商户",
    UnitKind.SOCIAL_ORGANIZATION: "社会组织",
    UnitKind.BUILDING: "商务楼宇",
    UnitKind.MARKET: "专业市场",
    UnitKind.PROPERTY: "物业公司",
    UnitKind.OWNERS_COMMITTEE: "业主委员会",
    UnitKind.OTHER: "其他",
}


class UnitState(StrEnum):
    """Whether a unit is still in the area."""

    ACTIVE = "active"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The Chinese name shown on screen."""
        return UNIT_STATE_LABELS[self]


UNIT_STATE_LABELS = {UnitState.ACTIVE: "在营", UnitState.CLOSED: "已迁出或注销"}

STANDINGS = {
    "organization": "有党组织",
    "instructor": "只派了指导员",
    "missing": "没有覆盖",
    "exempt": "不要求覆盖",
}
