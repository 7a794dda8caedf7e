"""Nobody of one community sees anything of another: every address, every role, both communities' ids.

The walk reads the address book itself, so a new page is walked the day it is born. An address with a parameter that
the walk cannot fill makes it fail: tell `words` what belongs there.
"""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, converters, get_resolver, reverse

from gongjian.entry.desk.models import Batch
from gongjian.foundation import registry
from gongjian.mechanisms.meetings.models import Attendee, FollowUp, Item, Meeting, Resolution
from gongjian.mechanisms.reports.models import Issue, OutsideForm, Report, Template, Text
from gongjian.mechanisms.research.models import Consequence, Note, Problem, Step, Study
from gongjian.oversight.assessment.models import Adjustment, Appeal, Indicator, Party, Result, Scheme
from gongjian.oversight.coverage.models import Finding, Proposal
from gongjian.registers.access.models import Grant
from gongjian.registers.access.roles import ROLES
from gongjian.registers.accounts.models import SavedView
from gongjian.registers.members.models import Member, Transfer
from gongjian.registers.organizations.models import Organization
from gongjian.registers.places.models import Place
from gongjian.registers.units.models import Unit
from gongjian.rules.reading import entries
from tests.entry import two_communities
from tests.entry.two_communities import A, B, Community

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TOKEN = rb'name="csrfmiddlewaretoken" value="\w+"'
READING = ("SELECT ", "SAVEPOINT ", "RELEASE SAVEPOINT ")
REFUSED = {302, 403, 404, 405}  # sent back with nothing done is a refusal too; that nothing was done is checked
LOOKED_FOR = (
    "q=botang",
    "q=bt",
    "q=棠科",
    f"q={B.phone}",
    f"q={B.code}",
    f"q={B.identity}",
)
ASKED_WITH = (
    "organization=920&org=920&under=920&community=920&unit=920&parent=920&id=920&subject=920&page=1",
    "organization=920&to=920&to_organization=920",
)
TYPED = {
    "reason": "试一试",
    "note": "试一试",
    "name": "试验支部",
    "organization": B.first + 1,
    "to_organization": B.first + 1,
    "to": B.first + 1,
    "unit": B.first + 1,
    "units": [B.first, B.first + 1],
    "members": [B.first, B.first + 1],
    "ids": [B.first, B.first + 1],
    "selected": [B.first, B.first + 1],
    "parent": B.first,
    "answer": "同意",
    "on": "2026-11-23",
    "until": "2026-12-31",
    "version": 1,
}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
RECORDS = (
    *(Scheme, Indicator, Result, Party, Adjustment, Appeal),
    *(Organization, Unit, Member, Place, Transfer, Proposal, Finding, SavedView, Grant, Batch),
    *(Meeting, Attendee, Item, Resolution, FollowUp),
    *(Report, Text, OutsideForm, Issue, Template),
    *(Study, Step, Note, Problem, Consequence),
)


@cache
def words() -> dict[str, Sequence[str]]:
    """What may stand in an address besides ids: the address up to there, to values."""
    duties = tuple(each.key for each in registry.offers("duties"))
    return {
        "k/findings/<int:pk>/": tuple(registry.remedies()),
        "d/begin/<int:organization>/": duties,
        "d/rules/": duties,
        "settings/rules/": (min(entries()),),
        "api/tables/": tuple(registry.tables(two_communities.TODAY)),
        "desk/templates/": ("organizations", "units", "members"),
        "public/": ("0",),
        "feeds/": ("0",),
    }


@dataclass(frozen=True, slots=True)
class Address:
    """A pattern of the address book, its parameters with their converters."""

    route: str
    parameters: tuple[tuple[str, Any], ...]

    def urls(self, community: Community) -> Iterator[str]:
        choices = [self.values_for(name, converter, community) for name, converter in self.parameters]
        for chosen in product(*choices):
            url = self.route
            for (name, _), value in zip(self.parameters, chosen, strict=True):
                url = re.sub(rf"<(?:\w+:)?{name}>", quote(str(value)), url)
            yield f"/{url}"

    def values_for(self, name: str, converter: Any, community: Community) -> Sequence[Any]:
        place = re.split(rf"<(?:\w+:)?{name}>", self.route)[0]
        if place in words():
            return words()[place]
        if isinstance(converter, converters.IntConverter):
            return community.findings() if place == "k/findings/" else (community.first, community.first + 1)
        if isinstance(converter, converters.UUIDConverter):
            return uids_of(community)
        return pytest.fail(f"the walk does not know what stands in {self.route} for <{name}>")

    @property
    def has_record(self) -> bool:
        return any(isinstance(each, converters.IntConverter | converters.UUIDConverter) for _, each in self.parameters)


def uids_of(community: Community) -> Sequence[UUID]:
    return [
        uid
        for model in RECORDS
        if hasattr(model, "uid")
        for uid in model.objects.filter(pk=community.first).values_list("uid", flat=True)
    ]


