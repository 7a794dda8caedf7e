"""Reads of accounts: the views a user saved, and those that others share with them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse

from gongjian.foundation.pages.lists import View
from gongjian.foundation.pages.lists.views import Views
from gongjian.foundation.scope import scope_of
from gongjian.foundation.tree import ancestors
from gongjian.registers.accounts.models import SavedView

SHOWN = 12


def views_of(user: Any, table: str) -> Views:
    """USER's own views of a table, then those shared by their unit or a superior; one query."""
    above = {path for authority in scope_of(user).authorities for path in ancestors(authority.path)}
    mine_or_shared = Q(user=user) | Q(shared_path__in=above)
    rows = list(SavedView.objects.filter(mine_or_shared, table=table).order_by("name", "pk")[:SHOWN])
    rows.sort(key=lambda row: row.user_id != user.pk)
    return Views([_as_view(row, user) for row in rows], reverse("view_save"))


def _as_view(row: SavedView, user: Any) -> View:
    mine = row.user_id == user.pk
    return View(row.name, row.query, bool(row.shared_path), reverse("view_delete", args=[row.pk]) if mine else "")
