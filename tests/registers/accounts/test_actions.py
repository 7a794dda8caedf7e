"""Saved views: own, shared with the unit, replaced and forgotten. A password of one's own."""

from __future__ import annotations

import pytest

from gongjian.foundation.history import Entry
from gongjian.registers.accounts.actions import choose_password, delete_view, save_view
from gongjian.registers.accounts.queries import views_of
from tests.street import NOW, organization, user

pytestmark = pytest.mark.django_db


def test_a_shared_view_reaches_the_unit_and_below_but_not_its_neighbors() -> None:
    root = organization("街道党工委", "working_committee")
    first, second = organization("甲社区党委", "committee", root), organization("乙社区党委", "committee", root)
    branch = organization("甲支部", "branch", first)
    owner = user("community_worker", first)
    save_view(by=owner, table="members", name="流动的", query="category=floating", shared=True)
    assert [view.name for view in views_of(user("branch_secretary", branch), "members").views] == ["流动的"]
    assert views_of(user("community_worker", second), "members").views == []
    assert views_of(user("street_office", root), "members").views == []


def test_the_same_name_replaces_a_view_and_only_its_owner_deletes_it() -> None:
    root = organization("街道党工委", "working_committee")
    owner, other = user("street_office", root), user("auditor", root)
    save_view(by=owner, table="members", name="一", query="q=1", shared=True)
    kept = save_view(by=owner, table="members", name="一", query="q=2", shared=True)
    [view] = views_of(other, "members").views
    assert (view.query, view.delete_url) == ("q=2", "")
    assert delete_view(by=other, pk=kept.pk) == 0
    assert delete_view(by=owner, pk=kept.pk) == 1


def test_a_password_of_ones_own_ends_the_given_one_and_leaves_its_line() -> None:
    owner = user("auditor", organization("街道党工委", "working_committee"))
    owner.must_change_password = True
    owner.save()
    choose_password(owner, "yiyuan-2027", now=NOW)
    owner.refresh_from_db()
    assert (owner.check_password("yiyuan-2027"), owner.must_change_password) == (True, False)
    line = Entry.objects.get(verb="改密码")
    assert (line.subject, line.changes, line.org_path) == (str(owner), None, owner.grants.get().org_path)
