"""Pages of organizations: own ones open, others do not exist, and everything works without a script."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client

from gongjian.foundation.registry import Missed
from gongjian.foundation.search import Naming, index_names
from gongjian.oversight.coverage.actions import judge_all
from gongjian.oversight.coverage.models import Finding
from gongjian.registers.organizations.models import Organization, Post
from tests.street import NOW, member, organization, unit, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> dict[str, Organization]:
    root = organization("街道党工委", "working_committee", full=2)
    body = organization("居民区综合党委", "committee", root, body="residential")
    one = organization("一社区党委", "committee", body, full=40, phone="0519-1")
    two = organization("二社区党委", "committee", body)
    leaf = organization("一社区党委第一党支部", "branch", one, full=20, probationary=1)
    made = {"root": root, "body": body, "one": one, "two": two, "leaf": leaf}
    index_names("organizations", [Naming(each.pk, each.name) for each in made.values()], new=True)
    return made


def signed_in(role: str, at: Organization) -> Client:
    client = Client()
    client.force_login(user(role, at), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_tree_shows_bodies_and_communities_with_their_figures(street: dict[str, Organization]):
    page = signed_in("street_office", street["root"]).get("/o/").content.decode()
    assert page.count("5 个组织") == 1
    assert page.count('<span class="c">61 人</span>') == 1


def test_a_branch_is_named_below_its_superior_without_the_superiors_name(street: dict[str, Organization]):
    page = signed_in("street_office", street["root"]).get(f"/o/{street['one'].pk}").content.decode()
    assert '第一党支部<span class="c">21 人</span>' in page


def test_the_community_sees_its_own_tree_and_no_other(street: dict[str, Organization]):
    client = signed_in("community_worker", street["one"])
    page = client.get("/o/").content.decode()
    assert ("一社区党委" in page, "二社区党委" in page, "居民区综合党委" in page) == (True, False, False)
    assert client.get(f"/o/{street['leaf'].pk}").status_code == 200
    assert [client.get(f"/o/{street[name].pk}").status_code for name in ("two", "body", "root")] == [404, 404, 404]


def test_htmx_gets_the_pane_and_the_tree_round_it_only(street: dict[str, Organization]):
    client = signed_in("street_office", street["root"])
    answer = client.get(f"/o/{street['one'].pk}", headers={"HX-Request": "true"}).content.decode()
    assert ("<html" in answer, 'id="detail"' in answer, 'hx-swap-oob="true"' in answer) == (False, True, True)


@pytest.mark.parametrize("text", ["社区党委第", "dyd", "徐慧"])
def test_the_box_finds_by_name_initials_and_secretary(street: dict[str, Organization], text: str):
    Post.objects.create(organization=street["leaf"], title="书记", holder="徐慧芳")
    page = signed_in("street_office", street["root"]).get("/o/", {"find": text}).content.decode()
    assert f'<ul class="flat"><li><a href="/o/{street["leaf"].pk}">' in page


def test_what_is_posted_is_kept_and_said(street: dict[str, Organization]):
    client, pk = signed_in("community_worker", street["one"]), street["one"].pk
    form = client.get(f"/o/{pk}/edit").context["form"]
    posted = {name: form[name].value() or "" for name in form.fields}
    posted |= {f"initial-{name}": form[name].value() or "" for name in form.fields} | {"phone": "0519-2"}
    assert client.post(f"/o/{pk}/edit", posted).status_code == 302
    assert Organization.objects.get(pk=pk).phone == "0519-2"
    assert "联系电话：*****1 → *****2" in client.get(f"/o/{pk}").content.decode()


def test_the_second_editor_is_told_and_chooses(street: dict[str, Organization]):
    client, pk = signed_in("community_worker", street["one"]), street["one"].pk
    form = client.get(f"/o/{pk}/edit").context["form"]
    seen = {name: form[name].value() or "" for name in form.fields}
    seen |= {f"initial-{name}": value for name, value in seen.items()}
    client.post(f"/o/{pk}/edit", seen | {"phone": "0519-2"})
    late = client.post(f"/o/{pk}/edit", seen | {"phone": "0519-3", "note": "我写的"})
    assert late.status_code == 409
    page = late.content.decode()
    assert ("现在的：0519-2" in page, "您写的：0519-3" in page) == (True, True)
    again = dict(late.context["carried"]) | {"version": "2", "keep-phone": "theirs"}
    assert client.post(f"/o/{pk}/edit", again).status_code == 302
    one = Organization.objects.get(pk=pk)
    assert (one.phone, one.note, one.version) == ("0519-2", "我写的", 3)


def test_moving_below_oneself_says_why_not(street: dict[str, Organization]):
    client, pk = signed_in("street_office", street["root"]), street["body"].pk
    answer = client.post(f"/o/{pk}/move", {"to": street["one"].pk, "reason": "试"})
    assert answer.status_code == 422
    assert "不能移到自己的下级下面。请选别的上级。" in answer.content.decode()


def test_founding_is_not_for_those_who_cannot_decide(street: dict[str, Organization]):
    assert signed_in("community_worker", street["one"]).get(f"/o/{street['one'].pk}/new").status_code == 403
    office = signed_in("street_office", street["root"])
    posted = {"name": "新支部", "kind": "branch", "founded_on": "2026.11", "reason": ""}
    answer = office.post(f"/o/{street['one'].pk}/new", posted)
    made = Organization.objects.get(name="新支部")
    assert (answer.status_code, made.parent_id, str(made.founded_on)) == (302, street["one"].pk, "2026-11-01")


def test_a_tab_says_who_sees_the_organization_and_why(street: dict[str, Organization]):
    page = signed_in("street_office", street["root"]).get(f"/o/{street['one'].pk}?tab=viewers").content.decode()
    assert "在上级“街道党工委”任“街道党工委、组织办”" in page


def test_a_page_of_many_children_costs_the_queries_of_a_page_of_few(
    street: dict[str, Organization], django_assert_num_queries
):
    client = signed_in("street_office", street["root"])
    address = f"/o/{street['one'].pk}"
    client.get(address)
    with django_assert_num_queries(12):
        client.get(address)
    for number in range(20):
        organization(f"一社区党委第{number}支部", "branch", street["one"], full=3)
    with django_assert_num_queries(12):
        client.get(address)


@pytest.mark.parametrize("entry", [{"term_years": "32767"}, {"term_years": "0"}, {"committee_size": "-1"}])
def test_an_absurd_term_or_committee_is_refused_at_its_field(street: dict[str, Organization], entry: dict[str, str]):
    client, one = signed_in("community_worker", street["one"]), street["one"]
    shown = client.get(f"/o/{one.pk}/edit").context["form"]
    data = {field.html_name: field.value() or "" for field in shown}
    answer = client.post(f"/o/{one.pk}/edit", {**data, **entry})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, list(entry))


def edit(client: Client, pk: int, **entries: str) -> HttpResponse:
    shown = client.get(f"/o/{pk}/edit").context["form"]
    return client.post(f"/o/{pk}/edit", {field.html_name: field.value() or "" for field in shown} | entries)


def test_the_kind_is_the_superiors_to_change(street: dict[str, Organization]):
    one, root = street["one"], street["root"]
    edit(signed_in("community_worker", one), one.pk, kind="general_branch")
    edit(signed_in("street_office", root), root.pk, kind="committee")
    assert Organization.objects.filter(pk__in=[one.pk, root.pk], kind="general_branch").count() == 0
    assert Organization.objects.get(pk=root.pk).kind == "working_committee"
    edit(signed_in("body_secretary", street["body"]), one.pk, kind="general_branch")
    assert Organization.objects.get(pk=one.pk).kind == "general_branch"


def test_what_has_organizations_below_it_becomes_no_branch(street: dict[str, Organization]):
    answer = edit(signed_in("body_secretary", street["body"]), street["one"].pk, kind="branch")
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["kind"])


def test_a_number_no_row_can_have_leads_nowhere(street: dict[str, Organization]):
    assert signed_in("street_office", street["root"]).get(f"/o/{10**20}").status_code == 404


def test_the_marks_of_the_tree_tell_gaps_from_blind_spots(street: dict[str, Organization]):
    unit("甲公司", members_full=3, org_path=street["one"].path)
    member("张三", None, org_path=street["one"].path, last_contact_on=None, category="floating")
    unit("乙学校", "school", full=5, members_total=5, org_path=street["two"].path)
    judge_all(now=NOW)
    page = signed_in("street_office", street["root"]).get(f"/o/{street['body'].pk}")
    body = next(each for each in page.context["tops"][0].children if each.seal == "居")
    found = {each.organization.name: (each.mark, each.missed) for each in body.children}
    assert found["二社区党委"] == ("none", Missed(1, 1))
    assert page.context["tops"][0].missed.gaps == Finding.objects.filter(mark="gap").count()
    assert page.context["tops"][0].missed.blind_spots == Finding.objects.filter(mark="blind_spot").count()
    assert '<span class="vh">空白点 1 个 盲点 1 个 </span>二社区党委' in page.content.decode()