def addresses(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[Address]:
    """Every address of ours; those of Django's admin and of the sign-in package bring no rows of ours."""
    for each in (resolver or get_resolver()).url_patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from addresses(each, route)
        elif view_module(each).startswith("gongjian.") or route.startswith("api/"):
            yield Address(route, tuple(each.pattern.converters.items()))


def view_module(pattern: URLPattern) -> str:
    return getattr(pattern.callback, "view_class", pattern.callback).__module__


def revealed(response: HttpResponse, secrets: Sequence[str]) -> list[str]:
    """Which SECRETS a response tells, however it is written: page, escaped, JSON, address, workbook, GB18030."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    bodies = [content, repr(sorted(response.items())).encode()]
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            bodies += [archive.read(name) for name in archive.namelist()]
    return [each for each in secrets if any(spelling in body for spelling in spellings(each) for body in bodies)]


@cache
def spellings(text: str) -> tuple[bytes, ...]:
    entities = "".join(f"&#{ord(character)};" for character in text)
    forms = {text, html.escape(text), json.dumps(text)[1:-1], quote(text), entities}
    return (*(form.encode() for form in forms), text.encode("gb18030"), text.encode("utf-16-le"))


def secrets_but(query: str) -> list[str]:
    """What a page may not tell; what the viewer typed may come back in the field it was typed into."""
    return [each for each in B.secrets if each not in query]


def state_of(community: Community) -> list[dict[str, Any]]:
    """Everything the community's rows say; a row that A makes may take an id of its range, and is none of them."""
    lowest, highest = community.first, community.first + 9
    rows = [(model, model.objects.filter(pk__range=(lowest, highest)).order_by("pk").values()) for model in RECORDS]
    return [
        {"model": model._meta.label, **row}
        for model, found in rows
        for row in found
        if not row.get("org_path", "").startswith(A.path)
    ]


@contextmanager
def writing() -> Iterator[list[str]]:
    """Statements other than reading ones, as they run; where there are none nothing can have changed."""
    written: list[str] = []

    def notice(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        written.extend([] if sql.startswith(READING) else [sql])
        return execute(sql, *rest)

    with connection.execute_wrapper(notice):
        yield written


@pytest.fixture
def street() -> None:
    two_communities.build()


@pytest.fixture(params=ROLES)
def viewer(request: pytest.FixtureRequest, street: None) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(two_communities.colleague(request.param), backend=BACKEND)
    return client


def test_no_page_tells_anything_of_another_community(viewer: Client) -> None:
    wrong = []
    for address in addresses():
        for url in address.urls(B):
            headers = {} if address.has_record else {"HX-Request": "true"}
            wrong += faults(url, viewer.get(url, headers=headers), B.secrets)
    assert wrong == []


def test_no_filter_and_no_search_reaches_another_community(viewer: Client) -> None:
    """A page that is the same when something is looked for is not asked for anything else."""
    wrong = []
    for address in addresses():
        if address.has_record:
            continue
        for url in address.urls(A):
            looks = without_tokens(viewer.get(url)) != without_tokens(viewer.get(f"{url}?{LOOKED_FOR[0]}"))
            for query in (*(LOOKED_FOR if looks else ()), *ASKED_WITH):
                wrong += faults(f"{url}?{query}", viewer.get(f"{url}?{query}"), secrets_but(query))
    assert wrong == []


def without_tokens(response: HttpResponse) -> bytes:
    """What a page says, but for what no two answers share."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return re.sub(TOKEN, b"", content)


def test_own_pages_open_and_tell_nothing_of_the_other_community(viewer: Client) -> None:
    wrong = []
    for address in addresses():
        for url in address.urls(A):
            wrong += faults(url, viewer.get(url), B.secrets)
    assert wrong == []


def test_no_form_changes_another_community(viewer: Client) -> None:
    wrong, before = [], state_of(B)
    for address in addresses():
        if not address.has_record:
            continue
        for url in address.urls(B):
            with transaction.atomic():
                with writing() as written:
                    response = viewer.post(url, TYPED)
                wrong += faults(url, response, B.secrets)
                if response.status_code not in REFUSED:
                    wrong.append(f"POST {url}: {response.status_code} instead of a refusal")
                if written and state_of(B) != before:
                    wrong.append(f"POST {url} changed the other community")
                transaction.set_rollback(True)
    assert wrong == []


def test_no_form_takes_rows_of_another_community(viewer: Client) -> None:
    wrong, before = [], state_of(B)
    for address in addresses():
        for url in address.urls(A):
            with transaction.atomic():
                with writing() as written:
                    response = viewer.post(url, TYPED)
                wrong += faults(f"POST {url}", response, B.secrets)
                if written and state_of(B) != before:
                    wrong.append(f"POST {url} changed the other community")
                transaction.set_rollback(True)
    assert wrong == []


def faults(url: str, response: HttpResponse, secrets: Sequence[str]) -> list[str]:
    told = revealed(response, secrets)
    found = [f"{url}: {response.status_code} tells {told}"] if told else []
    return [*found, f"{url}: {response.status_code}"] if response.status_code >= 500 else found


PAGES = {
    "/o/list": "organizations.view",
    "/r/": "reports.view",
    "/r/new": "reports.write",
    "/r/owed": "reports.review",
    "/r/templates/": "reports.view",
    "/r/templates/new": "duties.set",
    "/r/forms/": "reports.write",
    "/r/forms/new": "reports.write",
    "/h/": "meetings.view",
    "/h/month": "meetings.view",
    "/h/agreed": "meetings.view",
    "/h/new": "meetings.record",
    "/h/template": "meetings.record",
    "/h/invitations/": "meetings.record",
    "/f/": "meetings.view",
    "/y/": "research.view",
    "/y/problems/": "research.view",
    "/y/new": "research.record",
    "/c/": "coordination.view",
    "/e/": "assessment.view",
    "/e/new": "assessment.set",
    "/e/results": "assessment.view",
    "/e/appeals": "assessment.view",
    "/d/": "duties.view",
    "/d/periods": "duties.view",
    "/d/start": "duties.set",
    "/d/rules": "duties.view",
    "/d/rules/new": "duties.set",
    "/d/exemptions": "duties.view",
    "/d/exemptions/new": "duties.excuse",
    "/d/holidays": "duties.view",
    "/d/feeds": "duties.view",
    "/settings/channels/": "notices.manage",
    "/k/": "findings.view",
    "/k/findings": "findings.view",
    "/k/units": "findings.view",
    "/k/organizations": "findings.view",
    "/k/proposals": "findings.view",
    "/o/": "organizations.view",
    "/u/": "units.view",
    "/u/new": "units.manage",
    "/m/": "members.view",
    "/m/left/": "members.view",
    "/m/new": "members.manage",
    "/m/transfers/": "members.transfer",
    "/places/": "places.view",
    "/desk/": "sheets.import",
    "/settings/access/": "access.view",
    "/settings/access/new": "access.manage",
}
LOG, READ_BY = "/settings/history/", {"history.view", "access.manage"}
FOR_PROGRAMS = {"/api/tables", "/api/duties", "/api/openapi.json"}
OF_EVERYONE = {
    "/",
    "/me",
    "/help",
    "/offline",
    "/search",
    "/settings/rules/",
    "/account/password/",
    *FOR_PROGRAMS,
    "/help/api",
}
SECRET_ADDRESSES = ("/account/", "/public/", "/feeds/")
NOT_A_PAGE = {"/healthz", "/api/", "/account/login/"}


def test_a_page_opens_for_whoever_it_has_something_for_and_tells_the_rest_so_in_words(viewer: Client) -> None:
    role = ROLES[viewer.get("/me").wsgi_request.user.grants.get().role]
    answers = {url: viewer.get(url) for url in (*PAGES, *OF_EVERYONE, LOG)}
    opened = {url for url, response in answers.items() if response.status_code == 200}
    of_role = {url for url, permission in PAGES.items() if permission in role.permissions}
    assert opened == OF_EVERYONE | of_role | ({LOG} if READ_BY & role.permissions else set())
    refused = [response for response in answers.values() if response.status_code == 403]
    assert len(opened) + len(refused) == len(answers)
    assert all(response.context["reason"].endswith("。") for response in refused)


def test_the_navigation_leads_to_pages_that_open_and_to_no_other(viewer: Client) -> None:
    groups = viewer.get("/").context["shell"].groups
    shown = {entry.url for group in groups for entry in group.entries}
    opens = {entry.url_name: viewer.get(reverse(entry.url_name)).status_code == 200 for entry in registry.navigation()}
    assert shown == {reverse(name) for name, open_ in opens.items() if open_}


def test_every_page_without_a_record_is_told_whose_it_is(street: None) -> None:
    client = Client()
    client.force_login(two_communities.colleague("street_office"), backend=BACKEND)
    plain = {url for address in addresses() if not address.parameters for url in address.urls(A)}
    pages = {url for url in plain if client.get(url).status_code != 405}
    assert pages - NOT_A_PAGE == PAGES.keys() | OF_EVERYONE | {LOG}


def test_the_walk_would_notice(street: None) -> None:
    """Whoever may see B is told of it at the very addresses walked above."""
    client = Client()
    user = two_communities.colleague("street_office")
    user.grants.update(organization_id=two_communities.ROOT_ID, org_path=A.path[: len(A.path) // 2])
    client.force_login(user, backend=BACKEND)
    telling = {
        address.route for address in addresses() for url in address.urls(B) if revealed(client.get(url), B.secrets)
    }
    assert len(telling) >= 8


def test_a_stranger_is_asked_to_sign_in_everywhere(street: None) -> None:
    client = Client(raise_request_exception=False)
    open_to_all = {"/healthz", "/offline"}
    wrong = []
    for address in addresses():
        for url in address.urls(B):
            response = client.get(url)
            if url.rstrip("/") not in open_to_all and not url.startswith(SECRET_ADDRESSES):
                wrong += [] if is_asked_to_sign_in(response) else [url]
            wrong += faults(url, response, B.secrets)
    assert wrong == []


def is_asked_to_sign_in(response: HttpResponse) -> bool:
    """A person is led to the door, a program is told in JSON."""
    if response.status_code == 302:
        return "/account/login/" in response["Location"]
    return response.status_code == 401 and list(json.loads(response.content)) == ["detail"]
