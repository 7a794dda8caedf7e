"""Trying other numbers: bands fall as they would if these stood in the scheme, and nothing is stored."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongjian.oversight.assessment import actions
from gongjian.oversight.assessment.models import Indicator, Reading, Result, Scheme
from gongjian.oversight.assessment.terms import Band
from gongjian.oversight.assessment.trying import Trial, try_out
from tests.oversight.assessment.street import ASSEMBLIES, JUDGED, SHARE, Street, line
from tests.street import NOW

pytestmark = pytest.mark.django_db


def bands(trial: Trial) -> list[Band | None]:
    return [fall.tried for group in trial.groups for fall in group.falls]


def test_as_it_stands_the_bands_are_those_it_will_have(street: Street) -> None:
    scheme = street.scheme()
    trial = try_out(scheme, {}, {})
    adopted = actions.adopt(scheme, by=street.office, now=NOW)
    assert bands(trial) == list(
        Result.objects.filter(scheme=adopted).order_by("org_path").values_list("band", flat=True)
    )
    assert not any(fall.moved for group in trial.groups for fall in group.falls)


def test_a_lower_target_lifts_the_band(street: Street) -> None:
    scheme = street.scheme(SHARE)
    pk = line(scheme, "按时率").pk
    trial = try_out(scheme, {f"t{pk}": "60", f"f{pk}": "0"}, {})
    assert bands(trial) == [Band.GOOD, Band.POOR, Band.GOOD]
    assert trial.counts == ((Band.GOOD, 1, 2), (Band.FAIR, 0, 0), (Band.PLAIN, 0, 0), (Band.POOR, 2, 1))


def test_nothing_is_stored(street: Street) -> None:
    scheme = street.scheme()
    before = [list(model.objects.order_by("pk").values()) for model in (Scheme, Indicator, Reading, Result)]
    try_out(scheme, {f"w{line(scheme, '党员大会').pk}": "99", "good": "99"}, {})
    assert [list(model.objects.order_by("pk").values()) for model in (Scheme, Indicator, Reading, Result)] == before


@pytest.mark.parametrize("text", ["很多", "-1", "1e9", "nan", "", "100000000"])
def test_what_cannot_be_read_is_marked_and_the_rest_stays(street: Street, text: str) -> None:
    scheme = street.scheme(SHARE)
    trial = try_out(scheme, {f"w{line(scheme, '按时率').pk}": text}, {})
    assert (trial.wrong, trial.rows[0].boxes[0].wrong) == (text != "", text != "")
    assert bands(trial) == bands(try_out(scheme, {}, {}))


def test_target_and_floor_must_differ(street: Street) -> None:
    scheme = street.scheme(SHARE)
    assert try_out(scheme, {f"t{line(scheme, '按时率').pk}": "50"}, {}).wrong


def test_what_people_judge_is_left_out_and_named(street: Street) -> None:
    trial = try_out(street.scheme(ASSEMBLIES, JUDGED), {}, {})
    assert (trial.left_out, len(trial.rows)) == (("调研材料",), 1)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(weight=st.integers(0, 400), each=st.integers(0, 400), target=st.integers(0, 120), floor=st.integers(0, 120))
def test_no_numbers_break_it(street: Street, weight: int, each: int, target: int, floor: int) -> None:
    scheme = Scheme.objects.first() or street.scheme()
    one, two = line(scheme, "党员大会").pk, line(scheme, "按时率").pk
    query = {f"w{one}": str(weight), f"e{one}": str(each), f"t{two}": str(target), f"f{two}": str(floor)}
    trial = try_out(scheme, query, {})
    assert sum(tried for _, _, tried in trial.counts) == 3
    assert trial.wrong == (target == floor)
