"""Pages of units: found, opened, changed; own ones only."""

from __future__ import annotations

import pytest
from django.test import Client

from gongjian.foundation.search import Naming, index_names
from gongjian.registers.organizations.models import Organization
from gongjian.registers.units.models import Unit
from tests.street import community, cover, organization, unit, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> dict[str, Organization]:
    root = organization("街道党工委", "working_committee")
    one, two = organization("一社区党委", "committee", root), organization("二社区党委", "committee", root)
    place = community("一社区", one)
    mine = unit("恒泰商贸有限公司", community=place, org_path=one.path, full=2, phone="0519-1")
    other = unit("九洲软件有限公司", org_path=two.path, members_total=3)
    cover(one, mine)
    index_names("units", [Naming(each.pk, each.name, each.code) for each in (mine, other)], new=True)
    return {"root": root, "one": one, "two": two}


def signed_in(role: str, at: Organization) -> Client:
    client = Client()
    client.force_login(user(role, at), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def names(client: Client, query: str) -> list[str]:
    return [row.name for row in client.get(f"/u/{query}").context["list"].page.rows]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["恒泰商贸有限公司", "九洲软件有限公司"]),
        ("?q=商贸", ["恒泰商贸有限公司"]),
        ("?q=jzrj", ["九洲软件有限公司"]),
        ("?q=九", ["九洲软件有限公司"]),
        ("?covered=no", ["九洲软件有限公司"]),
        ("?covered=yes", ["恒泰商贸有限公司"]),
    ],
)
def test_the_list_is_narrowed(street: dict[str, Organization], query: str, expected: list[str]):
    assert names(signed_in("street_office", street["root"]), query) == expected


def test_the_community_sees_its_own_units_only(street: dict[str, Organization]):
    client = signed_in("community_worker", street["one"])
    assert names(client, "") == ["恒泰商贸有限公司"]
    mine, other = Unit.objects.order_by("pk")
    assert [client.get(f"/u/{each.pk}").status_code for each in (mine, other)] == [200, 404]
    assert [client.get(f"/u/{each.pk}/edit").status_code for each in (mine, other)] == [200, 404]


def test_those_who_only_look_change_nothing(street: dict[str, Organization]):
    client, pk = signed_in("auditor", street["root"]), Unit.objects.order_by("pk")[0].pk
    assert [client.get(f"/u/{pk}").status_code, client.get(f"/u/{pk}/edit").status_code] == [200, 403]


def test_a_wrong_code_is_said_at_the_field(street: dict[str, Organization]):
    client = signed_in("street_office", street["root"])
    posted = {"name": "新公司", "kind": "enterprise", "code": "123", "members_full": "0", "members_probationary": "0"}
    answer = client.post("/u/new", posted)
    assert (answer.status_code, answer.context["form"].errors["code"]) == (
        422,
        ["代码不对：要 18 位，可能有一位写错了。请照营业执照或登记证核对。"],
    )
    assert client.post("/u/new", posted | {"code": ""}).status_code == 302
    assert Unit.objects.get(name="新公司").org_path == street["root"].path


def test_the_record_names_its_organization_and_its_community(street: dict[str, Organization]):
    client, pk = signed_in("street_office", street["root"]), Unit.objects.order_by("pk")[0].pk
    page = client.get(f"/u/{pk}").content.decode()
    assert f'<a href="/o/{street["one"].pk}">一社区党委</a>' in page
    assert "谁能看到这条记录，为什么" in page
