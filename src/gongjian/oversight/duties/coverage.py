"""The finding about duties, and what ends it."""

from __future__ import annotations

from gongjian.foundation.registry import FindingRule, Remedy
from gongjian.oversight.duties import explanations, findings, remedy_forms, remedying

FINDING_RULES = (
    FindingRule(
        key="duty_overdue",
        label="应办没有办",
        subject_type="organizations",
        mark="blind_spot",
        severity=3,
        rule_key="duty.pursued_months",
        find=findings.duty_overdue,
        explain=explanations.overdue,
        elsewhere=findings.where_to_do_it,
        on_today=False,
    ),
)

REMEDIES = (
    Remedy(
        key="excuse_duty",
        label="免办",
        rules=("duty_overdue",),
        subject_type="organizations",
        form=remedy_forms.ExcuseForm,
        carry_out=remedying.excuse,
        permission="findings.remedy",
        approval="duty.exemption",
    ),
)
