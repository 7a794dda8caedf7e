"""The schema keeps its word: whatever a program asks, the answer is one that the schema names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.entry import two_communities

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PATHS = ["/api/duties", "/api/tables", "/api/tables/{key}"]
ASKING = ["/api/duties", "/api/tables/{key}"]


def signed_in(application: Callable[..., Iterable[bytes]], cookie: str) -> Callable[..., Iterable[bytes]]:
    """APPLICATION as it answers one browser in which somebody signed in."""

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        return application(environ | {"HTTP_COOKIE": cookie, "HTTP_ACCEPT_ENCODING": "identity"}, start)

    return answer


@pytest.fixture
def schema() -> schemathesis.BaseSchema:
    two_communities.build()
    client = Client()
    client.force_login(two_communities.colleague("street_office"), backend=BACKEND)
    cookie = client.cookies.output(attrs=[], header="").strip()
    told = client.get("/api/openapi.json").json()
    for path in told["paths"].values():
        del path["get"]["security"]
    found = schemathesis.openapi.from_dict(told)
    found.app = signed_in(get_wsgi_application(), cookie)
    return found


def test_the_schema_names_every_door(schema: schemathesis.BaseSchema) -> None:
    assert sorted(schema.raw_schema["paths"]) == PATHS


@pytest.mark.parametrize(
    ("path", "mode"),
    [*((path, GenerationMode.POSITIVE) for path in PATHS), *((path, GenerationMode.NEGATIVE) for path in ASKING)],
)
def test_every_answer_is_one_the_schema_names(schema: schemathesis.BaseSchema, path: str, mode: GenerationMode) -> None:
    """Whether what is asked is as the schema says or as it forbids; that two days lie too far apart no schema says."""

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(case=schema[path]["GET"].as_strategy(generation_mode=mode))
    def keeps_its_word(case: schemathesis.Case) -> None:
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    keeps_its_word()
