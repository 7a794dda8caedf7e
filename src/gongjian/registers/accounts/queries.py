"""Reads of accounts: the views a user saved, and those that others share with them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from gongjian.foundation.pages.lists import View
from gongjian.foundation.pages.lists.views import Views
from gongjian.foundation.prepared import asked
from gongjian.foundation.scope import Scope, scope_of
from gongjian.foundation.tree import ancestors
from gongjian.registers.accounts.models import SavedView

SHOWN = 12


def views_of(user: Any, table: str) -> Views:
    """USER's own views of a table, then those shared by their unit or a superior; one query."""
    scope = scope_of(user)
    rows = asked(f"views of {table}", user, scope, lambda: seen_by(user, scope, table))
    views = [View(name, query, bool(shared), own_url(pk, owner, user)) for pk, owner, name, query, shared in rows]
    return Views(sorted(views, key=lambda view: not view.delete_url), reverse("view_save"))


def seen_by(user: Any, scope: Scope, table: str) -> QuerySet[SavedView, Any]:
    """(id, owner's id, name, query, shared path) of the views of a table that USER may use, by name."""
    above = {path for authority in scope.authorities for path in ancestors(authority.path)}
    rows = SavedView.objects.filter(Q(user=user) | Q(shared_path__in=above), table=table).order_by("name", "pk")
    return rows.values_list("pk", "user_id", "name", "query", "shared_path")[:SHOWN]


def own_url(pk: int, owner: int, user: Any) -> str:
    """Where USER deletes a view of their own, "" for another's."""
    return reverse("view_delete", args=[pk]) if owner == user.pk else ""
