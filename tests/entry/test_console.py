"""What the console says when a request is refused."""

from __future__ import annotations

import logging

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.utils.log import log_response

from gongjian.entry.console import RefusalsInOneLine
from tests.street import organization, user

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def console(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """The lines as the console's handler would write them."""
    caplog.set_level("WARNING", logger="django.request")
    caplog.handler.addFilter(RefusalsInOneLine())
    caplog.handler.setFormatter(logging.Formatter("%(message)s"))
    return caplog


@pytest.mark.django_db
def test_a_refusal_is_one_line_without_ids_and_names(console: pytest.LogCaptureFixture) -> None:
    root = organization("街道党工委", "working_committee")
    branch = organization("王家桥党支部", "branch", root)
    client = Client()
    client.force_login(user("auditor", root), backend=BACKEND)
    client.get(f"/o/{branch.pk}/edit?q=王秀兰")
    client.get("/王秀兰")
    assert console.text.splitlines() == ["403 GET o/<int:pk>/edit", "404 GET an address we do not have"]


def test_a_fault_of_ours_keeps_its_traceback(console: pytest.LogCaptureFixture, rf: RequestFactory) -> None:
    log_response("broken", response=Answer(500), request=rf.get("/"), exception=ZeroDivisionError())
    assert "ZeroDivisionError" in console.text


class Answer:
    """As much of a response as the log reads."""

    def __init__(self, status_code: int) -> None:
        self.status_code = status_code


def test_the_console_is_set_up_so() -> None:
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["refusals"]
    assert settings.LOGGING["filters"]["refusals"] == {"()": "gongjian.entry.console.RefusalsInOneLine"}
