"""The words of work reports (工作汇报)."""

from enum import StrEnum

from django.db import models


class ReportState(models.TextChoices):
    """From the first word to the superior's nod."""

    DRAFT = "draft", "草稿"
    SENT = "sent", "已报送"
    RETURNED = "returned", "已退回"
    ACCEPTED = "accepted", "已接收"


class Below(models.TextChoices):
    """Organizations that write a report because of whose direct subordinates they are."""

    RESIDENTIAL = "residential", "居民区综合党委的直接下级"
    ADMINISTRATIVE = "administrative", "行政组织党组的直接下级"
    ENTERPRISE = "enterprise", "非公企业联合党委的直接下级"


class Meaning(StrEnum):
    """What a placeholder of an outside form (套表) stands for."""

    FIGURE = "figure"
    BEFORE = "before"
    WORD = "word"
    TEXT = "text"


MONTHS = {1: "每月", 3: "每季度", 6: "每半年", 12: "每年"}
WRITING = (ReportState.DRAFT, ReportState.RETURNED)
HANDED_IN = (ReportState.SENT, ReportState.ACCEPTED)
