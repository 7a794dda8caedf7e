"""What waits for one person, gathered from every folder that offers to-dos (待办)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet, Value

from gongjian.foundation import registry
from gongjian.foundation.gathering import FromRows, ask
from gongjian.foundation.prepared import asked
from gongjian.foundation.registry import Todo, TodoSource
from gongjian.foundation.scope import scope_of

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
        gathered = [Item(todo, source.label, on) for source, found in found_for(user, on) for todo in found]
        gathered.sort(key=lambda item: (item.todo.due is None, item.todo.due or on))
        user.__dict__["_todos"] = gathered
    return gathered


def found_for(user: Any, on: date) -> list[tuple[TodoSource, Iterable[Todo]]]:
    """What every source finds; those told by rows are asked for together."""
    sources = list(registry.offers("todos"))
    parts = [each.find.rows(user, on) if isinstance(each.find, FromRows) else None for each in sources]
    return [
        (each, each.find.lines(rows, user, on) if isinstance(each.find, FromRows) else each.find(user=user, on=on))
        for each, rows in zip(sources, ask(parts), strict=True)
    ]


def count_for(user: Any, *, on: date) -> int:
    """How many wait; one query, however many folders offer to-dos."""
    if "_todos" in user.__dict__:
        return len(user.__dict__["_todos"])
    numbers: Counter[str] = Counter()
    for key, number in asked("todos", user, (scope_of(user), on), lambda: counted_for(user, on)):
        numbers[key] += number
    at_most = {source.key: source.at_most for source in registry.offers("todos")}
    return sum(min(number, at_most[key]) for key, number in numbers.items())


def counted_for(user: Any, on: date) -> QuerySet[Any, Any] | None:
    """(key of a source, a number of what waits there) of all folders; a source comes as often as it has rows."""
    counted = {source.key: source.counted(user=user, on=on) for source in registry.offers("todos")}
    parts = [
        rows.order_by().annotate(source=Value(key)).values_list("source", "number")
        for key, rows in counted.items()
        if rows is not None
    ]
    return parts[0].union(*parts[1:], all=True) if parts else None


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
