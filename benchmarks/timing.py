"""Runs things several times and keeps what matters: the median, and how far the runs lie apart."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Timing:
    """Wall milliseconds of the counted runs."""

    median: float
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
    found = [once(act, before) for _ in range(warmup + runs)][warmup:]
    return Timing(statistics.median(found), min(found), max(found), runs)


def paired(
    acts: dict[str, Callable[[], Any]], *, runs: int, before: Callable[[], Any] | None = None, warmup: int = 1
) -> dict[str, Timing]:
    """Time several acts in turn (A B A B …), so that a change in the machine's speed meets all of them."""
    found: dict[str, list[float]] = {name: [] for name in acts}
    for round_number in range(warmup + runs):
        for name, act in acts.items():
            took = once(act, before)
            if round_number >= warmup:
                found[name].append(took)
    return {name: Timing(statistics.median(each), min(each), max(each), runs) for name, each in found.items()}


def once(act: Callable[[], Any], before: Callable[[], Any] | None = None) -> float:
    if before:
        before()
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000
