"""社区和楼宇: what lies where, and who may write it down."""

from __future__ import annotations

import pytest
from django.test import Client

from gongjian.foundation.history import Entry
from gongjian.registers.organizations.models import Organization
from gongjian.registers.places.models import Place
from tests.street import community, organization, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> dict[str, Organization]:
    root = organization("街道党工委", "working_committee")
    one, two = organization("一社区党委", "committee", root), organization("二社区党委", "committee", root)
    community("一社区", one)
    community("二社区", two)
    return {"root": root, "one": one, "two": two}


def signed_in(role: str, at: Organization) -> Client:
    client = Client()
    client.force_login(user(role, at), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_building_is_added_to_its_community_once(street: dict[str, Organization]):
    client, place = signed_in("community_worker", street["one"]), Place.objects.get(name="一社区")
    posted = {"kind": "building", "name": "恒泰大厦", "address": "一路 1 号"}
    assert client.post(f"/places/{place.pk}/new", posted).status_code == 302
    made = Place.objects.get(name="恒泰大厦")
    assert (made.community_id, made.org_path) == (place.pk, street["one"].path)
    again = client.post(f"/places/{place.pk}/new", posted)
    assert again.context["form"].errors["name"] == ["已经有一个“恒泰大厦”了。请写得更细一些，例如加上路名。"]


def test_a_place_is_renamed_with_its_keys_and_a_line(street: dict[str, Organization]):
    client, place = signed_in("community_worker", street["one"]), Place.objects.get(name="一社区")
    form = {"name": "新社区", "initial-name": "一社区", "address": "", "initial-address": "", "version": "1"}
    assert client.post(f"/places/{place.pk}/edit", form).status_code == 302
    place.refresh_from_db()
    assert (place.name, place.initials, place.version) == ("新社区", "xsq", 2)
    assert Entry.objects.about("places", place.pk).get().changes == {"name": ["一社区", "新社区"]}


def test_the_community_sees_its_own_places_only(street: dict[str, Organization]):
    client = signed_in("community_worker", street["one"])
    page = client.get("/places/").content.decode()
    assert ("一社区" in page, "二社区" in page) == (True, False)
    assert client.get(f"/places/{Place.objects.get(name='二社区').pk}/edit").status_code == 404


def test_those_who_only_look_change_nothing(street: dict[str, Organization]):
    place = Place.objects.get(name="一社区")
    assert signed_in("auditor", street["root"]).get(f"/places/{place.pk}/edit").status_code == 403
