"""The words of the calendar of duties (应办日历)."""

from __future__ import annotations

from django.db import models

TOLD = 6
ONLY_REMINDS = "没有，只提醒，过了那天不算逾期"


class Needs(models.TextChoices):
    """Which of the organizations of a kind owe a duty."""

    NOTHING = "", "都要办"
    COMMITTEE = "committee", "设委员会的"
    COMMUNITIES = "communities", "居民区综合党委直接下级"
    AGENCIES = "agencies", "行政组织党组直接下级"


class Rhythm(models.TextChoices):
    """By what the periods of a duty are cut."""

    MONTHS = "months", "每几个月一次，自己定"
    DAYS = "days", "每年固定的几天"
    TERM = "term", "每届一次"


class Every(models.TextChoices):
    """How often an office's own duty is usually owed: the months of a period that is counted from January."""

    MONTH = "1", "每月"
    TWO_MONTHS = "2", "每两个月"
    QUARTER = "3", "每季度"
    HALF_YEAR = "6", "每半年"
    YEAR = "12", "每年"


class Standing(models.TextChoices):
    """How a period stands, as lists and strips show it."""

    OVERDUE = "overdue", "逾期"
    OPEN = "open", "待办"
    AHEAD = "ahead", "未到时候"
    DONE = "done", "已办"
    LATE = "late", "逾期补办"
    EXCUSED = "excused", "免办"


MARKS = {
    Standing.OVERDUE: "none",
    Standing.OPEN: "owed",
    Standing.AHEAD: "ahead",
    Standing.DONE: "full",
    Standing.LATE: "half",
    Standing.EXCUSED: "free",
}
