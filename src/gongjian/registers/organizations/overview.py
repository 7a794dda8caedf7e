"""Everything the pane of one organization shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongjian.foundation.history import Entry
from gongjian.foundation.pages.paging import page_of
from gongjian.foundation.pages.record import sections_for, tabs_for
from gongjian.foundation.pages.timeline import told
from gongjian.registers.organizations import permissions
from gongjian.registers.organizations.models import Organization, Post
from gongjian.registers.organizations.queries import SEAT, figures_of, organizations_for, seats_of

RECENT = 5
LONG = 100


@dataclass(frozen=True, slots=True)
class Seat:
    """A post as a line: who holds it, or for how many days nobody has."""

    post: Post
    vacant_days: int | None


def overview_of(
    user: Any, organization: Organization, *, tab: str, query: Mapping[str, str], above: list[Organization], on: date
) -> dict[str, Any]:
    """The heading, with the superiors ABOVE, and the open TAB ("" overview, "children", "history", "viewers")."""
    history = Entry.objects.about("organizations", organization.pk)
    context: dict[str, Any] = {
        "organization": organization,
        "tab": tab,
        "line": above,
        "figures": figures_of(organization),
        "tabs": tabs_for("organization", user, organization),
        **acts(user, organization),
    }
    if tab == "children":
        children = organizations_for(user).filter(parent=organization).select_related("figures")
        context["page"] = page_of(children, key="path", query=query)
    elif tab == "viewers":
        context["below"] = sections_for("organization", user, organization, on=on, apart=True)
    elif tab == "history":
        context["entries"] = told(history[:LONG])
    else:
        sections = sections_for("organization", user, organization, on=on, apart=False)
        context |= {
            "seats": seats(organization, on=on),
            "aside": [each for each in sections if each.aside],
            "below": [each for each in sections if not each.aside],
            "recent": told(history[:RECENT]),
        }
    return context


def acts(user: Any, organization: Organization) -> dict[str, bool]:
    """Which buttons the viewer sees; an organization that ended has none."""
    stands = organization.ended_on is None
    return {
        "may_edit": stands and permissions.may_edit(user, organization),
        "may_found": stands and permissions.may_found(user, organization),
        "may_move": stands and permissions.may_move(user, organization),
        "may_end": stands and permissions.may_end(user, organization),
    }


def seats(organization: Organization, *, on: date) -> list[Seat]:
    """The posts with their holders, vacant ones with the days since; the secretary first, named or not."""
    posts = seats_of(organization, on=on)
    if not any(post.title == SEAT for post in posts):
        posts.insert(0, Post(organization=organization, title=SEAT))
    ordered = sorted(posts, key=lambda post: post.title != SEAT)
    return [Seat(post, (on - post.until_on).days if post.until_on else None) for post in ordered]
