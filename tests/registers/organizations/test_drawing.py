"""The tree as HTML."""

from __future__ import annotations

from gongjian.foundation.registry import Missed
from gongjian.registers.organizations.branching import NOTHING_MISSED, Node
from gongjian.registers.organizations.drawing import tree_as_html
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.queries import Figures

SWAP = 'hx-target="#detail" hx-swap="outerHTML" hx-push-url="true"'
MARK = '<span class="mk {}" aria-hidden="true"></span>'


def node(pk: int, name: str, missed: Missed = NOTHING_MISSED, **more: object) -> Node:
    at = Organization(pk=pk, name=name, parent_id=None if pk == 1 else 1, body=more.pop("body", ""))
    return Node(at, f"/o/{pk}", Figures(1200, 0, 1000, 34), missed, **more)  # type: ignore[arg-type]


def test_a_top_stands_with_its_seal_and_how_many_organizations_it_has() -> None:
    assert tree_as_html([node(1, "甲&乙街道", current=True)]) == (
        f'<a class="root" href="/o/1" hx-get="/o/1" {SWAP} aria-current="page">'
        '<span class="one" aria-hidden="true">街</span>甲&amp;乙街道<span class="c">1,200 个组织</span></a>\n'
    )


def test_what_is_missed_stands_behind_its_marks() -> None:
    drawn = tree_as_html([node(1, "街道", Missed(1000, 2))])
    gaps, spots = '<span class="vh">空白点 </span>1,000', '<span class="vh">盲点 </span>2'
    assert f"{MARK.format('none')}{gaps} {MARK.format('half')}{spots} · 1,200 个组织" in drawn


def test_a_body_stands_apart_from_the_others_and_what_did_not_fit_is_told() -> None:
    body = node(2, "居民区", body="residential", children=[node(3, "社区<一>", under="社区")], more=1001)
    drawn = tree_as_html([node(1, "街道", children=[node(4, "机关", Missed(0, 3)), body])])
    inner = f'<a href="/o/3" hx-get="/o/3" {SWAP}>{MARK.format("full")}<span class="vh"></span>&lt;一&gt;'
    more = '<li><a class="more" href="/o/2?tab=children">还有 1,001 个下级组织 →</a></li>'
    other = f'{MARK.format("half")}<span class="vh">盲点 3 个 </span>机关<span class="c">1,034 人</span></a></li>'
    apart, rest = drawn.split('<div class="body3 rest">')
    assert (inner in apart, more in apart, other in rest, more in rest) == (True, True, True, False)


def test_what_stands_open_shows_what_is_below_it() -> None:
    inner = node(2, "总支", Missed(1, 1), children=[node(3, "支部")])
    drawn = tree_as_html([node(1, "街道", children=[inner])])
    assert f'{MARK.format("none")}{MARK.format("half")}<span class="vh">空白点 1 个 盲点 1 个 </span>总支' in drawn
    assert f'</a><ul><li><a href="/o/3" hx-get="/o/3" {SWAP}>' in drawn
