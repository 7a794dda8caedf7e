"""随手记: small acts from a phone, some sent late and some sent twice; each is done once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from gongjian.foundation.bulk import one_at_a_time
from gongjian.foundation.refusals import Refused
from gongjian.mechanisms.research.actions import lock, mark_step, move, refuse_over, tell
from gongjian.mechanisms.research.models import Note, Seen, Study
from gongjian.mechanisms.research.settling import find_problem
from gongjian.mechanisms.research.terms import StudyState

FIELDS = ("kind", "on", "whom", "unit", "organization", "text")
Act = Callable[[Study, Mapping[str, Any], Any, datetime], Any]


@transaction.atomic
def take_note(study: Study, told: Mapping[str, Any], by: Any, now: datetime) -> Note:
    """Keep a visit or a talk, and the `problems` it brought to light; with the first note the study is under way."""
    locked = lock(study)
    refuse_over(locked)
    if locked.state == StudyState.PLANNED:
        move(locked, StudyState.RUNNING, "开始调研", by=by, now=now)
    values = {name: told.get(name) for name in FIELDS}
    note = Note.objects.create(study=locked, by=str(by), at=now, **values)
    for text in told.get("problems", ()):
        find_problem(locked, text=text, on=note.on, note=note, by=by, now=now)
    return note


@transaction.atomic
def correct_note(note: Note, values: Mapping[str, Any], *, by: Any, now: datetime) -> Note:
    """Put a note right; that it was done is told, the words taken out are kept nowhere."""
    refuse_over(lock(note.study))
    for name in FIELDS:
        setattr(note, name, values.get(name, getattr(note, name)))
    note.save(update_fields=FIELDS)
    tell(note.study, "改记录", reason=str(note), by=by, now=now)
    return note


@transaction.atomic
def strike_note(note: Note, *, by: Any, now: datetime) -> None:
    """Take a note out, with all its words; the problems it brought to light stay."""
    refuse_over(lock(note.study))
    tell(note.study, "删去记录", reason=str(note), by=by, now=now)
    note.delete()


def note(study: Study, told: Mapping[str, Any], by: Any, now: datetime) -> None:
    take_note(study, told, by, now)


def problem(study: Study, told: Mapping[str, Any], by: Any, now: datetime) -> None:
    locked = lock(study)
    refuse_over(locked)
    find_problem(locked, **told, by=by, now=now)


def step(study: Study, told: Mapping[str, Any], by: Any, now: datetime) -> None:
    mark_step(study, told["step"], done=told["done"], on=told["on"], by=by, now=now)


ACTS: Mapping[str, Act] = {each.__name__: each for each in (note, problem, step)}


@transaction.atomic
def carry_out(study: Study, act: str, told: Mapping[str, Any], *, seen_as: str, by: Any, now: datetime) -> bool:
    """Do an ACT of ACTS; False when SEEN_AS, the id its device gave it, came before: then nothing is done."""
    if act not in ACTS:
        raise Refused("这一页没有这个操作。刷新后再试。")
    if seen_as:
        one_at_a_time(f"study {study.pk} {seen_as}")
        if not Seen.objects.get_or_create(study=study, act=seen_as)[1]:
            return False
    ACTS[act](study, told, by, now)
    return True
