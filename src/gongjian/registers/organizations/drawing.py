"""The tree as HTML, joined in Python: forty may stand below one superior, and a template takes ten steps for each."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString

from gongjian.foundation.registry import Missed
from gongjian.registers.organizations.branching import Node

MARK = '<span class="mk {}" aria-hidden="true"></span>'
SWAP = 'hx-target="#detail" hx-swap="outerHTML" hx-push-url="true"'


def tree_as_html(tops: Iterable[Node]) -> SafeString:
    """Each of TOPS with what lies below it: the three bodies apart, then the others."""
    return SafeString("\n".join(map(top, tops)))


def top(node: Node) -> str:
    bodies = [each for each in node.children if each.seal]
    others = [each for each in node.children if not each.seal]
    apart = "".join(f'<div class="body3">{head(each, "body", "three")}\n{below(each)}</div>\n' for each in bodies)
    rest = f'<div class="body3 rest"><ul>{lines(others)}{more(node)}</ul></div>' if node.children else ""
    return f"{head(node, 'root', 'one')}\n{apart}{rest}"


def head(node: Node, look: str, seal: str) -> str:
    """A top or a body, with its seal and how many organizations there are at and below it."""
    sealed = f'<span class="{seal}" aria-hidden="true">{node.seal}</span>' if node.seal else ""
    count = f'<span class="c">{missed(node.missed)}{node.figures.organizations:,} 个组织</span>'
    return link(node, f"{sealed}{escape(node.organization.name)}{count}", f' class="{look}"')


def missed(numbers: Missed) -> str:
    """How many gaps and blind spots there are, each behind its mark."""
    gaps = f'{MARK.format("none")}<span class="vh">空白点 </span>{numbers.gaps:,}' if numbers.gaps else ""
    spots = f' {MARK.format("half")}<span class="vh">盲点 </span>{numbers.blind_spots:,}' if numbers.blind_spots else ""
    return f"{gaps}{spots} · " if gaps or spots else ""


def below(node: Node) -> str:
    return f"<ul>{lines(node.children)}\n{more(node)}</ul>" if node.children else ""


def lines(nodes: Iterable[Node]) -> str:
    """Each of NODES as a link with its members, and those below it where it stands open."""
    return "".join(f"<li>{link(node, words(node))}{below(node)}</li>" for node in nodes)


def words(node: Node) -> str:
    """A mark for what is missed at and below a node, its name and its members."""
    gaps, blind_spots = node.missed.gaps, node.missed.blind_spots
    second = MARK.format("half") if gaps and blind_spots else ""
    said = (f"空白点 {gaps:,} 个 " if gaps else "") + (f"盲点 {blind_spots:,} 个 " if blind_spots else "")
    marks = f'{MARK.format(node.mark)}{second}<span class="vh">{said}</span>'
    return f'{marks}{escape(node.name)}<span class="c">{node.figures.members:,} 人</span>'


def link(node: Node, inside: str, look: str = "") -> str:
    current = ' aria-current="page"' if node.current else ""
    return f'<a{look} href="{node.url}" hx-get="{node.url}" {SWAP}{current}>{inside}</a>'


def more(node: Node) -> str:
    """Where the children are that did not fit."""
    if node.more <= 0:
        return ""
    return f'<li><a class="more" href="{node.url}?tab=children">还有 {node.more:,} 个下级组织 →</a></li>'
