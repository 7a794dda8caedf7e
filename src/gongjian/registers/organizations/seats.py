"""Who is secretary (书记), for many organizations at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q

from gongjian.foundation import bulk
from gongjian.registers.organizations.models import Post
from gongjian.registers.organizations.naming import holder_keys

SECRETARY = "书记"


def secretaries_of(ids: Iterable[int]) -> dict[int, str]:
    """{organization id: name} of today's secretaries."""
    current = Post.objects.filter(title=SECRETARY, until_on__isnull=True).order_by("id")
    rows = bulk.by_key(current, "organization_id", ids, "organization_id", "holder")
    return {row["organization_id"]: row["holder"] for row in rows}


def seat_secretaries(holders: Mapping[int, str], *, on: date, since: Mapping[int, date | None] | None = None) -> None:
    """Make HOLDERS {organization id: name} the secretaries; '' only empties the seat.

    Who held the seat until now leaves it ON that day. SINCE says from when, if not from then.
    """
    began = since if since is not None else dict.fromkeys(holders, on)
    for portion in bulk.portions(holders):
        held = Post.objects.filter(organization_id__in=portion, title=SECRETARY, until_on__isnull=True)
        held.filter(from_on=on).delete()
        held.filter(Q(from_on__isnull=True) | Q(from_on__lt=on)).update(until_on=on)
    bulk.insert(
        Post,
        [
            {
                "organization_id": each,
                "title": SECRETARY,
                "holder": name,
                "from_on": began.get(each),
                **holder_keys(name),
            }
            for each, name in holders.items()
            if name
        ],
    )


def seat_again(holders: Mapping[int, str], *, left_on: date, on: date) -> None:
    """Let HOLDERS {organization id: name} be secretaries as if they had never left the seat LEFT_ON that day.

    Who holds the seat now never did. Who is not found to have left it then is seated ON that day.
    """
    for portion in bulk.portions(holders):
        Post.objects.filter(organization_id__in=portion, title=SECRETARY, until_on__isnull=True).delete()
    left = Post.objects.filter(title=SECRETARY, until_on=left_on).order_by("id")
    rows = bulk.by_key(left, "organization_id", holders, "id", "organization_id", "holder")
    posts = {row["organization_id"]: row["id"] for row in rows if row["holder"] == holders[row["organization_id"]]}
    bulk.update(Post, {each: {"until_on": None} for each in posts.values()})
    seat_secretaries({each: name for each, name in holders.items() if each not in posts}, on=on)
