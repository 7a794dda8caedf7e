"""The words of assessment (考核评价). What is assessed are organizations, never persons."""

from __future__ import annotations

from django.db import models


class Every(models.IntegerChoices):
    """What a scheme covers."""

    QUARTER = 3, "季度"
    YEAR = 12, "年度"


class Stage(models.TextChoices):
    """From the first thought to the fixed result."""

    DRAFT = "draft", "没有定"
    OPEN = "open", "考核中"
    PUBLISHED = "published", "已公布"


class Measure(models.TextChoices):
    """Where the points of an indicator (考核指标) come from."""

    DATA = "data", "平台自动算"
    JUDGED = "judged", "看材料评"
    MUTUAL = "mutual", "条块互评"


class Formula(models.TextChoices):
    """How a number becomes points."""

    SCALE = "scale", "达到目标得满分，到底线不得分，中间按比例"
    DEDUCT = "deduct", "满分起算，每有一个扣几分"


class Way(models.TextChoices):
    """How an indicator comes to its points, as it is chosen: each asks for other things."""

    SCALE = "scale", "自动算：达到目标得满分"
    DEDUCT = "deduct", "自动算：每有一个扣几分"
    JUDGED = "judged", "看材料评"
    MUTUAL = "mutual", "条块互评"


class Band(models.TextChoices):
    """档次: what a result is called; there are no ranks."""

    GOOD = "good", "好"
    FAIR = "fair", "较好"
    PLAIN = "plain", "一般"
    POOR = "poor", "需改进"


BANDS = tuple(Band)
PROVISIONAL = "暂计"
TONES = {Band.GOOD: "g", Band.FAIR: "b", Band.PLAIN: "a", Band.POOR: "o"}
RATING_SHARES = {Band.GOOD: 100, Band.FAIR: 80, Band.PLAIN: 60, Band.POOR: 30}


class Side(models.TextChoices):
    """The two sides that rate one another (条块互评)."""

    AGENCY = "agency", "驻区机关"
    COMMUNITY = "community", "社区"

    @property
    def other(self) -> Side:
        return Side.COMMUNITY if self == Side.AGENCY else Side.AGENCY


class Size(models.TextChoices):
    """How big an organization is, so that like stands beside like."""

    SMALL = "small", "小"
    MIDDLE = "middle", "中"
    LARGE = "large", "大"


class LineState(models.TextChoices):
    """How one line of a result came about."""

    COMPUTED = "computed", "自动"
    JUDGED = "judged", "评审"
    RATED = "rated", "互评"
    CORRECTED = "corrected", "申诉后改"
    WAITING = "waiting", "还没有评"
    FREE = "free", "不计"
