"""Whose account somebody tries to open."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from gongjian.registers.accounts.adapters import attempted_username


@pytest.mark.parametrize(
    ("typed", "kept"), [("zhoumin", "zhoumin"), ("zhou\x00min", "zhoumin"), ("x" * 5000, "x" * 60)]
)
def test_what_is_kept_of_an_attempt_fits_the_database(rf: RequestFactory, typed: str, kept: str) -> None:
    request = rf.post("/account/login/", {"login": typed})
    assert attempted_username(request) == kept
    assert attempted_username(request, {"username": typed}) == kept
