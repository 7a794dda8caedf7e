"""Judges the rows of organizations together: whether the tree that they describe can stand."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from gongjian.foundation.sheets.checked import CheckedRow, Reporter
from gongjian.registers.organizations.names import Doubt, NameIndex
from gongjian.registers.organizations.shapes import in_circles, too_deep
from gongjian.registers.organizations.terms import BRANCH_KINDS, OrganizationKind, kind_of


def check_tree(
    rows: Sequence[tuple[CheckedRow, Reporter]], known: Mapping[str, str | None], branches: Collection[str] = ()
) -> NameIndex:
    """Resolve every row's superior to its full name, then report unknown, ambiguous, circular and bad superiors.

    `known` are the superiors of the organizations already on the platform, `branches` those of them that are branches.
    Returns the names that exist after an import of the good rows.
    """
    named = [(row, reporter) for row, reporter in rows if row.values["name"]]
    _check_repeats(named)
    index = NameIndex([*known, *(row.values["name"] for row, _ in named)])
    for row, reporter in rows:
        _resolve_parent(row, reporter, index)
    tree = dict(known) | {row.values["name"]: row.values.get("parent") for row, _ in named}
    circular = in_circles(tree)
    for row, reporter in named:
        if row.values["name"] in circular:
            _report(row, reporter, "cycle", "parent", row.values["parent"] or "")
    _check_shape(named, known, branches)
    _reject_orphans(named, known)
    good = [row.values["name"] for row, _ in named if row.is_good]
    return NameIndex([*known, *good], street=index.street)


def _report(row: CheckedRow, reporter: Reporter, code: str, name: str, found: str) -> None:
    row.problems.append(reporter.problem(code, name, found))


def _check_repeats(named: Sequence[tuple[CheckedRow, Reporter]]) -> None:
    first: dict[str, str | None] = {}
    for row, reporter in named:
        name, parent = row.values["name"], row.values.get("parent")
        if name not in first:
            first[name] = parent
        else:
            _report(row, reporter, "name_repeated" if first[name] == parent else "name_duplicate", "name", name)


def _resolve_parent(row: CheckedRow, reporter: Reporter, index: NameIndex) -> None:
    text = row.values.get("parent")
    is_root = row.values.get("kind") == OrganizationKind.WORKING_COMMITTEE
    if is_root:
        row.values["parent"] = None
    elif text is None:
        row.values["parent"] = None
        _report(row, reporter, "parent_missing", "parent", "")
    else:
        meant = index.resolve(text)
        row.values["parent"] = meant.name
        if meant.doubt:
            code = "parent_ambiguous" if meant.doubt is Doubt.AMBIGUOUS else "parent_unknown"
            _report(row, reporter, code, "parent", text)


def _check_shape(
    named: Sequence[tuple[CheckedRow, Reporter]], known: Mapping[str, str | None], branches: Collection[str]
) -> None:
    """Report branches that would have others below them, and more levels than a tree may have, as the forms do."""
    good = [(row, reporter) for row, reporter in named if row.is_good]
    kinds = {row.values["name"]: _kind_of(row.values, known) for row, _ in good}
    tree = dict(known) | {row.values["name"]: row.values.get("parent") for row, _ in good}
    standing = {name for name in branches if not kinds.get(name)}
    branching = standing | {name for name, kind in kinds.items() if kind in BRANCH_KINDS}
    holding = {superior for name, superior in known.items() if tree[name] == superior and name not in kinds}
    deep = too_deep(tree, kinds)
    for row, reporter in good:
        name, parent = row.values["name"], row.values["parent"]
        if parent in branching:
            _report(row, reporter, "parent_is_branch", "parent", parent)
        elif name in branching - standing and name in holding - set(branches):
            _report(row, reporter, "kind_has_below", "kind", name)
        elif name in deep:
            _report(row, reporter, "too_deep", "parent", parent or "")


def _kind_of(values: Mapping[str, Any], known: Mapping[str, str | None]) -> str | None:
    """The kind a row gives; what is new has the kind its name says."""
    kind: str | None = values.get("kind")
    return kind or (None if values["name"] in known else kind_of(values["name"]))


def _reject_orphans(named: Sequence[tuple[CheckedRow, Reporter]], known: Mapping[str, str | None]) -> None:
    """Report rows whose superior is itself a bad row, from the top down."""
    standing = set(known) | {row.values["name"] for row, _ in named if row.is_good}
    waiting = [(row, reporter) for row, reporter in named if row.is_good]
    while orphans := [entry for entry in waiting if (entry[0].values["parent"] or "") not in standing | {""}]:
        for row, reporter in orphans:
            _report(row, reporter, "parent_bad", "parent", row.values["parent"])
            standing.discard(row.values["name"])
        waiting = [entry for entry in waiting if entry[0].is_good]
