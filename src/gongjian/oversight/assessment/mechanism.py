"""What assessment (考核评价) offers: its pages, lists, what waits on 今天, and the duty a finished one discharges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from gongjian.foundation.registry import NavEntry, Offers, Subject, Tab, TodoSource
from gongjian.foundation.scope import scope_of
from gongjian.foundation.work import Evidence
from gongjian.oversight.assessment import waiting
from gongjian.oversight.assessment.listing import APPEALS, RESULTS, SCHEMES
from gongjian.oversight.assessment.models import Scheme
from gongjian.oversight.assessment.permissions import may_see_some
from gongjian.oversight.assessment.queries import SET, schemes_for
from gongjian.oversight.assessment.storing import refresh
from gongjian.oversight.assessment.terms import Stage
from gongjian.oversight.assessment.workday import work
from gongjian.rules.owing import Proof


def proofs(*, among: Sequence[int] | None, since: date, until: date) -> Iterator[Proof]:
    """The schemes published, for the period they assess; one query."""
    rows = Scheme.objects.filter(stage=Stage.PUBLISHED, first__gte=since, first__lte=until)
    rows = rows if among is None else rows.filter(organization__in=among)
    for organization, first, at, pk in rows.values_list("organization", "first", "published_at", "pk"):
        yield Proof(organization, first, timezone.localdate(at), pk)


def begin(user: Any, organization: Any, serves: date) -> str:
    return reverse("assessment") if scope_of(user).holds(SET, organization.path) else ""


def of_organization(user: Any, organization: Any) -> tuple[str, None] | None:
    """The tab 考核 of an organization: its results and those below it."""
    if not may_see_some(user):
        return None
    return f"{reverse('assessment_results')}?organization={organization.pk}", None


OFFERS = Offers(
    label="考核评价",
    basis="工作制度",
    navigation=[NavEntry("工作制度", "考核评价", "assessment", may_see_some, order=60)],
    subjects=[Subject("assessment", "考核办法", schemes_for, "assessment_scheme")],
    todos=[TodoSource("assessment", "考核", waiting.find, waiting.counted, at_most=waiting.AT_MOST * 4)],
    tabs=[Tab("organization", "考核", of_organization, order=70)],
    evidence=[Evidence("assessment", "考核评价", "assessment", proofs, begin)],
    tables=[lambda on: SCHEMES, lambda on: RESULTS, lambda on: APPEALS],
    daily=[refresh],
    workdays=[work],
)
