"""What waits for one person, gathered from every folder that offers to-dos (待办)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Value

from gongjian.foundation import registry
from gongjian.foundation.registry import Todo

WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Item:
    """A to-do and how its day stands to today."""

    todo: Todo
    kind: str
    on: date

    @property
    def days_late(self) -> int:
        return max((self.on - self.todo.due).days, 0) if self.todo.due else 0

    @property
    def is_today(self) -> bool:
        return self.todo.due == self.on

    @property
    def when(self) -> str:
        """逾期 3 天 · 今天 · 11-27 · 待办."""
        if self.days_late:
            return f"逾期 {self.days_late} 天"
        if self.is_today:
            return "今天"
        return f"{self.todo.due:%m-%d}" if self.todo.due else "待办"


@dataclass(frozen=True, slots=True)
class Day:
    """One day of this week and what is due on it."""

    on: date
    items: tuple[Item, ...]
    is_today: bool

    @property
    def weekday(self) -> str:
        return WEEKDAYS[self.on.weekday()]


def todos_for(user: Any, *, on: date) -> list[Item]:
    """Overdue first, then by day, the undated last; gathered once per user object, which lives for one request."""
    gathered = user.__dict__.get("_todos")
    if gathered is None:
        gathered = [
            Item(todo, source.label, on)
            for source in registry.offers("todos")
            for todo in source.find(user=user, on=on)
        ]
        gathered.sort(key=lambda item: (item.todo.due is None, item.todo.due or on))
        user.__dict__["_todos"] = gathered
    return gathered


def count_for(user: Any, *, on: date) -> int:
    """How many wait; one query, however many folders offer to-dos."""
    if "_todos" in user.__dict__:
        return len(user.__dict__["_todos"])
    sources = {source.key: source for source in registry.offers("todos")}
    counted = {key: source.counted(user=user, on=on) for key, source in sources.items()}
    parts = [
        rows.order_by().annotate(source=Value(key)).values_list("source", "number")
        for key, rows in counted.items()
        if rows is not None
    ]
    numbers: Counter[str] = Counter()
    for key, number in parts[0].union(*parts[1:], all=True) if parts else ():
        numbers[key] += number
    return sum(min(number, sources[key].at_most) for key, number in numbers.items())


def week_of(items: Iterable[Item], *, on: date) -> list[Day]:
    """The five working days of the week of a day; at the weekend also those two."""
    monday = on - timedelta(days=on.weekday())
    length = 5 if on.weekday() < 5 else 7
    held = list(items)
    days = [monday + timedelta(days=each) for each in range(length)]
    return [Day(day, tuple(item for item in held if item.todo.due == day), day == on) for day in days]


def panels_for(user: Any, *, on: date) -> list[Mapping[str, Any]]:
    """The side panes other folders offer for 今天."""
    shown: list[Mapping[str, Any]] = []
    for panel in registry.panels("today"):
        context = panel.context(user, None, on)
        if context is not None:
            shown.append({"label": panel.label, "template": panel.template, **context})
    return shown
