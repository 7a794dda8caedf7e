"""A simulated quarter is assessed by the acts people use, and once only."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from gongjian.foundation.work import Chance, Workday
from gongjian.oversight.assessment.models import Appeal, Scheme
from gongjian.oversight.assessment.terms import Stage
from gongjian.oversight.assessment.workday import work
from tests.oversight.assessment.street import Street

pytestmark = pytest.mark.django_db
SINCE, UNTIL = date(2026, 10, 1), date(2026, 10, 22)
SEED = 4


def live(street: Street) -> int:
    days = (SINCE + timedelta(days=each) for each in range((UNTIL - SINCE).days + 1))
    return sum(work(Workday(day, Chance(SEED), lambda path: street.office)) for day in days)


def test_the_quarter_that_ended_is_published_and_the_running_one_is_open(street: Any) -> None:
    live(street)
    stages = dict(Scheme.objects.values_list("first", "stage"))
    assert stages == {date(2026, 7, 1): Stage.PUBLISHED, date(2026, 10, 1): Stage.OPEN}
    published = Scheme.objects.get(stage=Stage.PUBLISHED)
    assert all(each.band and not each.waiting for each in published.results.all())
    assert not Appeal.objects.filter(accepted=None).exists()


def test_the_same_days_again_have_no_second_effect(street: Any) -> None:
    assert live(street) > 0
    assert live(street) == 0
