"""The acts of the phone page: none lost, none doubled, however often and in whatever order they arrive."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gongjian.foundation.history import Entry
from gongjian.foundation.refusals import Refused
from gongjian.mechanisms.research.actions import stop_study
from gongjian.mechanisms.research.noting import ACTS, carry_out, correct_note, strike_note
from tests.mechanisms.research.walk import Walk
from tests.street import NOW, TODAY

MOST = 6


def queue() -> st.SearchStrategy[list[int]]:
    """Every one of some acts at least once, in any order, some of them again."""

    def replayed(count: int) -> st.SearchStrategy[list[int]]:
        again = st.lists(st.integers(0, count - 1), max_size=MOST)
        return again.flatmap(lambda more: st.permutations([*range(count), *more]))

    return st.integers(1, MOST).flatmap(replayed)


class AnyQueue(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(queue())
    def test_a_queue_replayed_in_any_order_with_repeats_leaves_each_act_once(self, order: list[int]) -> None:
        walk = Walk()
        study = walk.study()
        done = []
        for number in order:
            told = {"kind": "visit", "on": TODAY, "whom": "小区"}
            told |= {"text": f"第 {number} 条", "problems": [f"题 {number}"]}
            done.append(carry_out(study, "note", told, seen_as=f"device-{number}", by=walk.worker, now=NOW))
        wanted = sorted(set(order))
        assert sorted(study.notes.values_list("text", flat=True)) == [f"第 {number} 条" for number in wanted]
        assert sorted(study.problems.values_list("text", flat=True)) == [f"题 {number}" for number in wanted]
        assert done.count(True) == len(wanted)


@pytest.fixture
def walk(db: None) -> Walk:
    return Walk()


def test_the_first_note_sets_the_study_going(walk: Walk) -> None:
    study = walk.study()
    for _ in range(2):
        walk.note(study, problems=["充电口缺 48 个"])
    study.refresh_from_db()
    verbs = [each.verb for each in Entry.objects.about("research", study.pk)]
    assert (study.state, verbs.count("开始调研"), study.problems.count()) == ("running", 1, 2)
    assert study.problems.first().note == study.notes.first()  # type: ignore[union-attr]


def test_all_acts_do_what_they_say(walk: Walk) -> None:
    study = walk.study()
    step = study.steps.get(order=1)
    assert set(ACTS) == {"note", "problem", "step"}
    carry_out(study, "problem", {"text": "没有车棚", "on": TODAY, "owner": None}, seen_as="", by=walk.worker, now=NOW)
    carry_out(study, "step", {"step": step, "done": True, "on": TODAY}, seen_as="s", by=walk.worker, now=NOW)
    assert (study.problems.get().text, study.steps.get(order=1).done_on) == ("没有车棚", TODAY)
    with pytest.raises(Refused):
        carry_out(study, "drop", {}, seen_as="", by=walk.worker, now=NOW)


def test_what_comes_after_the_end_is_refused_and_may_come_again_when_reopened(walk: Walk) -> None:
    study = walk.study()
    stop_study(study, reason="合并", by=walk.worker, now=NOW)
    told = {"kind": "visit", "on": TODAY, "whom": "小区", "text": "话"}
    with pytest.raises(Refused):
        carry_out(study, "note", told, seen_as="late", by=walk.worker, now=NOW)
    assert (study.notes.count(), study.seen.count()) == (0, 0)


def test_a_note_taken_out_leaves_no_words_behind(walk: Walk) -> None:
    study = walk.study()
    note = walk.note(study, "王家三楼的老人说电梯慢", problems=["电梯慢"])
    correct_note(note, {"text": "居民说电梯慢"}, by=walk.worker, now=NOW)
    strike_note(note, by=walk.worker, now=NOW)
    told = "".join(f"{each.reason}{each.changes}" for each in Entry.objects.about("research", study.pk))
    assert ("王家" in told, study.notes.count(), study.problems.count()) == (False, 0, 1)
