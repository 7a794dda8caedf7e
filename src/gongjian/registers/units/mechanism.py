"""What the register of units offers upstairs."""

from __future__ import annotations

from gongjian.foundation.registry import FindingRule, Offers
from gongjian.registers.units import explanations, findings

FINDING_RULES = (
    FindingRule(
        key="unit_needs_branch",
        label="应建党支部",
        subject_type="unit",
        mark="gap",
        severity=1,
        rule_key="branch.min_full_members",
        find=findings.unit_needs_branch,
        explain=explanations.needs_branch,
    ),
    FindingRule(
        key="unit_needs_joint_branch",
        label="应建联合党支部",
        subject_type="unit",
        mark="gap",
        severity=2,
        rule_key="coverage.joint_branch",
        find=findings.unit_needs_joint_branch,
        explain=explanations.needs_joint_branch,
    ),
    FindingRule(
        key="unit_needs_instructor",
        label="应派党建指导员",
        subject_type="unit",
        mark="gap",
        severity=3,
        rule_key="coverage.instructor",
        find=findings.unit_needs_instructor,
        explain=explanations.needs_instructor,
    ),
    FindingRule(
        key="members_unregistered",
        label="单位党员没有登记",
        subject_type="unit",
        mark="gap",
        severity=3,
        rule_key="coverage.registration",
        find=findings.members_unregistered,
        explain=explanations.unregistered,
    ),
    FindingRule(
        key="joint_branch_too_many_units",
        label="联合党支部单位过多",
        subject_type="organization",
        mark="blind_spot",
        severity=3,
        rule_key="joint_branch.max_units",
        find=findings.joint_branch_too_many_units,
        explain=explanations.too_many_units,
    ),
)

OFFERS = Offers(label="单位", basis="组织框架", finding_rules=FINDING_RULES)
