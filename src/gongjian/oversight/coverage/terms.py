"""Words of coverage: what kind of hole a finding is, and where a proposal stands."""

from __future__ import annotations

from django.db.models import TextChoices


class Mark(TextChoices):
    GAP = "gap", "空白点"
    BLIND_SPOT = "blind_spot", "盲点"


class ProposalState(TextChoices):
    WAITING = "waiting", "等批复"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "未批准"
    WITHDRAWN = "withdrawn", "已撤回"
