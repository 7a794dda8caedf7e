"""The pages of coverage: what is shown to whom, what a form does, and that nobody sees beyond their part."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from gongjian.oversight.coverage.actions import judge_all
from gongjian.oversight.coverage.boards import Standing
from gongjian.oversight.coverage.models import Finding, Proposal
from gongjian.registers.accounts.models import User
from gongjian.registers.organizations.models import Organization
from gongjian.registers.units.models import Unit, UnitFigures
from gongjian.registers.units.terms import STANDINGS
from tests.street import NOW, TODAY, community, cover, organization, unit, user

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Two:
    """Two communities with a gap each."""

    def __init__(self) -> None:
        self.root = organization("某街道党工委", "working_committee")
        self.gaps = {}
        self.committees = {}
        for name in ("甲", "乙"):
            committee = organization(f"{name}社区党总支", "general_branch", self.root, elected_on=TODAY)
            place = community(f"{name}社区", committee)
            firm = unit(f"{name}公司", members_full=3, community=place, org_path=committee.path)
            self.committees[name], self.gaps[name] = committee, firm
        judge_all(now=NOW)

    def finding(self, name: str) -> Finding:
        return Finding.objects.get(rule="unit_needs_branch", subject_id=self.gaps[name].pk)


@pytest.fixture
def two() -> Two:
    return Two()


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def office(two: Two) -> Client:
    return signed_in(user("street_office", two.root))


def worker(two: Two, name: str = "甲") -> Client:
    return signed_in(user("community_worker", two.committees[name]))


def test_the_board_counts_and_says_what_it_counts(two: Two) -> None:
    page = office(two).get("/k/").content.decode()
    assert "2 家应覆盖的单位，0 家已覆盖" in page
    assert f'<a href="/k/units?organization={two.root.pk}&amp;covered=missing">' in page
    assert "每家应覆盖的单位有没有党组织" in page
    assert "甲社区非公企业：1 家应覆盖，0 家有党组织，1 家没有覆盖" in page


@pytest.mark.parametrize("address", ["/k/", "/k/?by=organizations", "/k/?by=members", "/k/findings", "/k/units"])
def test_a_community_sees_only_its_own(two: Two, address: str) -> None:
    page = worker(two).get(address).content.decode()
    assert "乙" not in page


def test_what_is_not_ones_own_is_not_there(two: Two) -> None:
    other, client = two.finding("乙"), worker(two)
    answers = {
        path: client.get(f"/k/findings/{other.pk}{path}").status_code for path in ("", "/later", "/found_branch")
    }
    assert answers == {"": 404, "/later": 404, "/found_branch": 404}


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        ("street_office", (200, 200, 200)),
        ("body_secretary", (200, 200, 200)),
        ("community_worker", (200, 200, 200)),
        ("branch_secretary", (200, 200, 200)),
        ("auditor", (200, 403, 403)),
        ("administrator", (403, 403, 403)),
    ],
)
def test_who_may_look_and_who_may_act(two: Two, role: str, statuses: tuple[int, int, int]) -> None:
    client, finding = signed_in(user(role, two.root)), two.finding("甲")
    board = client.get("/k/").status_code
    gone = 404 if role == "administrator" else None
    act = client.get(f"/k/findings/{finding.pk}/found_branch").status_code
    later = client.get(f"/k/findings/{finding.pk}/later").status_code
    assert (board, act, later) == (statuses[0], gone or statuses[1], gone or statuses[2])


def test_a_form_with_a_mistake_comes_back_with_what_was_typed(two: Two) -> None:
    answer = office(two).post(f"/k/findings/{two.finding('甲').pk}/found_branch", {"name": "甲社区党总支"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "已经有这个名称的党组织。请换一个名称。" in page
    assert 'value="甲社区党总支"' in page


def posted(two: Two) -> dict[str, str]:
    return {"name": "甲公司党支部", "parent": str(two.committees["甲"].pk), "founded_on": "2026.11.23"}


def test_the_office_founds_a_branch_in_one_go(two: Two) -> None:
    client, finding = office(two), two.finding("甲")
    answer = client.post(f"/k/findings/{finding.pk}/found_branch", posted(two), follow=True)
    assert "为甲公司成立“甲公司党支部”，上级是甲社区党总支，已办好。" in answer.content.decode()
    assert not Finding.objects.filter(pk=finding.pk).exists()
    assert Organization.objects.get(name="甲公司党支部").parent == two.committees["甲"]
    assert client.get(f"/k/findings/{finding.pk}").status_code == 404


def test_a_community_proposes_and_the_office_approves(two: Two) -> None:
    client, finding = worker(two), two.finding("甲")
    client.post(f"/k/findings/{finding.pk}/found_branch", posted(two))
    proposal = Proposal.objects.get()
    page = client.get("/k/").content.decode()
    assert "您的 1 份申请在等上级批复。" in page
    assert "甲公司" not in page
    assert client.post(f"/k/proposals/{proposal.pk}/approve").status_code == 403
    assert worker(two, "乙").get("/k/proposals").content.decode().count("甲公司") == 0
    superior = office(two)
    assert "有 1 份申请等您批复" in superior.get("/k/").content.decode()
    superior.post(f"/k/proposals/{proposal.pk}/approve")
    proposal.refresh_from_db()
    assert (proposal.state, Finding.objects.filter(pk=finding.pk).exists()) == ("approved", False)


def test_a_refusal_needs_a_reason(two: Two) -> None:
    worker(two).post(f"/k/findings/{two.finding('甲').pk}/found_branch", posted(two))
    proposal, superior = Proposal.objects.get(), office(two)
    assert superior.post(f"/k/proposals/{proposal.pk}/refuse", {"answer": ""}).status_code == 422
    superior.post(f"/k/proposals/{proposal.pk}/refuse", {"answer": "先做工作"})
    proposal.refresh_from_db()
    assert (proposal.state, proposal.answer) == ("refused", "先做工作")


def test_the_proposer_withdraws(two: Two) -> None:
    client = worker(two)
    client.post(f"/k/findings/{two.finding('甲').pk}/found_branch", posted(two))
    client.post(f"/k/proposals/{Proposal.objects.get().pk}/withdraw")
    assert Proposal.objects.get().state == "withdrawn"


def test_what_is_put_off_stays_counted_and_leaves_what_comes_first(two: Two) -> None:
    client, finding = worker(two), two.finding("甲")
    assert f"/k/findings/{finding.pk}/found_branch" in client.get("/k/").content.decode()
    client.post(f"/k/findings/{finding.pk}/later", {"until": "2026-12-01", "reason": "老板出差"})
    page = client.get("/k/").content.decode()
    assert f"/k/findings/{finding.pk}/found_branch" not in page
    assert '没有覆盖 <b class="late">1</b> 家' in page
    assert "2026-12-01 前暂不处理：老板出差" in client.get(f"/k/findings/{finding.pk}").content.decode()


def test_an_explanation_names_the_article_and_how_far_it_was_checked(two: Two) -> None:
    page = office(two).get(f"/k/findings/{two.finding('甲').pk}").content.decode()
    assert "《中国共产党支部工作条例（试行）》第四条〔据转载〕" in page
    assert "有正式党员 3 名（摸底数；名册里登记了 0 名，先登记），满 3 名应当建党支部，现在还没有党组织。" in page
    assert "有多少名正式党员就应当成立党支部：≥ 3 名正式党员" in page
    assert '<a href="/settings/rules/branch.min_full_members">' in page


def test_the_list_is_narrowed_by_its_address(two: Two) -> None:
    client = office(two)

    def total(query: str) -> str:
        return str(client.get(f"/k/findings?{query}").context["list"].page.total)

    assert [total(query) for query in ("mark=gap", "rule=unit_needs_branch", "q=乙", "age=30", "later=yes")] == [
        "2",
        "2",
        "1",
        "0",
        "0",
    ]


def test_a_page_costs_the_same_queries_for_one_row_and_for_many(
    two: Two, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client = office(two)
    for number in range(30):
        Unit.objects.create(name=f"单位{number}", kind="enterprise", members_full=3, org_path=two.committees["甲"].path)
    judge_all(now=NOW)
    for address in ("/k/", "/k/?by=organizations", "/k/?by=members", "/k/findings", "/k/units", "/k/proposals"):
        with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
            assert client.get(address).status_code == 200


def lonely(two: Two, name: str = "独家公司", **fields: object) -> Finding:
    """The finding of a unit of 甲 with one member and nobody like it nearby."""
    common = {"members_full": 1, "community": two.gaps["甲"].community, "org_path": two.committees["甲"].path}
    firm = unit(name, **{**common, **fields})
    judge_all(now=NOW)
    return Finding.objects.get(rule="unit_needs_joint_branch", subject_id=firm.pk)


def test_where_nobody_is_near_the_page_says_so_and_offers_what_else_can_be_done(two: Two) -> None:
    client, finding = office(two), lonely(two)
    address = f"/k/findings/{finding.pk}/form_joint_branch"
    page = client.get(address).content.decode()
    reason = "同一社区里没有别的单位可以一起组建：要有正式党员，又不足 3 名，还没有党支部。"
    assert f"在您能看到的范围里找过：{reason}" in page
    assert 'name="units"' not in page
    assert f'href="/k/findings/{finding.pk}/join_branch">挂靠</a>' in page
    assert f'href="/k/findings/{finding.pk}/later">暂不处理…</a>' in page
    assert f'href="{address}"' not in page
    assert client.post(address, {"name": "独家联合党支部"}).status_code == 422


def test_a_joint_branch_to_join_is_missing_or_full_or_cannot_be_looked_for(two: Two) -> None:
    client, finding = office(two), lonely(two)
    address = f"/k/findings/{finding.pk}/join_branch"
    assert "同一社区里没有联合党支部。" in client.get(address).content.decode()
    organization("大联合党支部", "joint_branch", two.committees["甲"], full=50, community=two.gaps["甲"].community)
    assert "有 1 个联合党支部，都接收不下了：每个一般不超过 5 个单位" in client.get(address).content.decode()
    nowhere = lonely(two, "无址公司", community=None)
    assert "看不出附近有谁" in client.get(f"/k/findings/{nowhere.pk}/join_branch").content.decode()


def test_what_waits_for_an_answer_is_no_to_do_and_has_no_buttons(two: Two) -> None:
    client, finding = worker(two), two.finding("甲")
    assert todos(client) == ["甲公司：应建党支部"]
    client.post(f"/k/findings/{finding.pk}/found_branch", posted(two))
    assert todos(client) == []
    page = client.get(f"/k/findings/{finding.pk}").content.decode()
    assert "等批复：为甲公司成立“甲公司党支部”" in page
    assert f"/k/findings/{finding.pk}/found_branch" not in page
    record = client.get(f"/u/{two.gaps['甲'].pk}").content.decode()
    assert '已申请，<a href="/k/proposals">等批复</a>' in record
    assert f"/k/findings/{finding.pk}/found_branch" not in record


def todos(client: Client) -> list[str]:
    return [each.todo.title for each in client.get("/").context["items"] if each.kind == "覆盖"]


def test_whoever_decides_sees_the_figures_the_article_and_what_was_typed(two: Two) -> None:
    finding = two.finding("甲")
    worker(two).post(f"/k/findings/{finding.pk}/found_branch", posted(two))
    [card] = office(two).get("/k/proposals").context["cards"]
    assert (card.finding_url, card.subject_url) == (f"/k/findings/{finding.pk}", f"/u/{two.gaps['甲'].pk}")
    assert "名册里登记了 0 名，先登记" in card.explanation
    assert [each.key for each in (card.basis, card.asked)] == ["branch.min_full_members", "branch.founding_procedure"]
    assert card.proposal.answers == [
        ["支部名称", "甲公司党支部"],
        ["上级党组织", "甲社区党总支"],
        ["成立日期", "2026-11-23"],
    ]


def test_a_branch_founded_before_its_members_are_registered_is_warned_of_and_then_wants_them(two: Two) -> None:
    client, finding = office(two), two.finding("甲")
    page = client.get(f"/k/findings/{finding.pk}/found_branch").content.decode()
    assert "名册里只登记了 0 名正式党员，不足 3 名，先登记。" in page
    assert f'href="/m/new?unit={two.gaps["甲"].pk}">登记党员</a>' in page
    client.post(f"/k/findings/{finding.pk}/found_branch", posted(two))
    branch = Organization.objects.get(name="甲公司党支部")
    small = Finding.objects.get(rule="branch_too_small", subject_id=branch.pk)
    card = client.get(f"/k/findings/{small.pk}").context["card"]
    assert [(each.label, each.main) for each in card.remedies] == [
        ("登记党员", True),
        ("并入别的支部", False),
        ("从名册转入党员", False),
    ]
    form = client.get(card.remedies[0].url).content.decode()
    assert 'value="甲公司党支部"' in form


def test_where_the_members_are_registered_nobody_is_warned(two: Two) -> None:
    firm = two.gaps["甲"]
    UnitFigures.objects.filter(unit=firm).update(full=3)
    judge_all(now=NOW)
    page = office(two).get(f"/k/findings/{two.finding('甲').pk}/found_branch").content.decode()
    assert "先登记" not in page
    assert "有正式党员 3 名，满 3 名应当建党支部" in page


def test_paper_says_when_by_whom_and_of_what(two: Two) -> None:
    client = office(two)
    for address in ("/k/", "/k/findings?print=1"):
        page = client.get(address).content.decode()
        assert '<p class="onpaper">2026-11-23 09:00 打印 · 范围：某街道党工委 · 打印人：street_office的人</p>' in page
    assert "条件：哪一类 空白点" in client.get("/k/findings?print=1&mark=gap").content.decode()


def test_a_unit_stands_one_way_and_says_it_alike_everywhere(two: Two) -> None:
    at = {"org_path": two.committees["甲"].path}
    covered = unit("有组织的公司", **at)
    cover(organization("某支部", "branch", two.committees["甲"], full=5), covered)
    instructed = unit("有指导员的公司", instructor="李四", **at)
    exempt = unit("某派出所", "agency", **at)
    judge_all(now=NOW)
    client = office(two)
    words = {covered: "有党组织", instructed: "只派了指导员", two.gaps["甲"]: "没有覆盖", exempt: "不要求覆盖"}
    for each, said in words.items():
        assert f"{said}</span>" in client.get(f"/u/{each.pk}").content.decode()
    lists = {how: [row.name for row in client.get(f"/u/?covered={how}").context["list"].page.rows] for how in STANDINGS}
    assert {how: len(names) for how, names in lists.items()} == {
        "organization": 1,
        "instructor": 1,
        "missing": 2,
        "exempt": 1,
    }
    assert client.get("/k/").context["board"].units == Standing(4, 1, 2)
