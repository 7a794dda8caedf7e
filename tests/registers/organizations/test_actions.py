"""The tree keeps its one law whatever is done to it: a path is the parent's path and one's own step."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongjian.foundation.changes import Touched
from gongjian.foundation.editing import Meanwhile
from gongjian.foundation.history import Entry
from gongjian.foundation.search import Term
from gongjian.foundation.tree import path_of
from gongjian.registers.members.models import Member
from gongjian.registers.organizations import actions, counting
from gongjian.registers.organizations.models import Organization, OrganizationFigures
from gongjian.registers.organizations.queries import Figures, figures_of
from gongjian.registers.organizations.terms import OrganizationKind
from tests.street import NOW, TODAY, community, member, organization, unit, user

pytestmark = pytest.mark.django_db


def tree() -> dict[str, Organization]:
    root = organization("街道党工委", "working_committee")
    one = organization("一社区党委", "committee", root)
    two = organization("二社区党委", "committee", root)
    inner = organization("一社区党总支", "general_branch", one)
    return {"root": root, "one": one, "two": two, "inner": inner, "leaf": organization("一支部", "branch", inner)}


def assert_lawful() -> None:
    for each in Organization.objects.select_related("parent"):
        expected = path_of(each.pk, each.parent.path if each.parent else "")
        assert (each.path, each.org_path, each.figures.path) == (expected, expected, expected)


def count_again() -> None:
    """What oversight does after a change: count at and above what was touched."""
    touched = Touched.objects.filter(subject_type="organizations")
    counting.refresh(touched.values_list("subject_id", flat=True))


def test_moving_takes_everything_below_along():
    made = tree()
    place = community("一社区", made["one"])
    person = member("王秀英", made["leaf"])
    firm = unit("一家商行", community=place, org_path=made["inner"].path)
    actions.move_organization(made["inner"], to=made["two"], reason="区划调整", by=None, now=NOW)
    assert_lawful()
    leaf = Organization.objects.get(pk=made["leaf"].pk)
    inner = Organization.objects.get(pk=made["inner"].pk)
    assert leaf.path == made["two"].path + made["leaf"].path[len(made["one"].path) :]
    assert Member.objects.get(pk=person.pk).org_path == leaf.path
    assert type(firm).objects.get(pk=firm.pk).org_path == inner.path


def test_moving_writes_one_line_that_names_both_superiors():
    made = tree()
    actions.move_organization(made["inner"], to=made["two"], reason="区划调整", by=None, now=NOW)
    entry = Entry.objects.get(verb="移动")
    assert (entry.changes, entry.reason) == ({"parent": ["一社区党委", "二社区党委"]}, "区划调整")
    assert entry.org_path == Organization.objects.get(pk=made["inner"].pk).path


def test_moving_touches_both_lines_of_superiors_and_all_below():
    made = tree()
    Touched.objects.all().delete()
    actions.move_organization(made["inner"], to=made["two"], reason="区划调整", by=None, now=NOW)
    touched = set(Touched.objects.filter(subject_type="organizations").values_list("subject_id", flat=True))
    assert touched == {made[name].pk for name in ("root", "one", "two", "inner", "leaf")}


@pytest.mark.parametrize(
    ("moved", "to", "why"),
    [
        ("one", "leaf", "不能移到自己的下级下面。请选别的上级。"),
        ("one", "one", "不能移到自己的下级下面。请选别的上级。"),
        ("root", "one", "全街道最上面的组织不能移动。"),
        ("inner", "one", "“一社区党总支”已经在“一社区党委”下面。"),
        ("two", "leaf", "“一支部”是党支部，下面不能再设组织。请选党总支或党委。"),
    ],
)
def test_a_move_that_breaks_the_tree_is_refused_in_words(moved: str, to: str, why: str):
    made = tree()
    with pytest.raises(actions.Refused) as refusal:
        actions.move_organization(made[moved], to=made[to], reason="试", by=None, now=NOW)
    assert str(refusal.value) == why
    assert_lawful()


@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_row_of_moves_keeps_the_law_and_every_sum(data: st.DataObject):
    start = transaction.savepoint()
    root = organization("街道党工委", "working_committee", full=1)
    nodes = [root]
    for number in range(8):
        nodes.append(organization(f"组织{number}", "committee", data.draw(st.sampled_from(nodes)), full=number))
    for _ in range(5):
        moved, to = data.draw(st.sampled_from(nodes)), data.draw(st.sampled_from(nodes))
        with suppress(actions.Refused):
            actions.move_organization(moved, to=to, reason="试", by=None, now=NOW)
    assert_lawful()
    count_again()
    assert counting.recount() == 0
    assert figures_of(Organization.objects.get(pk=root.pk)) == Figures(9, 0, 1 + sum(range(8)), 0)
    transaction.savepoint_rollback(start)


def test_founding_gives_path_figures_search_terms_and_a_line():
    made = tree()
    new = actions.found_organization(
        name="新楼联合党支部",
        kind=OrganizationKind.JOINT_BRANCH,
        parent=made["two"],
        founded_on=TODAY,
        by=None,
        now=NOW,
    )
    assert_lawful()
    assert OrganizationFigures.objects.get(organization=new).full == 0
    assert Term.objects.filter(subject_type="organizations", subject_id=new.pk, term="新楼联合党支部").count() == 1
    assert Entry.objects.about("organizations", new.pk).get().verb == "成立"


def test_a_name_is_given_once():
    made = tree()
    with pytest.raises(actions.NameTaken):
        actions.found_organization(
            name="二社区党委", kind=OrganizationKind.COMMITTEE, parent=made["root"], founded_on=TODAY, by=None, now=NOW
        )


def test_the_second_editor_overwrites_nothing():
    made = tree()
    actions.edit_organization(made["one"], {"phone": "1"}, version=1, by=None, now=NOW)
    with pytest.raises(Meanwhile):
        actions.edit_organization(made["one"], {"phone": "2"}, version=1, by=None, now=NOW)
    one = Organization.objects.get(pk=made["one"].pk)
    assert (one.phone, one.version) == ("1", 2)


def test_an_organization_with_members_does_not_end():
    made = tree()
    member("王秀英", made["leaf"])
    with pytest.raises(actions.Refused) as refusal:
        actions.end_organization(made["leaf"], on=TODAY, reason="合并", by=None, now=NOW)
    assert str(refusal.value) == "“一支部”还有 1 名党员。先给他们转好组织关系，再撤销。"


def test_an_organization_with_others_below_does_not_end():
    made = tree()
    with pytest.raises(actions.Refused) as refusal:
        actions.end_organization(made["inner"], on=TODAY, reason="合并", by=None, now=NOW)
    assert str(refusal.value) == "下面还有 1 个组织。先把它们移走或撤销，再撤销“一社区党总支”。"


def test_an_ended_organization_leaves_the_counts_and_the_search():
    made = tree()
    actions.end_organization(made["leaf"], on=TODAY, reason="合并", by=None, now=NOW)
    count_again()
    assert figures_of(Organization.objects.get(pk=made["root"].pk)).organizations == 4
    assert Term.objects.filter(subject_type="organizations", subject_id=made["leaf"].pk).count() == 0


def test_a_post_begins_and_ends_with_a_line_each():
    made = tree()
    values = {"title": "书记", "holder": "徐慧芳", "also": "", "from_on": TODAY}
    post = actions.appoint(made["one"], values, by=user("street_office", made["root"]), now=NOW)
    actions.leave_post(post, on=TODAY, reason="退休", by=None, now=NOW)
    lines = Entry.objects.about("organizations", made["one"].pk).values_list("verb", "changes", "reason")
    assert list(lines) == [
        ("离任", {"post": ["书记 徐慧芳", None]}, "退休"),
        ("任职", {"post": [None, "书记 徐慧芳"]}, ""),
    ]


def test_touch_line_touches_an_organization_and_all_above_it():
    made = tree()
    Touched.objects.all().delete()
    actions.touch_line(made["inner"].path)
    touched = set(Touched.objects.values_list("subject_id", flat=True))
    assert touched == {made[name].pk for name in ("root", "one", "inner")}


def test_tell_names_the_organization_where_it_stands_now():
    made = tree()
    actions.tell(made["leaf"], "换届", by=None, now=NOW)
    entry = Entry.objects.get()
    assert (entry.verb, entry.subject, entry.org_path, entry.actor) == ("换届", "一支部", made["leaf"].path, "系统")
