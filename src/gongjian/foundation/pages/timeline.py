"""History lines in words: who did what, and which field changed from what to what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateField, Field, ForeignKey, Model
from django.utils import timezone

from gongjian.foundation.history import Entry
from gongjian.foundation.secrets import masked_phone

SEALED = "不显示"
PHONE = "phone"
ISO_DAY = 10
OTHER_LABELS = {
    "parent": "上级党组织",
    "organization": "组织关系",
    "post": "职务",
    "secretary": "书记",
    "covered_by": "挂靠党组织",
    "ended_on": "撤销日期",
    "state": "状态",
    "name": "名称",
    "community": "社区",
    "place": "楼宇或市场",
    "unit": "单位",
    "identity": "公民身份号码",
}


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    before: str
    after: str

    def __str__(self) -> str:
        if not self.before:
            return f"{self.label}：{self.after}"
        return f"{self.label}：{self.before} → {self.after or '（空）'}"


@dataclass(frozen=True, slots=True)
class Told:
    """One act. `when` is 11-20 within this year, else 2025-11-20."""

    at: datetime
    when: str
    actor: str
    verb: str
    subject: str
    reason: str
    changes: tuple[Change, ...]

    @property
    def text(self) -> str:
        """What happened, in one line."""
        return f"{self.verb}：{'；'.join(map(str, self.changes))}" if self.changes else self.verb

    @property
    def detail(self) -> str:
        """Who did it and why."""
        return "，".join(part for part in (self.actor, self.reason) if part)


def told(entries: Iterable[Entry]) -> list[Told]:
    """ENTRIES in words; the names behind ids take one query for each kind of record they point to."""
    lines = list(entries)
    names = names_behind(lines)
    this_year = timezone.localdate().year
    return [as_told(each, names, this_year) for each in lines]


def as_told(entry: Entry, names: Mapping[tuple[type[Model], int], str], this_year: int) -> Told:
    at = timezone.localtime(entry.at)
    pairs = (entry.changes or {}).items()
    return Told(
        at=entry.at,
        when=f"{at:%m-%d}" if at.year == this_year else f"{at:%Y-%m-%d}",
        actor=entry.actor,
        verb=entry.verb,
        subject=entry.subject,
        reason=entry.reason,
        changes=tuple(as_change(field_of(entry.subject_type, name), name, pair, names) for name, pair in pairs),
    )


def as_change(field: Field | None, name: str, pair: Any, names: Mapping[tuple[type[Model], int], str]) -> Change:
    before, after = pair if isinstance(pair, list) and len(pair) == 2 else (None, pair)
    label = OTHER_LABELS.get(name) or (str(field.verbose_name) if field else name)
    return Change(label, shown(field, name, before, names), shown(field, name, after, names))


def shown(field: Field | None, name: str, value: Any, names: Mapping[tuple[type[Model], int], str]) -> str:
    """A value as people say it: choices by label, records by name, phones masked, sealed numbers not at all."""
    if value in (None, ""):
        return ""
    if name.endswith(("_sealed", "_index")):
        return SEALED
    if name == PHONE:
        return masked_phone(str(value))
    if isinstance(field, ForeignKey) and isinstance(value, int):
        return names.get((field.related_model, value), "已不在的记录")  # type: ignore[arg-type]
    if isinstance(field, DateField) and (told := in_days(str(value))):
        return told
    return str(dict(field.flatchoices).get(value, value)) if field else str(value)


def in_days(text: str) -> str:
    """2026-11-25T06:00:00Z as 11 月 25 日 14:00, a mere day as 2016 年 7 月 1 日; "" where it is neither.

    An hour is told without its year within this one.
    """
    try:
        on = date.fromisoformat(text) if len(text) == ISO_DAY else None
        at = None if on else timezone.localtime(datetime.fromisoformat(text))
    except ValueError:
        return ""
    if at is None:
        return f"{on.year} 年 {on.month} 月 {on.day} 日" if on else ""
    year = "" if at.year == timezone.localdate().year else f"{at.year} 年 "
    return f"{year}{at.month} 月 {at.day} 日 {at:%H:%M}"


def field_of(subject_type: str, name: str) -> Field | None:
    """The model field a change speaks of; None when it is a word of its own."""
    try:
        config = apps.get_app_config(subject_type)
        return next(config.get_models())._meta.get_field(name)  # type: ignore[return-value]
    except (LookupError, FieldDoesNotExist, StopIteration):
        return None


def names_behind(entries: Iterable[Entry]) -> dict[tuple[type[Model], int], str]:
    """{(model, id): name} of all records that the changes point to."""
    wanted: dict[type[Model], set[int]] = defaultdict(set)
    for entry in entries:
        for name, pair in (entry.changes or {}).items():
            field = field_of(entry.subject_type, name)
            if isinstance(field, ForeignKey) and isinstance(pair, list):
                wanted[field.related_model] |= {each for each in pair if isinstance(each, int)}  # type: ignore[index]
    found = {model: model._default_manager.in_bulk(ids) for model, ids in wanted.items()}
    return {(model, pk): str(row) for model, rows in found.items() for pk, row in rows.items()}
