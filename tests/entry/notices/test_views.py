"""The administrator's page of channels: the address is never shown again, and a robot's leads to its maker only."""

from __future__ import annotations

import pytest
from django.test import Client

from gongjian.foundation.notices.models import Channel
from gongjian.registers.organizations.models import Organization
from tests.street import organization, user

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
GROUP = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=secret"


def client_for(role: str, at: Organization) -> Client:
    client = Client()
    client.force_login(user(role, at), backend=BACKEND)
    return client


@pytest.fixture
def root() -> Organization:
    return organization("某街道党工委", "working_committee")


def posted(**changed: str) -> dict[str, str]:
    return {"organization": "某街道党工委", "kind": "wecom", "label": "工作群", "address": GROUP, **changed}


def test_an_administrator_sets_up_a_channel_once_and_stops_it(root: Organization) -> None:
    admin = client_for("administrator", root)
    for _ in range(2):
        assert admin.post("/settings/channels/", posted()).status_code == 302
    shown = admin.get("/settings/channels/").content.decode()
    assert ("工作群" in shown, "secret" in shown) == (True, False)
    assert admin.post(f"/settings/channels/{Channel.objects.get().pk}/stop").status_code == 302
    assert "工作群</th>" not in admin.get("/settings/channels/").content.decode()


@pytest.mark.parametrize(
    "changed",
    [
        {"address": "https://127.0.0.1/robot"},
        {"address": "http://qyapi.weixin.qq.com/robot"},
        {"address": "https://qyapi.weixin.qq.com@evil.example/"},
        {"address": "https://[broken/"},
        {"address": "https://qyapi.weixin.qq.com:99999/"},
        {"kind": "email", "address": "nobody"},
    ],
)
def test_an_address_that_leads_elsewhere_is_refused(root: Organization, changed: dict[str, str]) -> None:
    admin = client_for("administrator", root)
    assert admin.post("/settings/channels/", posted(**changed)).status_code == 422
    assert Channel.objects.count() == 0


@pytest.mark.parametrize("role", ["street_office", "community_worker", "auditor"])
def test_nobody_else_sees_or_sets_channels(root: Organization, role: str) -> None:
    client = client_for(role, root)
    assert client.get("/settings/channels/").status_code == 403
    assert client.post("/settings/channels/", posted()).status_code == 403
