"""Roles given and taken, each with its line."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from gongjian.foundation.history import Entry
from gongjian.registers.access import actions
from gongjian.registers.access.models import Grant
from tests.street import NOW, TODAY, organization, user

pytestmark = pytest.mark.django_db


def test_an_opened_account_signs_in_with_the_password_told_and_holds_its_role():
    root = organization("街道党工委", "working_committee")
    made, password = actions.open_account(
        username="wang",
        name="王秀英",
        role="auditor",
        organization=root,
        from_on=TODAY,
        until_on=None,
        by=None,
        now=NOW,
    )
    assert (made.check_password(password), len(password), made.must_change_password) == (True, 12, True)
    assert list(made.grants.values_list("role", "org_path")) == [("auditor", root.path)]
    assert list(Entry.objects.about("accounts", made.pk).values_list("verb", flat=True)) == ["授权", "开通账号"]


def test_a_revoked_grant_ended_yesterday():
    root = organization("街道党工委", "working_committee")
    grant = user("auditor", root).grants.get()
    actions.revoke_role(grant, reason="调离", by=None, now=NOW, on=TODAY)
    assert Grant.objects.get(pk=grant.pk).until_on == date(2026, 11, 22)
    assert Entry.objects.get(verb="收回授权").reason == "调离"


def test_a_grant_of_today_is_taken_away_whole():
    root = organization("街道党工委", "working_committee")
    grant = user("auditor", root).grants.get()
    Grant.objects.update(from_on=TODAY)
    grant.refresh_from_db()
    actions.revoke_role(grant, reason="点错了", by=None, now=NOW, on=TODAY)
    assert Grant.objects.count() == 0


def test_the_same_role_is_granted_once_and_again_after_it_ended():
    root = organization("街道党工委", "working_committee")
    person = user("auditor", root)
    wanted = {"role": "auditor", "organization": root, "from_on": TODAY, "until_on": None, "by": None, "now": NOW}
    with pytest.raises(actions.AlreadyGranted):
        actions.grant_role(person, **wanted)
    actions.revoke_role(person.grants.get(), reason="调离", by=None, now=NOW, on=TODAY)
    actions.grant_role(person, **wanted)
    assert list(person.grants.values_list("from_on", "until_on")) == [(TODAY, None)]


def test_reset_password_ends_the_old_one_and_tells_the_new_one_to_nobody_else():
    root = organization("街道党工委", "working_committee")
    person = user("auditor", root)
    password = actions.reset_password(person, path=root.path, by=None, now=NOW)
    person.refresh_from_db()
    assert (person.check_password(password), person.check_password("secret-enough")) == (True, False)
    assert person.must_change_password is True
    entry = Entry.objects.get(verb="重设密码")
    assert (entry.subject, entry.changes, entry.org_path) == (str(person), None, root.path)


def test_set_active_says_which_way():
    root = organization("街道党工委", "working_committee")
    person = user("auditor", root)
    actions.set_active(person, active=False, path=root.path, by=None, now=NOW)
    actions.set_active(person, active=True, path=root.path, by=None, now=NOW)
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == ["停用账号", "启用账号"]
    person.refresh_from_db()
    assert person.is_active is True


def test_a_grant_that_ended_yesterday_is_taken_up_again_in_the_first_hours_of_the_day():
    root = organization("街道党工委", "working_committee")
    person = user("auditor", root)
    night = datetime(2026, 11, 22, 17, tzinfo=UTC)
    actions.revoke_role(person.grants.get(), reason="调离", by=None, now=night, on=TODAY)
    wanted = {"role": "auditor", "organization": root, "from_on": TODAY, "until_on": None}
    actions.grant_role(person, **wanted, by=None, now=night)
    assert list(person.grants.values_list("from_on", "until_on")) == [(TODAY, None)]
