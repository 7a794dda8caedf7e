"""What people do to their own account."""

from __future__ import annotations

from typing import Any

from gongjian.foundation.scope import scope_of
from gongjian.registers.accounts.models import SavedView


def save_view(*, by: Any, table: str, name: str, query: str, shared: bool) -> SavedView:
    """Keep a table's address under NAME; the same name again replaces it. SHARED: for all of the unit BY works in."""
    paths = sorted((authority.path for authority in scope_of(by).authorities), key=len)
    shared_path = paths[0] if shared and paths else ""
    view, _ = SavedView.objects.update_or_create(
        user=by, table=table, name=name, defaults={"query": query, "shared_path": shared_path}
    )
    return view


def delete_view(*, by: Any, pk: int) -> int:
    """Forget one of BY's own views; returns how many that were."""
    deleted, _ = SavedView.objects.filter(user=by, pk=pk).delete()
    return deleted
