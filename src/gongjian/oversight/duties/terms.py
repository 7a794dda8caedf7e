"""The words of the calendar of duties (应办日历)."""

from django.db import models


class Needs(models.TextChoices):
    """Which of the organizations of a kind owe a duty."""

    NOTHING = "", "都要办"
    COMMITTEE = "committee", "设委员会的"


class Every(models.TextChoices):
    """How often an office's own duty is owed."""

    MONTH = "1", "每月"
    TWO_MONTHS = "2", "每两个月"
    QUARTER = "3", "每季度"
    HALF_YEAR = "6", "每半年"
    YEAR = "12", "每年"
