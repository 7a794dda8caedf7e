"""Which organizations of a table would make a tree that cannot stand: above themselves, below a branch, too deep."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from gongjian.foundation.tree import MAX_DEPTH

Tree = Mapping[str, str | None]


def in_circles(tree: Tree) -> set[str]:
    """The names of TREE {name: superior} that are above themselves."""
    settled: set[str] = set()
    circular: set[str] = set()
    for start in tree:
        path: dict[str, None] = {}
        name: str | None = start
        while name is not None and name not in settled and name not in path:
            path[name] = None
            name = tree.get(name)
        if name in path:
            names = list(path)
            circular.update(names[names.index(name) :])  # type: ignore[arg-type]
        settled.update(path)
    return circular


def line_up(name: str, tree: Tree) -> Iterator[str]:
    """NAME and its superiors, the highest last; of a circle, more than any tree is deep."""
    above: str | None = name
    steps = 0
    while above is not None and steps <= MAX_DEPTH:
        yield above
        above, steps = tree.get(above), steps + 1


def too_deep(tree: Tree, changed: Collection[str]) -> set[str]:
    """The CHANGED names that lie deeper than there are levels, or that have others of TREE lie so deep."""
    deep = [line for name in tree if len(line := list(line_up(name, tree))) > MAX_DEPTH]
    return {found for line in deep if (found := next((name for name in line if name in changed), None))}
