"""What 今天 tells of duties, and the badge: the same as going through the periods one by one, whatever happens."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given

from gongjian.foundation.gathering import ask
from gongjian.foundation.refusals import Refused
from gongjian.oversight.coverage.actions import catch_up
from gongjian.oversight.duties import offering
from gongjian.oversight.duties.models import Deadline, Occurrence
from gongjian.oversight.duties.offering import todos, todos_counted
from gongjian.oversight.duties.storing import forget_deadlines, keep_deadlines, store
from gongjian.registers.accounts.models import User
from gongjian.rules.owing import Proof
from tests.oversight.duties.conftest import Street
from tests.oversight.duties.test_counting import PLANS, SLOW, act
from tests.street import NOW, TODAY, user

pytestmark = pytest.mark.django_db
Bundle = tuple[str, str, int, int, date]


def told(viewer: User, on: date) -> list[Bundle]:
    """(duty, its period if it is one, periods, organizations, the first due day) of every line."""
    rows = ask([offering.waiting(viewer, on)])[0]
    return sorted(
        (
            each["duty"],
            each["first"]["label"] if each["periods"] == 1 else "",
            each["periods"],
            each["organizations"],
            date.fromisoformat(each["first"]["due"]),
        )
        for each in rows
    )


def by_hand(path: str, on: date) -> list[Bundle]:
    """The same by going through every period."""
    held: dict[tuple[str, str], list[Occurrence]] = defaultdict(list)
    for each in Occurrence.objects.filter(org_path__startswith=path):
        waits = each.discharged_on is None and not each.excused and each.remind_on <= on
        if waits and each.due_on >= on.replace(year=on.year - 1):
            held[each.duty, "" if each.due_on < on else each.label].append(each)
    return sorted(bundle(duty, rows) for (duty, _), rows in held.items())


def bundle(duty: str, rows: list[Occurrence]) -> Bundle:
    labels, owing = {each.label for each in rows}, {each.organization_id for each in rows}
    period = labels.copy().pop() if len(labels) == 1 else ""
    return duty, period, len(labels), len(owing), min(each.due_on for each in rows)


def badge(viewer: User, on: date) -> int:
    counted = todos_counted(user=viewer, on=on)
    return sum(counted.values_list("number", flat=True)) if counted is not None else 0


def deadlines_of(rows: Any) -> set[tuple[Any, ...]]:
    return set(rows.values_list("duty", "due_on", "label", "remind_on"))


@SLOW
@given(PLANS)
def test_what_waits_is_what_going_through_the_periods_gives(street: Street, plan: list[tuple[str, int, int]]) -> None:
    now = NOW
    begun: list[Proof] = list(street.work.proofs["work"])
    with transaction.atomic():
        viewers = [user("street_office", street.root), user("community_worker", street.parts["乙"])]
        for what, who, month in plan:
            try:
                with transaction.atomic():
                    now += act(street, what, who, month)
            except Refused:
                continue
            catch_up(now=now)
            for viewer in viewers:
                path = viewer.grants.get().organization.path
                assert told(viewer, now.date()) == by_hand(path, now.date())
                assert badge(viewer, now.date()) == len(by_hand(path, now.date()))
        assert deadlines_of(Deadline.objects) >= deadlines_of(Occurrence.objects)
        store(on=now.date())
        assert deadlines_of(Deadline.objects) == deadlines_of(Occurrence.objects)
        transaction.set_rollback(True)
    street.work.proofs["work"] = begun


def test_where_more_wait_than_are_counted_the_line_says_at_least(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer = user("street_office", street.root)
    titles = [each.title for each in todos(user=viewer, on=TODAY)]
    assert titles == ["居民区综合党委：区域性党组织例会", "党员大会：还有 3 个党组织没办"]
    monkeypatch.setattr(offering, "COUNTED", 8)
    assert "党员大会：至少 3 个党组织没办" in [each.title for each in todos(user=viewer, on=TODAY)]


def test_a_deadline_is_kept_once_and_forgotten_with_its_last_period(street: Street) -> None:
    before = deadlines_of(Deadline.objects)
    day = date(2027, 1, 31)
    for _ in range(2):
        keep_deadlines("assembly", {(day, "一期", TODAY)})
    assert deadlines_of(Deadline.objects) - before == {("assembly", day, "一期", TODAY)}
    forget_deadlines()
    assert deadlines_of(Deadline.objects) == before
