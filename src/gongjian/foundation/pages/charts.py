"""Where lines and bars go on a drawing; templates draw them as SVG, the style sheet colors them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

WIDTH, HEIGHT = 560, 132
LEFT, RIGHT, TOP, BOTTOM = 48, 536, 22, 104
STEPS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100)
BAR_WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Point:
    x: str
    y: str
    label: str


@dataclass(frozen=True, slots=True)
class Trend:
    """A line over time, in units of the drawing (560 x 132)."""

    title: str
    points: str
    lines: tuple[Point, ...]
    marks: tuple[Point, ...]
    ticks: tuple[Point, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT


@dataclass(frozen=True, slots=True)
class Part:
    kind: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar in parts, 1000 units long; LABEL says in words what it shows."""

    label: str
    parts: tuple[Part, ...]


def trend(values: Sequence[int], labels: Sequence[str], *, title: str) -> Trend:
    """A line through VALUES (at least one, none negative), one of LABELS under each; TITLE is read out aloud.

    The first and the last value are written beside their points.
    """
    step = step_for(max(values))
    top = step * 3
    xs, ys = [across(i, len(values)) for i in range(len(values))], [down(value, top) for value in values]
    ends = sorted({0, len(values) - 1})
    return Trend(
        title=title,
        points=" ".join(f"{x:.1f},{y:.1f}" for x, y in zip(xs, ys, strict=True)),
        lines=tuple(Point("", f"{down(level, top):.1f}", f"{level:,}") for level in range(0, top + 1, step)),
        marks=tuple(Point(f"{xs[i]:.1f}", f"{ys[i]:.1f}", f"{values[i]:,}") for i in ends),
        ticks=tuple(Point(f"{x:.1f}", "", label) for x, label in zip(xs, labels, strict=True)),
    )


def step_for(highest: int) -> int:
    """The distance of the three grid lines: the smallest round step that keeps HIGHEST under the top line."""
    needed, scale = max(1, ceil(highest / 3)), 1
    while needed > STEPS[-1] * scale:
        scale *= 10
    return next(step * scale for step in STEPS if step * scale >= needed)


def across(index: int, count: int) -> float:
    return LEFT + (RIGHT - LEFT) * (index / (count - 1) if count > 1 else 0.5)


def down(value: int, top: int) -> float:
    return BOTTOM - (BOTTOM - TOP) * value / top


def bar(parts: Sequence[tuple[str, int]], *, label: str) -> Bar:
    """A bar of PARTS (kind, amount), kinds being ok, fix, dup or rest; parts of nothing are left out."""
    whole = sum(amount for _, amount in parts)
    drawn: list[Part] = []
    start = 0
    for kind, amount in parts:
        if amount:
            x, end = BAR_WIDTH * start / whole, BAR_WIDTH * (start + amount) / whole
            drawn.append(Part(kind, f"{x:.1f}", f"{end - x:.1f}"))
        start += amount
    return Bar(label, tuple(drawn))
