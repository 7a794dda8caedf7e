"""One study as its pages show it: what was planned and done, whom one heard, what was found and what came of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongjian.foundation import registry
from gongjian.foundation.work import Ending, Fate
from gongjian.mechanisms.research.models import Consequence, Note, Problem, Step, Study
from gongjian.mechanisms.research.terms import NoteKind, ProblemState

SUBJECT = "problem"
MARKS = {ProblemState.OPEN: "none", ProblemState.TURNED: "half", ProblemState.CLOSED: "full"}


def endings() -> dict[str, Ending]:
    """What a problem may be turned into, as other folders offer it."""
    return {each.key: each for each in registry.offers("endings") if each.subject == SUBJECT}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A problem and what came of it: a mark, the stage in words, and the fate of what it was turned into."""

    problem: Problem
    mark: str
    stage: str
    fate: Fate | None

    @property
    def words(self) -> str:
        """What came of it in one line: the result, else how far it has come."""
        return self.problem.result or (self.fate.words if self.fate else "")


def outcomes(problems: Sequence[Problem], *, user: Any, on: date) -> list[Outcome]:
    """PROBLEMS with what came of them; the folders they were turned into are asked once each."""
    ids: dict[str, list[int]] = defaultdict(list)
    for each in problems:
        if each.became_id is not None:
            ids[each.became].append(each.became_id)
    offered = endings()
    fates = {key: offered[key].fates(user=user, ids=found, on=on) for key, found in ids.items() if key in offered}
    return [outcome(each, fates, offered) for each in problems]


def outcome(problem: Problem, fates: Mapping[str, Mapping[int, Fate]], offered: Mapping[str, Ending]) -> Outcome:
    state, fate = ProblemState(problem.state), None
    if problem.became_id is not None:
        gone = Fate(f"{problem.became_words}，现在查不到了")
        fate = fates.get(problem.became, {}).get(problem.became_id, gone)
    label = offered[problem.became].label if problem.became in offered else problem.became_words
    stage = f"已{label}" if state == ProblemState.TURNED else state.label
    return Outcome(problem, MARKS[state], stage, fate)


@dataclass(frozen=True, slots=True)
class Heard:
    """How many notes of one kind there are."""

    label: str
    count: int


def heard(notes: Iterable[Note]) -> list[Heard]:
    """How many visits and talks there were, by kind, in the order of the kinds."""
    counts = Counter(each.kind for each in notes)
    return [Heard(kind.label, counts[kind]) for kind in NoteKind if counts[kind]]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the pages of one study show."""

    study: Study
    steps: tuple[Step, ...]
    notes: tuple[Note, ...]
    outcomes: tuple[Outcome, ...]
    consequences: tuple[Consequence, ...]

    @property
    def done(self) -> int:
        """How many steps of the plan are done."""
        return sum(1 for each in self.steps if each.done_on)

    @property
    def heard(self) -> list[Heard]:
        return heard(self.notes)

    @property
    def settled(self) -> int:
        """How many problems have come to their end."""
        return sum(1 for each in self.outcomes if each.mark == MARKS[ProblemState.CLOSED])


def read(study: Study, *, user: Any, on: date) -> Reading:
    """All of one study as it stands on a day; four queries and those of what problems were turned into."""
    problems = list(study.problems.select_related("owner", "note"))
    return Reading(
        study=study,
        steps=tuple(study.steps.all()),
        notes=tuple(study.notes.all()),
        outcomes=tuple(outcomes(problems, user=user, on=on)),
        consequences=tuple(study.consequences.all()),
    )
