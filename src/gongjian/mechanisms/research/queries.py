"""Reads of studies and of the problems they found, always for a viewer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from gongjian.foundation.scope import scope_of, within
from gongjian.foundation.work import OpenItem
from gongjian.mechanisms.research.models import Note, Problem, ProblemQuerySet, Study, StudyQuerySet
from gongjian.mechanisms.research.terms import ProblemState
from gongjian.registers.organizations.models import Organization
from gongjian.registers.units.models import Unit
from gongjian.rules.owing import Proof

VIEW, RECORD = "research.view", "research.record"


def studies_for(user: Any) -> StudyQuerySet:
    """Studies USER may see, the latest first."""
    return Study.objects.visible_to(user).select_related("organization").order_by("-since", "-pk")


def counted_studies_for(user: Any) -> StudyQuerySet:
    """The same, with how many `notes_taken`, `problems_found` and how many of them are `settled`."""
    settled = Q(problems__state=ProblemState.CLOSED)
    return studies_for(user).annotate(
        notes_taken=Count("notes", distinct=True),
        problems_found=Count("problems", distinct=True),
        settled=Count("problems", filter=settled, distinct=True),
    )


def holders_for(user: Any) -> Any:
    """Standing organizations for which USER carries out studies."""
    rows = Organization.objects.visible_to(user).active()
    return rows.filter(within("path", scope_of(user), RECORD)).in_tree_order()


def notes_for(user: Any) -> QuerySet[Note]:
    """Notes of studies that USER carries out."""
    return Note.objects.filter(within("study__org_path", scope_of(user), RECORD)).select_related("study__organization")


def problems_for(user: Any) -> ProblemQuerySet:
    """Problems whose owner USER may see, and those that studies USER may see have found."""
    scope = scope_of(user)
    reached = within("org_path", scope, VIEW) | within("study__org_path", scope, VIEW)
    return Problem.objects.filter(reached).select_related("study", "owner")


def settled_by(user: Any) -> QuerySet[Problem]:
    """Problems that USER decides about, as the owner's people or as those who carry out the study."""
    scope = scope_of(user)
    reached = within("org_path", scope, RECORD) | within("study__org_path", scope, RECORD)
    return Problem.objects.filter(reached).select_related("study__organization", "owner")


def unit_named(user: Any, name: str) -> Unit | None:
    return Unit.objects.visible_to(user).active().filter(name=name).first()


def organization_named(user: Any, name: str) -> Organization | None:
    return Organization.objects.visible_to(user).active().filter(name=name).first()


def has_noted(user: Any) -> bool:
    """Whether USER has ever written a note, and so has read what does not belong into one."""
    return Note.objects.filter(by=str(user)).exists()


def proofs(*, among: Sequence[int] | None, since: date, until: date) -> Iterator[Proof]:
    """The studies finished on a day from SINCE until UNTIL; one query."""
    rows = Study.objects.filter(finished_on__gte=since, finished_on__lte=until)
    rows = rows if among is None else rows.filter(organization__in=among)
    for organization, on, pk in rows.values_list("organization_id", "finished_on", "pk").iterator():
        yield Proof(organization, on, on, pk)


def open_items(*, user: Any, on: date) -> Iterator[OpenItem]:
    """Problems found and not at their end yet."""
    for each in problems_for(user).unsettled():
        yield OpenItem(
            title=each.text,
            detail=f"调研“{each.study.title}”发现{f'，{each.became_words}' if each.became_words else ''}",
            url=reverse("problem", args=[each.pk]),
            org_path=each.org_path,
            waits_for=each.owner.name,
            since=each.found_on,
            due=each.due_on,
        )
