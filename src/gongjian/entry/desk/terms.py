"""What can become of a batch of files somebody hands in."""

from __future__ import annotations

from django.db.models import TextChoices


class BatchState(TextChoices):
    UPLOADED = "uploaded", "已上传，等待检查"
    CHECKING = "checking", "正在检查"
    CHECKED = "checked", "检查完了，等您确认"
    IMPORTING = "importing", "正在写入"
    DONE = "done", "已导入"
    UNDONE = "undone", "已撤销"
    FAILED = "failed", "没有完成"


class NotNow(Exception):
    """The batch is not in a state in which this can be done; the text says why."""


UNDER_WAY = (BatchState.UPLOADED, BatchState.CHECKING, BatchState.IMPORTING)
EDITABLE = (BatchState.CHECKED, BatchState.FAILED)
