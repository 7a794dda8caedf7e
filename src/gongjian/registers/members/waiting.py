"""What waits for someone about members (今天)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, QuerySet, When
from django.urls import reverse

from gongjian.foundation.gathering import FromRows, Told, day, told
from gongjian.foundation.registry import Todo
from gongjian.foundation.scope import scope_of, within
from gongjian.registers.members.queries import awaited_by

AT_MOST = 500


def counted(*, user: Any, on: date) -> QuerySet[Any, Any]:
    """A row for each branch that has members to accept, and one for all whose letters ran out."""
    mine = within("to_path", scope_of(user), "members.transfer")
    branch = Case(When(mine, then=F("to_organization")), default=0)
    return awaited_by(user, on=on).order_by().values(branch=branch).annotate(number=Count("branch", distinct=True))


def awaited(user: Any, on: date) -> QuerySet[Any, Any]:
    names = {"branch": "to_organization__name", "sender": "from_organization__name"}
    return told(awaited_by(user, on=on), "to_path", "letter_valid_until", **names)[:AT_MOST]


def in_words(found: Sequence[Told], user: Any, on: date) -> Iterator[Todo]:
    """Members to accept, a line for each branch they are sent to; and members sent whose letters ran out."""
    mine = [each for each in found if scope_of(user).holds("members.transfer", each["to_path"])]
    yield from to_accept(mine)
    unanswered = len(found) - len(mine)
    if unanswered:
        title = f"{unanswered:,} 名党员转出后没有人接收，介绍信已过期"
        yield Todo(title, "撤回重发，或联系对方", f"{reverse('transfers')}?tab=out", None)


find = FromRows(awaited, in_words)


def to_accept(transfers: Iterable[Told]) -> Iterator[Todo]:
    """A line for each branch, with the day until which the first letter is valid."""
    waiting: dict[str, list[Told]] = defaultdict(list)
    for each in transfers:
        waiting[each["branch"]].append(each)
    for branch, sent in waiting.items():
        senders = dict.fromkeys(each["sender"] for each in sent if each["sender"])
        yield Todo(
            title=f"{len(sent)} 名党员转入{branch}，等您接收",
            detail=came_from(list(senders), min(day(each["letter_valid_until"]) or date.max for each in sent)),
            url=reverse("transfers"),
            due=None,
            actions=[("去接收", reverse("transfers"), True)],
        )


def came_from(senders: list[str], valid_until: date) -> str:
    letter = f"介绍信 {valid_until.month} 月 {valid_until.day} 日前有效"
    return f"从{'、'.join(senders[:2])}转来，{letter}" if senders else letter
