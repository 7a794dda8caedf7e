"""What a party member (党员) can be: standing, category and sex."""

from enum import StrEnum


class MemberStatus(StrEnum):
    """人员类别: full or probationary."""

    FULL = "full"
    PROBATIONARY = "probationary"

    @property
    def label(self) -> str:
        """The Chinese name shown on screen and written into sheets."""
        return MEMBER_STATUS_LABELS[self]


class MemberCategory(StrEnum):
    """党员类型: where a member lives the life of the organization."""

    RESIDENT = "resident"
    ON_JOB = "on_job"
    RETIRED = "retired"
    FLOATING = "floating"
    TWO_NEW = "two_new"
    UNAFFILIATED = "unaffiliated"

    @property
    def label(self) -> str:
        """The Chinese name shown on screen and written into sheets."""
        return MEMBER_CATEGORY_LABELS[self]


class Sex(StrEnum):
    """性别."""

    MALE = "male"
    FEMALE = "female"

    @property
    def label(self) -> str:
        """The Chinese name shown on screen and written into sheets."""
        return SEX_LABELS[self]


MEMBER_STATUS_LABELS = {MemberStatus.FULL: "正式党员", MemberStatus.PROBATIONARY: "预备党员"}

MEMBER_CATEGORY_LABELS = {
    MemberCategory.RESIDENT: "居民党员",
    MemberCategory.ON_JOB: "在职党员",
    MemberCategory.RETIRED: "离退休党员",
    MemberCategory.FLOATING: "流动党员",
    MemberCategory.TWO_NEW: "两新党员",
    MemberCategory.UNAFFILIATED: "无挂靠党员",
}

SEX_LABELS = {Sex.MALE: "男", Sex.FEMALE: "女"}
