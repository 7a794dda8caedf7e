"""The words of coordination (统筹协调)."""

from __future__ import annotations

from django.db import models


class By(models.TextChoices):
    """What open items are put together by."""

    BODY = "body", "按条线"
    WHO = "who", "按谁办"
    AGE = "age", "按多久了"


class Age(models.TextChoices):
    """How long something has been open; the oldest first."""

    YEAR = "year", "满一年"
    HALF = "half", "半年到一年"
    QUARTER = "quarter", "三个月到半年"
    MONTH = "month", "一个月到三个月"
    NEW = "new", "不到一个月"


class Lateness(models.TextChoices):
    LATE = "late", "已经逾期"
    DUE = "due", "没有逾期"


FROM_DAYS = {Age.YEAR: 365, Age.HALF: 182, Age.QUARTER: 91, Age.MONTH: 30, Age.NEW: 0}
ABOVE = "above"
ABOVE_LABEL = "不归三个区域性党组织的"
NOBODY = "还没有派给谁"
