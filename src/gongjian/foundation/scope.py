"""Who sees what: a viewer's authorities over parts of the tree. Nothing is seen unless it was granted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from hashlib import sha256
from operator import or_
from types import SimpleNamespace
from typing import Any, Self

from django.core.cache import cache
from django.db import connections
from django.db.models import Q, QuerySet

from gongjian.foundation.columns import row_by_row
from gongjian.foundation.tree import WIDTH, under

TEN_MINUTES = 600


@dataclass(frozen=True, slots=True)
class Authority:
    """What may be done in one part of the tree: everything at and below PATH."""

    path: str
    permissions: frozenset[str]
    role: str = ""
    organization: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    authorities: tuple[Authority, ...] = ()

    def holds(self, permission: str, path: str) -> bool:
        """Whether PERMISSION was granted at PATH or above it."""
        return any(permission in each.permissions and path.startswith(each.path) for each in self.authorities)

    def holds_somewhere(self, permission: str) -> bool:
        return any(permission in each.permissions for each in self.authorities)

    def paths(self, permission: str) -> tuple[str, ...]:
        """The widest paths where PERMISSION is held, none inside another, in path order."""
        widest: list[str] = []
        for path in sorted({each.path for each in self.authorities if permission in each.permissions}):
            if not widest or not path.startswith(widest[-1]):
                widest.append(path)
        return tuple(widest)


NOTHING = Scope()
_sources: list[Callable[[Any], Iterable[Authority]]] = []


def provide_authorities(source: Callable[[Any], Iterable[Authority]]) -> None:
    """The access register says here, once at start, how a user's authorities are found."""
    _sources[:] = [source]


def scope_of(user: Any) -> Scope:
    """The viewer's scope, found once per user object. Anonymous and inactive users have none."""
    if user is None or not user.is_authenticated or not user.is_active or not _sources:
        return NOTHING
    known = user.__dict__.get("_scope")
    if known is None:
        known = user.__dict__["_scope"] = Scope(tuple(_sources[0](user)))
    return known


def stand_in(paths: Iterable[str], *permissions: str) -> Any:
    """A viewer with PERMISSIONS at PATHS and nothing else: no account, only something to ask `visible_to` with."""
    scope = Scope(tuple(Authority(path, frozenset(permissions)) for path in paths))
    return SimpleNamespace(is_authenticated=True, is_active=True, _scope=scope)


def within(field: str, scope: Scope, permission: str) -> Q:
    """Rows whose path FIELD lies where PERMISSION is held."""
    ranges = [under(field, path) for path in scope.paths(permission)]
    return reduce(or_, ranges) if ranges else Q(pk__in=[])


def near(field: str, scope: Scope, permission: str) -> Q:
    """Rows whose path FIELD is where PERMISSION is held or right below; what lies deeper has keepers of its own.

    The rows carry `depth`, the length of that path.
    """
    parts = [under(field, path) & Q(depth__lte=len(path) + WIDTH) for path in scope.paths(permission)]
    return reduce(or_, parts) if parts else Q(pk__in=[])


class ScopedQuerySet(QuerySet[Any]):
    """Rows with an `org_path`. `visible_to` is the only door to them for anything a person sees."""

    view_permission = ""
    path_field = "org_path"

    def visible_to(self, user: Any, *, widely: bool = False, by_key: bool = False) -> Self:
        """The rows USER may see.

        WIDELY keeps the index on the path out of it: cheaper for one who sees so much that rows are better read in the
        order wanted. PostgreSQL knows how much a range holds and needs no such advice. BY_KEY keeps it out everywhere:
        for rows looked up one by one, or in an index where they are few.
        """
        seen = within(self.path_field, scope_of(user), self.view_permission)
        if by_key or (widely and connections[self.db].vendor != "postgresql"):
            return self.filter(row_by_row(seen))
        return self.filter(seen)

    def few_for(self, user: Any, most: int) -> bool:
        """Whether USER may see no more than MOST of all rows; only speed hangs on it, so it is counted now and then."""
        paths = ".".join(scope_of(user).paths(self.view_permission))
        key = f"few:{self.model._meta.label}:{most}:{sha256(paths.encode()).hexdigest()}"
        return bool(cache.get_or_set(key, lambda: self.visible_to(user).at_most(most), TEN_MINUTES))

    def at_most(self, most: int) -> bool:
        """Whether these are no more than MOST rows; counting stops there."""
        return self.order_by().values("pk")[: most + 1].count() <= most

    def below(self, path: str) -> Self:
        """Rows at PATH and below it, whoever looks."""
        return self.filter(under(self.path_field, path))
