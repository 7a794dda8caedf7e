"""`./gongjian manage open_account NAME --role ROLE`: the first account of an office, or a further one."""

from __future__ import annotations

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from gongjian.entry.migrating import migrate_if_needed
from gongjian.registers.access.models import Grant
from gongjian.registers.access.roles import ROLES
from gongjian.registers.accounts.models import User
from gongjian.registers.organizations.models import Organization


class Command(BaseCommand):
    help = "Open an account with one role at one organization, and print a password to be changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", default="", help="the person's name; the account's name if left out")
        parser.add_argument("--role", required=True, choices=sorted(ROLES))
        parser.add_argument("--organization", default="", help="full name; the root of the tree if left out")

    def handle(self, *args: Any, **options: Any) -> None:
        migrate_if_needed()
        self.open(options)

    @transaction.atomic
    def open(self, options: dict[str, Any]) -> None:
        if User.objects.filter(username=options["username"]).exists():
            raise CommandError(f"已有账号 {options['username']}。换一个名字，或在“用户与授权”里给它授权。")
        organization = self.organization(options["organization"])
        password = secrets.token_urlsafe(9)
        user = User.objects.create_user(
            options["username"], password=password, name=options["name"], must_change_password=True
        )
        Grant.objects.create(
            user=user,
            role=options["role"],
            organization=organization,
            org_path=organization.path,
            from_on=timezone.localdate(),
        )
        self.stdout.write(f"账号 {user.username}，{ROLES[options['role']].label}，{organization.name}")
        self.stdout.write(f"密码 {password} （只用一次，登录后先换成自己的）")

    def organization(self, name: str) -> Organization:
        chosen = Organization.objects.active().filter(name=name) if name else Organization.objects.filter(parent=None)
        found = chosen.order_by("id").first()
        if found is None:
            raise CommandError(f"找不到组织“{name}”。" if name else "还没有组织。请先导入党组织台账。")
        return found
