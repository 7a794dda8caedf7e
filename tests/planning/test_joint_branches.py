import time
from dataclasses import replace
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from gongjian.planning.distances import Spot
from gongjian.planning.joint_branches import (
    REACH_M,
    JointBranch,
    NearBranch,
    Proposal,
    Reason,
    SmallUnit,
    nearest_joint_branches,
    propose_group,
)

propose = partial(propose_group, max_units=5, min_members=3, max_members=50)


def unit(key: int, full_members: int = 1, *, east: float = 0, industry: str = "", community: str = "古村") -> SmallUnit:
    """A unit so many meters east of the first one."""
    return SmallUnit(key, full_members, industry, Spot(community, 119.96 + east / 94_500, 31.77))


def keys(proposal: Proposal | None) -> list[int]:
    return [one.key for one in proposal.units] if proposal else []


def units(least: int = 0, most: int = 14, east: float = 3_000) -> st.SearchStrategy[list[SmallUnit]]:
    one = st.builds(
        lambda key, full, east, industry, community: unit(key, full, east=east, industry=industry, community=community),
        st.integers(2, 99),
        st.integers(0, 4),
        st.floats(0, east),
        st.sampled_from(["", "商贸", "餐饮"]),
        st.sampled_from(["古村", "青山路"]),
    )
    return st.lists(one, min_size=least, max_size=most, unique_by=lambda one: one.key)


SEED = unit(1, 1, industry="商贸")


def test_the_nearest_units_that_make_up_the_number_are_proposed_with_reasons():
    near = unit(2, 2, east=50, industry="商贸")
    far = unit(3, 2, east=700, community="青山路")
    also_far = unit(4, 1, east=720)
    proposal = propose(SEED, [far, also_far, near])
    assert proposal == Proposal((SEED, near), 3, (Reason(2, 50, same_community=True, same_industry=True),))


def test_nobody_nearby_is_left_over_without_partners():
    assert keys(propose(SEED, [unit(2, 2, east=50), unit(3, 1, east=700)])) == [1, 2, 3]


def test_units_of_one_building_found_one_branch():
    neighbors = [unit(key, east=10 * key) for key in range(2, 10)]
    assert keys(propose(SEED, neighbors)) == [1, 2, 3, 4, 5]


def test_of_units_equally_near_those_of_the_same_industry_are_asked():
    neighbors = [unit(key, 2, east=20, industry="商贸" if key == 5 else "餐饮") for key in (2, 3, 4, 5)]
    assert keys(propose_group(SEED, neighbors, max_units=2, min_members=3, max_members=50)) == [1, 5]


def test_farther_units_are_asked_when_the_near_ones_do_not_suffice():
    assert keys(propose(SEED, [unit(2, 1, east=100), unit(3, 1, east=1_500)])) == [1, 2, 3]


def test_without_a_position_the_same_community_counts_as_near():
    nowhere = Spot("古村")
    placed = [replace(unit(key, 1, community=name), spot=Spot(name)) for key, name in ((2, "古村"), (3, "青山路"))]
    seed = replace(SEED, spot=nowhere)
    assert propose(seed, placed) is None
    proposal = propose(seed, [*placed, replace(unit(4, 1), spot=nowhere)])
    assert keys(proposal) == [1, 2, 4]
    assert proposal.reasons[0] == Reason(2, None, same_community=True, same_industry=False)


def test_without_enough_members_in_reach_there_is_no_proposal():
    assert propose(SEED, []) is None
    assert propose(SEED, [unit(2, 1), unit(3, 0), unit(4, 3)]) is None


@given(units())
def test_a_proposal_keeps_every_limit(candidates):
    proposal = propose(SEED, candidates)
    if proposal is None:
        assert sum(one.full_members for one in candidates if one.full_members in {1, 2}) < 2
    else:
        assert proposal.units[0] == SEED
        assert 2 <= len(proposal.units) <= 5
        assert len(set(keys(proposal))) == len(proposal.units)
        assert {one.full_members for one in proposal.units} <= {1, 2}
        assert 3 <= proposal.full_members == sum(one.full_members for one in proposal.units) <= 50
        assert [reason.key for reason in proposal.reasons] == keys(proposal)[1:]
        assert [reason.distance_m for reason in proposal.reasons] == sorted(
            reason.distance_m for reason in proposal.reasons
        )


@given(units(), st.randoms())
def test_the_order_of_the_candidates_does_not_matter(candidates, random):
    shuffled = random.sample(candidates, len(candidates))
    assert propose(SEED, shuffled) == propose(SEED, candidates)


@given(units(least=3, east=REACH_M / 2), st.floats(REACH_M + 10, 20_000), st.integers(1, 2))
def test_a_far_unit_does_not_change_the_proposal_of_the_near_ones(candidates, east, full_members):
    proposal = propose(SEED, candidates)
    if proposal:
        assert propose(SEED, [*candidates, unit(100, full_members, east=east)]) == proposal


@given(units())
def test_the_asking_unit_among_the_candidates_changes_nothing(candidates):
    assert propose(SEED, [*candidates, SEED]) == propose(SEED, candidates)


def test_a_crowded_street_is_answered_while_the_page_is_built():
    neighbors = [unit(key, 1 + key % 2, east=key) for key in range(2, 1_002)]
    started = time.process_time()
    propose(SEED, neighbors)
    assert time.process_time() - started < 0.5


def branch(
    key: int, east: float, *, unit_count: int = 3, member_count: int = 10, community: str = "古村"
) -> JointBranch:
    return JointBranch(key, unit_count, member_count, unit(0, east=east, community=community).spot)


def near(branch: JointBranch, distance_m: int | None, *, same_community: bool = True) -> NearBranch:
    return NearBranch(branch, distance_m, same_community)


def test_joint_branches_with_room_come_by_distance():
    far, close = branch(1, 800, community="青山路"), branch(2, 100)
    full = branch(3, 10, unit_count=5)
    crowded = branch(4, 20, member_count=50)
    found = nearest_joint_branches(SEED, [far, full, close, crowded], max_units=5, max_members=50)
    assert found == [near(close, 100), near(far, 800, same_community=False)]


def test_a_branch_may_fill_up_to_the_last_place():
    last = branch(1, 0, unit_count=4, member_count=49)
    assert nearest_joint_branches(SEED, [last], max_units=5, max_members=50) == [near(last, 0)]


def test_joint_branches_without_a_position_come_last_and_those_of_the_community_first():
    elsewhere, here = (JointBranch(key, 2, 5, Spot(name)) for key, name in ((1, "青山路"), (2, "古村")))
    placed = branch(3, 900)
    found = nearest_joint_branches(SEED, [elsewhere, here, placed], max_units=5, max_members=50)
    assert found == [near(placed, 900), near(here, None), near(elsewhere, None, same_community=False)]
