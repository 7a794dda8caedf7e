"""Which findings about organizations there are, and what ends them."""

from __future__ import annotations

from gongjian.foundation.registry import FindingRule, Remedy
from gongjian.registers.organizations import explanations, findings, remedy_forms, remedying

FINDING_RULES = (
    FindingRule(
        key="branch_too_large",
        label="支部党员过多",
        subject_type="organizations",
        mark="blind_spot",
        severity=3,
        rule_key="branch.max_members",
        find=findings.branch_too_large,
        explain=explanations.too_large,
    ),
    FindingRule(
        key="branch_too_small",
        label="支部正式党员不足",
        subject_type="organizations",
        mark="blind_spot",
        severity=3,
        rule_key="branch.min_full_members",
        find=findings.branch_too_small,
        explain=explanations.too_small,
    ),
    FindingRule(
        key="branch_needs_committee",
        label="应设支部委员会",
        subject_type="organizations",
        mark="blind_spot",
        severity=3,
        rule_key="branch.committee_from_full_members",
        find=findings.branch_needs_committee,
        explain=explanations.needs_committee,
    ),
    FindingRule(
        key="term_overdue",
        label="到期没有换届",
        subject_type="organizations",
        mark="blind_spot",
        severity=2,
        rule_key="term.other_years",
        find=findings.term_overdue,
        explain=explanations.overdue,
    ),
    FindingRule(
        key="organization_kind_by_size",
        label="组织类别和人数不符",
        subject_type="organizations",
        mark="blind_spot",
        severity=4,
        rule_key="organization.committee_from_members",
        find=findings.organization_kind_by_size,
        explain=explanations.unfit_kind,
    ),
)

REMEDIES = (
    Remedy(
        key="election_held",
        label="已换届",
        rules=("term_overdue",),
        subject_type="organizations",
        form=remedy_forms.ElectionHeld,
        carry_out=remedying.election_held,
        permission="organizations.manage",
        main=True,
    ),
    Remedy(
        key="postpone_election",
        label="延期换届",
        rules=("term_overdue",),
        subject_type="organizations",
        form=remedy_forms.PostponeElection,
        carry_out=remedying.postpone_election,
        permission="findings.remedy",
        approval="term.postponement_max_months",
    ),
    Remedy(
        key="set_committee",
        label="设委员会",
        rules=("branch_needs_committee",),
        subject_type="organizations",
        form=remedy_forms.SetCommittee,
        carry_out=remedying.set_committee,
        permission="organizations.manage",
        main=True,
    ),
    Remedy(
        key="adjust_kind",
        label="调整类别",
        rules=("organization_kind_by_size",),
        subject_type="organizations",
        form=remedy_forms.AdjustKind,
        carry_out=remedying.adjust_kind,
        permission="findings.remedy",
        approval="organization.below_threshold",
        main=True,
    ),
)
