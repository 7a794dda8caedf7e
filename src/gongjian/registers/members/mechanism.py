"""What the register of members offers upstairs."""

from __future__ import annotations

from gongjian.foundation.registry import FindingRule, Offers
from gongjian.registers.members import explanations, findings

FINDING_RULES = (
    FindingRule(
        key="member_without_branch",
        label="党员没有支部",
        subject_type="member",
        mark="gap",
        severity=1,
        rule_key="transfer.where",
        find=findings.member_without_branch,
        explain=explanations.without_branch,
    ),
    FindingRule(
        key="floating_member_lost",
        label="流动党员失去联系",
        subject_type="member",
        mark="blind_spot",
        severity=2,
        rule_key="floating.lost_after_months",
        find=findings.floating_member_lost,
        explain=explanations.contact_lost,
    ),
)

OFFERS = Offers(label="党员", basis="组织框架", finding_rules=FINDING_RULES)
