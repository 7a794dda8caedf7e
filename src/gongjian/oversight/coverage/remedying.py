"""What is done about a finding: put off with a reason, proposed, decided, carried out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils import timezone

from gongjian.foundation import history, registry
from gongjian.foundation.refusals import Refused
from gongjian.oversight.coverage.actions import catch_up
from gongjian.oversight.coverage.models import Finding, Proposal
from gongjian.oversight.coverage.permissions import needs_proposal
from gongjian.oversight.coverage.terms import ProposalState


@transaction.atomic
def remedy_finding(
    finding: Finding, remedy: registry.Remedy, *, subject: Any, form: forms.Form, by: Any, now: datetime
) -> Proposal | None:
    """Carry out a remedy with its valid FORM; returns the proposal filed instead where BY may not decide alone.

    Raises Refused where somebody, or the same person's second click, has ended the finding meanwhile.
    """
    if needs_proposal(by, remedy, finding):
        return propose(finding, remedy, form=form, by=by, now=now)
    type(subject).objects.select_for_update(of=("self",)).get(pk=subject.pk)
    if not stands(finding):
        raise Refused(f"“{finding.subject_name}”的这一条刚才已经办好，没有再办一次。")
    remedy.carry_out(subject, form.cleaned_data, by=by, now=now)
    catch_up(now=now)
    return None


@transaction.atomic
def defer(finding: Finding, *, until: date, reason: str, by: Any, now: datetime) -> Finding:
    """Not now: the finding stays counted, but leaves the to-do list until a day; raises Refused."""
    if until <= timezone.localdate(now):
        raise Refused("请写今天以后的日期。")
    before = finding.deferred_until
    if (before, finding.deferred_reason) == (until, reason):
        return finding
    finding.deferred_until, finding.deferred_reason = until, reason
    finding.save(update_fields=["deferred_until", "deferred_reason"])
    note(finding, "暂不处理", by=by, now=now, changes={"deferred_until": [before, until]}, reason=reason)
    return finding


@transaction.atomic
def propose(finding: Finding, remedy: registry.Remedy, *, form: forms.Form, by: Any, now: datetime) -> Proposal:
    """Ask the superior: what was typed is kept and judged again when it is decided; raises Refused."""
    proposal = Proposal(
        remedy=remedy.key,
        rule=finding.rule,
        subject_type=finding.subject_type,
        subject_id=finding.subject_id,
        kind=finding.kind,
        subject_name=finding.subject_name,
        org_path=finding.org_path,
        data=typed(form),
        summary=form.summary()[:400],  # type: ignore[attr-defined]
        answers=form.answers(),  # type: ignore[attr-defined]
        proposed_by=str(by),
        proposed_by_id=by.pk,
        proposed_at=now,
    )
    try:
        with transaction.atomic():
            proposal.save(force_insert=True)
    except IntegrityError as exists:
        raise Refused(f"“{finding.subject_name}”已经有一份同样的申请在等批复。") from exists
    note(proposal, f"申请{remedy.label}", by=by, now=now, reason=proposal.summary)
    return proposal


@transaction.atomic
def approve(proposal: Proposal, *, subject: Any, by: Any, now: datetime, answer: str = "") -> Proposal:
    """Carry out what was proposed and say so; raises Refused when it no longer fits."""
    proposal = waiting(proposal)
    remedy = registry.remedies()[proposal.remedy]
    if not stands(proposal):
        raise Refused("这一条已经解决，不用再批。可以写明后不批准。")
    form = form_of(remedy, proposal, subject=subject, by=by, now=now)
    if not form.is_valid():
        told = "".join(str(error) for errors in form.errors.values() for error in errors)
        raise Refused(f"情况变了，不能照原来的申请办：{told}")
    remedy.carry_out(subject, form.cleaned_data, by=by, now=now)
    catch_up(now=now)
    return decide(proposal, ProposalState.APPROVED, "批准", answer=answer, by=by, now=now)


@transaction.atomic
def refuse(proposal: Proposal, *, answer: str, by: Any, now: datetime) -> Proposal:
    """Say no, with a reason; the finding stays."""
    return decide(waiting(proposal), ProposalState.REFUSED, "不批准", answer=answer, by=by, now=now)


@transaction.atomic
def withdraw(proposal: Proposal, *, by: Any, now: datetime) -> Proposal:
    """Take a proposal back before it is decided."""
    return decide(waiting(proposal), ProposalState.WITHDRAWN, "撤回", answer="", by=by, now=now)


def waiting(proposal: Proposal) -> Proposal:
    """The row, locked; raises Refused when somebody has decided meanwhile."""
    current = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if current.state != ProposalState.WAITING:
        raise Refused(f"这份申请{current.get_state_display()}，不用再办。")
    return current


def decide(proposal: Proposal, state: ProposalState, verb: str, *, answer: str, by: Any, now: datetime) -> Proposal:
    proposal.state, proposal.answer, proposal.decided_by, proposal.decided_at = state, answer, str(by), now
    proposal.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    label = registry.remedies()[proposal.remedy].label
    note(proposal, f"{verb}{label}", by=by, now=now, reason=answer or proposal.summary)
    return proposal


def form_of(remedy: registry.Remedy, proposal: Proposal, *, subject: Any, by: Any, now: datetime) -> forms.Form:
    """The form as it was filled in, judged with the eyes of BY."""
    data = QueryDict(mutable=True)
    for name, values in proposal.data.items():
        data.setlist(name, values)
    return remedy.form(data, subject=subject, user=by, on=timezone.localdate(now), kind=proposal.kind)


def stands(about: Finding | Proposal) -> bool:
    """Whether what it is about is still found."""
    return Finding.objects.filter(rule=about.rule, subject_id=about.subject_id, kind=about.kind).exists()


def typed(form: forms.Form) -> dict[str, list[str]]:
    """{field: texts} as posted, of the form's own fields only."""
    data: Any = form.data
    return {name: data.getlist(name) for name in form.fields if name in data}


def note(
    about: Finding | Proposal,
    verb: str,
    *,
    by: Any,
    now: datetime,
    reason: str,
    changes: Mapping[str, Any] | None = None,
) -> None:
    """A line in the history of the record that the finding or proposal is about."""
    history.record(
        by=by,
        now=now,
        verb=verb,
        subject_type=about.subject_type,
        subject_id=about.subject_id,
        subject=about.subject_name,
        org_path=about.org_path,
        changes=changes,
        reason=reason[:400],
    )
