"""The one stored form of a tree: a parent, and a path made of the ids from the root down.

A node's path is its parent's path and its own id in five base-36 characters. Ids are unique, so paths are: no sibling
counter is kept, nothing is locked to add a node, and "everything under X" is one range of a byte-ordered column.
"""

from __future__ import annotations

from django.db.models import Q

from gongjian.foundation.columns import KeyField

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
WIDTH = 5
MAX_DEPTH = 24


class PathField(KeyField):
    """A path in the tree of organizations, '' for nowhere."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("max_length", WIDTH * MAX_DEPTH)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]


def step(node_id: int) -> str:
    """The five characters that stand for a node in a path; ids up to 36**5 - 1 (60 million)."""
    if not 0 < node_id < len(DIGITS) ** WIDTH:
        raise ValueError(f"a tree node's id must be between 1 and {len(DIGITS) ** WIDTH - 1}: {node_id}")
    characters = []
    for _ in range(WIDTH):
        node_id, digit = divmod(node_id, len(DIGITS))
        characters.append(DIGITS[digit])
    return "".join(reversed(characters))


def path_of(node_id: int, parent_path: str = "") -> str:
    return parent_path + step(node_id)


def ancestors(path: str) -> list[str]:
    """Paths from the root down to PATH itself."""
    return [path[:end] for end in range(WIDTH, len(path) + 1, WIDTH)]


def nodes(path: str) -> list[int]:
    """Ids of the nodes from the root down to the one at PATH."""
    return [int(path[end - WIDTH : end], 36) for end in range(WIDTH, len(path) + 1, WIDTH)]


def depth(path: str) -> int:
    """1 for the root."""
    return len(path) // WIDTH


def under(field: str, path: str) -> Q:
    """Rows whose FIELD is PATH or below it: one indexed range. An empty PATH matches nothing."""
    if not path:
        return Q(pk__in=[])
    return Q(**{f"{field}__gte": path, f"{field}__lt": path + "~"})
