"""Runs things several times and keeps what matters: the median, and how far the runs lie apart."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True)
class Timing:
    """Wall milliseconds of the counted runs, and the median of what this process itself computed (`cpu`).

    On a busy machine the wall clock also counts waiting for a core; the database's own work is in the wall time only.
    """

    median: float
    cpu: float
    least: float
    most: float
    runs: int

    def over(self, other: Timing) -> float:
        """How many times as long as OTHER, by medians."""
        return round(self.median / other.median, 2)

    def as_data(self) -> dict[str, Any]:
        return {key: round(value, 2) for key, value in asdict(self).items()}


def timed(act: Callable[[], Any], *, runs: int, before: Callable[[], Any] | None = None, warmup: int = 1) -> Timing:
    """Time ACT; BEFORE prepares each run and is not counted."""
    return timing_of([once(act, before) for _ in range(warmup + runs)][warmup:])


def paired(
    acts: dict[str, Callable[[], Any]], *, runs: int, before: Callable[[], Any] | None = None, warmup: int = 1
) -> dict[str, Timing]:
    """Time several acts in turn (A B A B …), so that a change in the machine's speed meets all of them."""
    found: dict[str, list[Took]] = {name: [] for name in acts}
    for round_number in range(warmup + runs):
        for name, act in acts.items():
            took = once(act, before)
            if round_number >= warmup:
                found[name].append(took)
    return {name: timing_of(each) for name, each in found.items()}


class Took(NamedTuple):
    """Milliseconds of one run."""

    wall: float
    cpu: float


def once(act: Callable[[], Any], before: Callable[[], Any] | None = None) -> Took:
    if before:
        before()
    start, computed = time.perf_counter(), time.process_time()
    act()
    return Took((time.perf_counter() - start) * 1000, (time.process_time() - computed) * 1000)


def timing_of(runs: Sequence[Took]) -> Timing:
    wall, cpu = zip(*runs, strict=True)
    return Timing(statistics.median(wall), statistics.median(cpu), min(wall), max(wall), len(runs))
