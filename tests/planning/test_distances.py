import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjian.planning.distances import Spot, meters_between, same_community

SPOTS = st.builds(Spot, st.just("古村"), st.floats(-180, 180), st.floats(-90, 90))


@pytest.mark.parametrize(
    ("one", "other", "meters"),
    [
        (Spot("", 119.96, 31.77), Spot("", 119.96, 31.77), 0),
        (Spot("", 119.96, 31.77), Spot("", 119.96, 31.78), 1112),
        (Spot("", 119.96, 31.77), Spot("", 119.97, 31.77), 945),
        (Spot("", 0.0, 0.0), Spot("", 180.0, 0.0), 20_015_115),
        (Spot("", 119.96, None), Spot("", 119.96, 31.77), None),
        (Spot("", 119.96, 31.77), Spot("", None, 31.77), None),
    ],
)
def test_the_distance_over_the_ground(one, other, meters):
    assert meters_between(one, other) == meters


@given(SPOTS, SPOTS)
def test_a_distance_is_the_same_both_ways_and_never_negative(one, other):
    assert meters_between(one, other) == meters_between(other, one)
    assert meters_between(one, other) >= 0


def test_an_unknown_community_is_never_the_same():
    assert same_community(Spot("古村"), Spot("古村"))
    assert not same_community(Spot("古村"), Spot("青山路"))
    assert not same_community(Spot(""), Spot(""))
