"""Which findings about members there are, and what ends them."""

from __future__ import annotations

from gongjian.foundation.registry import FindingRule, Remedy
from gongjian.registers.members import explanations, findings, remedy_forms, remedying

FINDING_RULES = (
    FindingRule(
        key="member_without_branch",
        label="党员没有支部",
        subject_type="members",
        mark="gap",
        severity=1,
        rule_key="transfer.where",
        find=findings.member_without_branch,
        explain=explanations.without_branch,
    ),
    FindingRule(
        key="floating_member_lost",
        label="流动党员失去联系",
        subject_type="members",
        mark="blind_spot",
        severity=2,
        rule_key="floating.lost_after_months",
        find=findings.floating_member_lost,
        explain=explanations.contact_lost,
    ),
)

REMEDIES = (
    Remedy(
        key="affiliate",
        label="编入支部",
        rules=("member_without_branch",),
        subject_type="members",
        form=remedy_forms.Affiliate,
        carry_out=remedying.affiliate,
        permission="members.transfer",
        main=True,
    ),
    Remedy(
        key="log_contact",
        label="记一次联系",
        rules=("floating_member_lost",),
        subject_type="members",
        form=remedy_forms.LogContact,
        carry_out=remedying.log_contact,
        permission="members.manage",
        main=True,
    ),
    Remedy(
        key="divide_branch",
        label="分设支部",
        rules=("branch_too_large",),
        subject_type="organizations",
        form=remedy_forms.DivideBranch,
        carry_out=remedying.divide_branch,
        permission="findings.remedy",
        approval="branch.founding_procedure",
        main=True,
    ),
    Remedy(
        key="merge_branch",
        label="并入别的支部",
        rules=("branch_too_small",),
        subject_type="organizations",
        form=remedy_forms.MergeBranch,
        carry_out=remedying.merge_branch,
        permission="findings.remedy",
        approval="branch.founding_procedure",
        main=True,
    ),
)
