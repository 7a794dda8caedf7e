"""The words of meetings (会议)."""

from enum import StrEnum

from django.db import models


class Due(StrEnum):
    """Who should come (应到) to a kind of meeting."""

    FULL_MEMBERS = "full members"
    MEMBERS = "members"
    COMMITTEE = "committee"
    INVITED = "invited"


class MeetingState(models.TextChoices):
    """From the first thought to the signed minutes."""

    DRAFT = "draft", "草稿"
    CALLED = "called", "已通知"
    HELD = "held", "已开"
    RECORDED = "recorded", "纪要待确认"
    LOCKED = "locked", "已定稿"
    CANCELLED = "cancelled", "取消"


UNFINISHED = (MeetingState.DRAFT, MeetingState.CALLED, MeetingState.HELD, MeetingState.RECORDED)


class Reply(models.TextChoices):
    """回执: what an invited person answered."""

    NONE = "", "没有回执"
    COMING = "coming", "参加"
    EXCUSED = "excused", "请假"


class Presence(models.TextChoices):
    """How an invited person is entered by the recorder; nobody checks in as a duty."""

    NONE = "", "没有登记"
    PRESENT = "present", "到会"
    LEAVE = "leave", "请假"
    ABSENT = "absent", "缺席"


class Part(models.TextChoices):
    """In what part somebody attends."""

    DUE = "due", "应到"
    OBSERVER = "observer", "列席"


class Decision(models.TextChoices):
    """哪一类事: what is voted on, where the rules count its votes in a way of their own."""

    ORDINARY = "", "一般事项"
    ADMISSION = "admission", "接收预备党员、转正"
    ELECTION = "election", "选举"
