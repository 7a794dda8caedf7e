"""Who comes back is known by a session that is still good, and by nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from gongjian.registers.accounts.sessions import SessionStore

pytestmark = pytest.mark.django_db


def kept() -> str:
    """The key of a session that remembers something."""
    session = SessionStore()
    session["remembered"] = "王"
    session.save()
    assert session.session_key
    return session.session_key


def test_a_session_is_found_again() -> None:
    key = kept()
    again = SessionStore(key)
    assert (dict(again.items()), again.session_key) == ({"remembered": "王"}, key)


def test_an_expired_session_is_a_strangers() -> None:
    key = kept()
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    again = SessionStore(key)
    assert (dict(again.items()), again.session_key) == ({}, None)


def test_a_key_that_was_never_given_out_is_a_strangers() -> None:
    again = SessionStore("never0given0out0never0given0out0")
    assert (dict(again.items()), again.session_key) == ({}, None)


def test_who_signs_out_is_a_stranger_in_every_process() -> None:
    key = kept()
    SessionStore(key).flush()
    assert dict(SessionStore(key).items()) == {}
