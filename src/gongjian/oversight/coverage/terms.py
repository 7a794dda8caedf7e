"""Words of coverage: what kind of hole a finding is, where a proposal stands, and what the board counts."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import TextChoices

from gongjian.registers.units.terms import UnitKind


class Mark(TextChoices):
    GAP = "gap", "空白点"
    BLIND_SPOT = "blind_spot", "盲点"


class ProposalState(TextChoices):
    WAITING = "waiting", "等批复"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "未批准"
    WITHDRAWN = "withdrawn", "已撤回"


UNIT_GAPS = ("unit_needs_branch", "unit_needs_joint_branch", "unit_needs_instructor")
UNCOVERED = "uncovered"
KINDS: Mapping[str, tuple[str, tuple[UnitKind, ...]]] = {
    "public": ("机关事业", (UnitKind.STATE_ORGAN, UnitKind.PUBLIC_INSTITUTION, UnitKind.SCHOOL)),
    "state": ("国有企业", (UnitKind.STATE_ENTERPRISE,)),
    "enterprise": ("非公企业", (UnitKind.ENTERPRISE,)),
    "social": ("社会组织", (UnitKind.SOCIAL_ORGANIZATION,)),
    "building": ("楼宇市场", (UnitKind.BUILDING, UnitKind.MARKET)),
    "trader": ("个体商户", (UnitKind.SOLE_TRADER,)),
    "estate": ("物业业委会", (UnitKind.PROPERTY, UnitKind.OWNERS_COMMITTEE)),
    "other": ("其他", (UnitKind.OTHER,)),
}
COLUMN_OF = {kind: column for column, (_, kinds) in KINDS.items() for kind in kinds}

ALL_FINDINGS = ""
WORK_OWED, WORK_OVERDUE = "work.owed", "work.overdue"
SHOULD = "should."
INSTRUCTED = "instructed."
MISSING = "missing."
