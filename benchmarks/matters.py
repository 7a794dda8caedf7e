"""What a year of meetings leaves behind, and research and assessment beside it, in bulk, for the pages of the work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from benchmarks import work
from benchmarks.population import ON, settle
from benchmarks.work import FIRST, TEN
from gongjian.foundation import bulk
from gongjian.mechanisms.meetings.models import Attendee, FollowUp, Item, Meeting, Resolution
from gongjian.mechanisms.meetings.terms import MeetingState
from gongjian.mechanisms.research.models import Note, Problem, Study
from gongjian.mechanisms.research.terms import NoteKind, ProblemState, StudyState
from gongjian.oversight.assessment.models import Indicator, Result, Scheme
from gongjian.oversight.assessment.terms import Band, Measure, Size, Stage
from gongjian.oversight.coverage.actions import judge_all
from gongjian.oversight.duties import below, counting
from gongjian.oversight.duties.storing import store
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import Body

UNWRITTEN, EVERY_FOLLOW_UP, STILL_OPEN = 10, 10, 60
SEATS, PROBLEMS, NOTES, INDICATORS = 5, 3, 3, 6
LATELY = timedelta(days=14)
QUARTERS = (date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1))
AT_ONCE = 20_000


def fill_once() -> None:
    """A year of work with all that is kept of it; what is there already is measured as it is."""
    if Meeting.objects.exists():
        return
    with transaction.atomic():
        work.fill()
        fill()
        on = timezone.localdate()
        store(on=on)
        counting.recount(on=on)
        below.recount()
        judge_all(now=timezone.now())
    settle()


def fill() -> None:
    """After `work.fill`: a tenth of the latest meetings wait for minutes, a tenth of all send somebody to act."""
    lately = Meeting.objects.alias(rest=F("pk") % UNWRITTEN).filter(starts_at__gte=TEN + (ON - LATELY - FIRST), rest=0)
    lately.update(state=MeetingState.HELD)
    bulk.insert(Item, ({"meeting_id": pk, "order": 1, "title": "学习和部署"} for pk, *_ in meetings()))
    decided = [row for row in meetings() if row[0] % EVERY_FOLLOW_UP == 0]
    bulk.insert(Resolution, ({"id": pk, "meeting_id": pk, "text": "按议定的办"} for pk, *_ in decided))
    bulk.insert(FollowUp, (follow_up(*row) for row in decided))
    bulk.insert(Attendee, (seat(pk, number) for pk, *_ in decided for number in range(SEATS)))
    communities = list(
        Organization.objects.filter(parent__body=Body.RESIDENTIAL).values_list("pk", "path", "parent__parent")
    )
    bulk.insert(Study, (study(pk, path) for pk, path, _ in communities))
    bulk.insert(Note, (note(pk, number) for pk, *_ in communities for number in range(NOTES)))
    bulk.insert(Problem, (problem(pk, path, number) for pk, path, _ in communities for number in range(PROBLEMS)))
    schemes(communities)
    bulk.tell_sizes(Meeting, Item, Resolution, FollowUp, Attendee, Study, Note, Problem, Scheme, Indicator, Result)


def meetings() -> Iterator[tuple[int, int, str, Any]]:
    rows = Meeting.objects.order_by("pk").values_list("pk", "organization_id", "org_path", "starts_at")
    return rows.iterator(chunk_size=AT_ONCE)


def follow_up(pk: int, organization: int, path: str, starts: Any) -> dict[str, Any]:
    due = starts.date() + timedelta(days=30)
    return {
        "meeting_id": pk,
        "resolution_id": pk,
        "text": "把议定的事办好",
        "owner_id": organization,
        "org_path": path,
        "due_on": due,
        "closed_on": None if pk // EVERY_FOLLOW_UP % STILL_OPEN == 0 else min(due, ON),
    }


def seat(pk: int, number: int) -> dict[str, Any]:
    return {"meeting_id": pk, "name": f"到会{number}", "reply": "coming", "presence": "present"}


def study(pk: int, path: str) -> dict[str, Any]:
    return {
        "id": pk,
        "uid": UUID(int=pk),
        "organization_id": pk,
        "org_path": path,
        "title": "居民停车",
        "question": "车停到哪里去",
        "since": ON - timedelta(days=60 + pk % 90),
        "until": ON + timedelta(days=pk % 40),
        "state": StudyState.RUNNING,
    }


def note(pk: int, number: int) -> dict[str, Any]:
    on = ON - timedelta(days=number)
    return {"study_id": pk, "kind": NoteKind.VISIT, "on": on, "whom": "物业", "text": "夜里停满", "by": "某", "at": TEN}


def problem(pk: int, path: str, number: int) -> dict[str, Any]:
    """Every twentieth waits to be looked at; the others are closed."""
    is_open = (pk + number) % 20 == 0
    return {
        "study_id": pk,
        "text": "车位不够",
        "owner_id": pk,
        "org_path": path,
        "found_on": ON - timedelta(days=40),
        "state": ProblemState.OPEN if is_open else ProblemState.CLOSED,
        "look_on": ON if is_open else None,
        "closed_on": None if is_open else ON,
    }


def schemes(communities: list[tuple[int, str, int]]) -> None:
    """Each street has assessed its communities in three quarters."""
    streets = dict.fromkeys(street for _, _, street in communities)
    paths = dict(Organization.objects.filter(pk__in=streets).values_list("pk", "path"))
    numbered = {each: number for number, each in enumerate(product(streets, QUARTERS), 1)}
    bulk.insert(Scheme, (scheme(pk, street, paths[street], first) for (street, first), pk in numbered.items()))
    bulk.insert(Indicator, (indicator(pk, number) for pk in numbered.values() for number in range(INDICATORS)))
    bulk.insert(
        Result, (result(numbered[street, first], pk, path) for first in QUARTERS for pk, path, street in communities)
    )


def scheme(pk: int, street: int, path: str, first: date) -> dict[str, Any]:
    return {
        "id": pk,
        "uid": UUID(int=pk),
        "organization_id": street,
        "org_path": path,
        "title": f"{first.year} 年第 {first.month // 3 + 1} 季度考核",
        "first": first,
        "last": first + timedelta(days=89),
        "closes_on": first + timedelta(days=100),
        "stage": Stage.PUBLISHED,
        "taken_at": TEN,
        "published_at": TEN,
    }


def indicator(pk: int, number: int) -> dict[str, Any]:
    return {
        "uid": UUID(int=pk * 100 + number),
        "scheme_id": pk,
        "order": number,
        "group": "工作",
        "name": f"指标 {number + 1}",
        "weight": 1000,
        "measure": Measure.JUDGED,
        "org_path": "",
    }


def result(scheme: int, pk: int, path: str) -> dict[str, Any]:
    points = 4800 + pk % 1000
    return {
        "scheme_id": scheme,
        "organization_id": pk,
        "org_path": path,
        "kind": "committee",
        "size": Size.MIDDLE,
        "members": 160,
        "points": points,
        "full": 6000,
        "band": Band.GOOD,
    }
