"""Opening accounts, granting and revoking roles: each with its line of history."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongjian.foundation.history import record
from gongjian.registers.access.models import Grant
from gongjian.registers.access.roles import ROLES
from gongjian.registers.accounts.models import User
from gongjian.registers.organizations.models import Organization

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
PASSWORD_LENGTH = 12
ONE_DAY = timedelta(days=1)


class AlreadyGranted(Exception):
    """The account holds this role there already."""


@transaction.atomic
def open_account(
    *,
    username: str,
    name: str,
    role: str,
    organization: Organization,
    from_on: date,
    until_on: date | None,
    by: Any,
    now: datetime,
) -> tuple[User, str]:
    """Open an account with its first grant; returns it and its password, which is nowhere else."""
    password = _one_time_password()
    user = User.objects.create_user(username, password=password, name=name, must_change_password=True)
    _tell(user, "开通账号", organization.path, by=by, now=now)
    grant_role(user, role=role, organization=organization, from_on=from_on, until_on=until_on, by=by, now=now)
    return user, password


@transaction.atomic
def grant_role(
    user: User,
    *,
    role: str,
    organization: Organization,
    from_on: date,
    until_on: date | None,
    by: Any,
    now: datetime,
) -> Grant:
    """Grant a role at an organization from a day until a day; a grant that ended is taken up again."""
    grant = Grant.objects.select_for_update().filter(user=user, role=role, organization=organization).first()
    if grant is not None and (grant.until_on is None or grant.until_on >= timezone.localdate(now)):
        raise AlreadyGranted(f"{user} 已经是“{organization.name}”的{ROLES[role].label}。")
    grant = grant or Grant(user=user, role=role, organization=organization)
    grant.org_path, grant.from_on, grant.until_on = organization.path, from_on, until_on
    grant.save()
    _tell(user, "授权", organization.path, changes={"角色": [None, _words(grant)]}, by=by, now=now)
    return grant


@transaction.atomic
def revoke_role(grant: Grant, *, reason: str, by: Any, now: datetime, on: date) -> None:
    """End a grant: yesterday was its last day. One that had not begun yesterday is taken away."""
    grant = Grant.objects.select_for_update().select_related("user", "organization").get(pk=grant.pk)
    if grant.until_on is not None and grant.until_on < on:
        return
    _tell(
        grant.user, "收回授权", grant.org_path, changes={"角色": [_words(grant), None]}, reason=reason, by=by, now=now
    )
    if grant.from_on >= on:
        grant.delete()
        return
    grant.until_on = on - ONE_DAY
    grant.save(update_fields=["until_on"])


@transaction.atomic
def reset_password(user: User, *, path: str, by: Any, now: datetime) -> str:
    """Give the account a new password for one sign-in; returns it, and it is shown once."""
    password = _one_time_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    _tell(user, "重设密码", path, by=by, now=now)
    return password


@transaction.atomic
def set_active(user: User, *, active: bool, path: str, by: Any, now: datetime) -> None:
    """Let an account sign in, or no longer; its history stays."""
    if user.is_active == active:
        return
    user.is_active = active
    user.save(update_fields=["is_active"])
    _tell(user, "启用账号" if active else "停用账号", path, by=by, now=now)


def _one_time_password() -> str:
    """Twelve characters that nobody mistakes for others when reading them out."""
    return "".join(secrets.choice(ALPHABET) for _ in range(PASSWORD_LENGTH))


def _words(grant: Grant) -> str:
    until = f"至 {grant.until_on}" if grant.until_on else "起"
    return f"{grant.organization.name} {ROLES[grant.role].label}，{grant.from_on} {until}"


def _tell(user: User, verb: str, path: str, *, by: Any, now: datetime, **more: Any) -> None:
    record(
        verb=verb, subject_type="accounts", subject_id=user.pk, subject=str(user), org_path=path, by=by, now=now, **more
    )
