"""Who may do what with organizations: one line for each role at the street, the body, the community and the branch."""

from __future__ import annotations

import pytest

from gongjian.registers.organizations import permissions
from tests.street import organization, user

pytestmark = pytest.mark.django_db

#  role                 at           sees   edits  founds moves  ends   (the community's committee, or below it)
TABLE = [
    ("street_office", "root", True, True, True, True, True),
    ("body_secretary", "body", True, True, True, True, True),
    ("body_secretary", "other", False, False, False, False, False),
    ("community_worker", "community", True, True, False, False, False),
    ("community_worker", "other", False, False, False, False, False),
    ("branch_secretary", "branch", False, False, False, False, False),
    ("auditor", "root", True, False, False, False, False),
    ("administrator", "root", True, False, False, False, False),
]


@pytest.mark.parametrize(("role", "at", "sees", "edits", "founds", "moves", "ends"), TABLE)
def test_what_a_role_may_do_with_a_community(
    role: str, at: str, sees: bool, edits: bool, founds: bool, moves: bool, ends: bool
):
    root = organization("街道党工委", "working_committee")
    body, other = organization("综合党委", "committee", root), organization("联合党委", "committee", root)
    community = organization("一社区党委", "committee", body)
    branch = organization("一支部", "branch", community)
    places = {"root": root, "body": body, "other": other, "community": community, "branch": branch}
    person = user(role, places[at])
    assert type(community).objects.visible_to(person).filter(pk=community.pk).exists() is sees
    assert permissions.may_edit(person, community) is edits
    assert permissions.may_found(person, community) is founds
    assert permissions.may_move(person, community) is moves
    assert permissions.may_end(person, community) is ends
    assert permissions.may_found(person, branch) is False
    assert permissions.may_move(person, root) is False
