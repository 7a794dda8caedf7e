"""Numbers beside those of the period before, and nothing claimed that nobody can know."""

from __future__ import annotations

from datetime import date

import pytest

from gongjian.mechanisms.reports.counting import differing, figures, keys_of, period_before
from gongjian.mechanisms.reports.kinds import PATTERNS
from gongjian.mechanisms.reports.models import Number
from gongjian.mechanisms.reports.queries import period_at
from tests.mechanisms.reports.desk import Desk, values

pytestmark = pytest.mark.django_db


def before(report: object) -> dict[str, int | None]:
    return dict(report.numbers.values_list("key", "before"))  # type: ignore[attr-defined]


def test_beside_this_month_stands_what_was_handed_in_for_the_last() -> None:
    desk = Desk()
    desk.sent()
    Number.objects.filter(key="members").update(value=77)
    now = desk.begun(day=date(2026, 11, 20))
    assert (before(now)["members"], before(now)["members_admitted"]) == (77, 3)


def test_without_a_report_of_last_month_only_what_the_rows_can_tell_stands_there() -> None:
    now = Desk().begun(day=date(2026, 11, 20))
    assert (before(now)["members"], before(now)["members_admitted"], before(now)["organizations_branches"]) == (
        None,
        3,
        1,
    )


def test_every_figure_of_a_built_in_template_is_offered() -> None:
    asked = {key for each in PATTERNS.values() for key in each.figures}
    assert asked - figures().keys() == set()


def test_a_report_keeps_its_figures_once_and_in_order() -> None:
    report = Desk().begun()
    assert list(values(report)) == keys_of(report) == list(dict.fromkeys(keys_of(report)))


def test_the_period_before_january_is_december() -> None:
    assert period_before(period_at(date(2026, 1, 5), 1)).label == "2025 年 12 月"
    assert period_before(period_at(date(2026, 1, 5), 12)).label == "2025 年"


def test_only_what_changed_is_told() -> None:
    old = [Number(key="a", label="甲", value=1), Number(key="b", label="乙", value=2)]
    new = [
        Number(key="a", label="甲", value=1),
        Number(key="b", label="乙", value=3),
        Number(key="c", label="丙", value=1),
    ]
    assert differing(old, new) == ["乙"]
