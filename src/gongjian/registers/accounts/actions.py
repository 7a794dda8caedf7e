"""What people do to their own account."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from gongjian.foundation.history import record
from gongjian.foundation.scope import scope_of
from gongjian.registers.accounts.models import SavedView, User


def save_view(*, by: Any, table: str, name: str, query: str, shared: bool) -> SavedView:
    """Keep a table's address under NAME; the same name again replaces it. SHARED: for all of the unit BY works in."""
    shared_path = _own_path(by) if shared else ""
    view, _ = SavedView.objects.update_or_create(
        user=by, table=table, name=name, defaults={"query": query, "shared_path": shared_path}
    )
    return view


def delete_view(*, by: Any, pk: int) -> int:
    """Forget one of BY's own views; returns how many that were."""
    deleted, _ = SavedView.objects.filter(user=by, pk=pk).delete()
    return deleted


@transaction.atomic
def choose_password(user: User, password: str, *, now: datetime) -> None:
    """USER takes a password of their own; one that was given to them has then done its work."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record(
        verb="改密码",
        subject_type="accounts",
        subject_id=user.pk,
        subject=str(user),
        org_path=_own_path(user),
        by=user,
        now=now,
    )


def _own_path(user: Any) -> str:
    """The path of the unit USER works in: the highest that was granted, "" where none was."""
    return min((authority.path for authority in scope_of(user).authorities), key=len, default="")
