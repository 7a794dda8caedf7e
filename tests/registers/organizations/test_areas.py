"""Who answers for a community is settled with every change that decides it, and all that lies there follows."""

from __future__ import annotations

import pytest

from gongjian.foundation.changes import Touched
from gongjian.registers.members.models import Member
from gongjian.registers.organizations import actions
from gongjian.registers.organizations.areas import settle_communities
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import Body, OrganizationKind
from gongjian.registers.places.models import Place
from gongjian.registers.units.models import Unit
from tests import street
from tests.street import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> dict[str, Organization]:
    root = street.organization("街道党工委", "working_committee")
    body = street.organization("居民区综合党委", "committee", root, body=Body.RESIDENTIAL)
    made = {name: street.organization(f"{name}社区党委", "committee", body) for name in ("东", "西")}
    place = street.community("东社区", made["东"])
    street.unit("一家商行", community=place, org_path=made["东"].path)
    street.member("王秀英", community=place, org_path=made["东"].path)
    Place.objects.create(name="大厦", kind="building", community=place, org_path=made["东"].path)
    Touched.objects.all().delete()
    return {"街道": root, "居民区": body, **made}


def kept_by() -> set[str]:
    """The organizations that keep the community and what lies in it."""
    paths = {path for model in (Place, Unit, Member) for path in model.objects.values_list("org_path", flat=True)}
    return set(Organization.objects.filter(path__in=paths).values_list("name", flat=True))


def edited(organization: Organization, community: Place | None) -> None:
    fresh = Organization.objects.get(pk=organization.pk)
    actions.edit_organization(fresh, {"community": community}, version=fresh.version, by=None, now=NOW)


def test_a_community_given_up_falls_to_the_root_and_is_judged_again(town: dict[str, Organization]) -> None:
    edited(town["东"], None)
    assert kept_by() == {"街道党工委"}
    assert set(Touched.objects.values_list("subject_type", flat=True)) == {"organizations", "units", "members"}


def test_a_community_taken_up_goes_to_whoever_took_it(town: dict[str, Organization]) -> None:
    place = Place.objects.get(name="东社区")
    edited(town["东"], None)
    edited(town["西"], place)
    assert kept_by() == {"西社区党委"}


def test_of_two_that_say_it_is_theirs_the_higher_answers_and_of_two_alike_the_older(
    town: dict[str, Organization],
) -> None:
    place = Place.objects.get(name="东社区")
    edited(town["西"], place)
    assert kept_by() == {"东社区党委"}
    branch = actions.found_organization(
        name="东支部",
        kind=OrganizationKind.BRANCH,
        parent=town["东"],
        founded_on=TODAY,
        community=place,
        by=None,
        now=NOW,
    )
    assert kept_by() == {"东社区党委"}
    edited(town["西"], None)
    edited(town["东"], None)
    assert kept_by() == {branch.name}


def test_moving_out_of_the_residential_body_leaves_the_community_to_the_root(town: dict[str, Organization]) -> None:
    actions.move_organization(town["东"], to=town["街道"], reason="调整", by=None, now=NOW)
    assert kept_by() == {"街道党工委"}


def test_an_organization_that_ends_leaves_its_community_to_the_next(town: dict[str, Organization]) -> None:
    edited(town["西"], Place.objects.get(name="东社区"))
    actions.end_organization(town["东"], on=TODAY, reason="调整", by=None, now=NOW)
    assert kept_by() == {"西社区党委"}


def test_settling_again_changes_nothing(town: dict[str, Organization]) -> None:
    assert settle_communities(Place.objects.communities().values_list("pk", flat=True)) == {}
