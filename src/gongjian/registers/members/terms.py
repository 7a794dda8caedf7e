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


class MemberState(StrEnum):
    """Whether a member is on the street's roll, or how they left it."""

    ACTIVE = "active"
    MOVED = "moved"
    DIED = "died"
    EXPELLED = "expelled"
    WITHDRAWN = "withdrawn"
    SUSPENDED = "suspended"

    @property
    def label(self) -> str:
        """The Chinese name shown on screen."""
        return MEMBER_STATE_LABELS[self]


MEMBER_STATE_LABELS = {
    MemberState.ACTIVE: "在册",
    MemberState.MOVED: "已转出",
    MemberState.DIED: "已去世",
    MemberState.EXPELLED: "已开除",
    MemberState.WITHDRAWN: "已退党、除名",
    MemberState.SUSPENDED: "停止党籍",
}


class TransferState(StrEnum):
    """Where a transfer of affiliation (转接) stands."""

    SENT = "sent"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The Chinese name shown on screen."""
        return TRANSFER_STATE_LABELS[self]


TRANSFER_STATE_LABELS = {
    TransferState.SENT: "等对方接收",
    TransferState.ACCEPTED: "已接收",
    TransferState.RETURNED: "已退回",
    TransferState.WITHDRAWN: "已撤回",
}
