"""Who may look at grants and who may change them."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongjian.foundation.scope import scope_of
from gongjian.registers.access.models import Grant
from gongjian.registers.accounts.models import User


def may_see_grants(user: Any) -> bool:
    return scope_of(user).holds_somewhere("access.view")


def may_manage_some(user: Any) -> bool:
    return scope_of(user).holds_somewhere("access.manage")


def may_grant(user: Any, to: User | None, path: str) -> bool:
    """An administrator grants at and below the organizations he was made administrator of, never to himself."""
    return (to is None or to.pk != user.pk) and scope_of(user).holds("access.manage", path)


def may_revoke(user: Any, grant: Grant) -> bool:
    """As with granting: never one's own."""
    return may_grant(user, grant.user, grant.org_path)


def may_manage_account(user: Any, account: User, *, on: date) -> bool:
    """Password and sign-in are changed only by who administers everything the account holds.

    Otherwise an administrator of one community could take over an account of the street. Accounts of the technical
    administration (`is_staff`) are changed by their like.
    """
    if account.pk == user.pk or (account.is_superuser and not user.is_superuser):
        return False
    held = [grant.org_path for grant in account.grants.all() if grant.until_on is None or grant.until_on >= on]
    past = [grant.org_path for grant in account.grants.all()]
    return bool(past) and all(scope_of(user).holds("access.manage", path) for path in held or past)
