"""Loads the demo street through the same doors an office uses: its tables are checked and written like any import."""

from __future__ import annotations

import csv
from datetime import date, datetime, time
from io import StringIO

from django.db import transaction
from django.utils import timezone

from gongjian.entry.demo import words
from gongjian.entry.demo.accounts import ACCOUNTS, open_accounts
from gongjian.entry.demo.ledger import Row
from gongjian.entry.demo.past import tell_past
from gongjian.entry.demo.street import Street
from gongjian.entry.desk.checking import Known, Source, check_sources
from gongjian.entry.desk.writing import write
from gongjian.oversight.coverage.actions import judge_all
from gongjian.registers.accounts.models import User
from gongjian.registers.organizations.models import Organization

MORNING = time(8)


class NotADemo(Exception):
    """The folder holds a real street, which a demo must not touch."""


def load(on: date | None = None) -> bool:
    """Fill an empty database with the demo street as it is on a day (today); a filled one is left as it is.

    Returns whether it was filled now.
    """
    if Organization.objects.exists() or User.objects.exists():
        if not User.objects.filter(username=ACCOUNTS[0].username).exists():
            raise NotADemo("这个文件夹里是真实的街道，不能装示例。请用 GONGJIAN_DATA 指定别的文件夹。")
        return False
    now = timezone.make_aware(datetime.combine(on, MORNING)) if on else timezone.now()
    with transaction.atomic():
        build(on=timezone.localdate(now), now=now)
    return True


def build(*, on: date, now: datetime) -> None:
    street = Street(on).build()
    tables = {"党组织台账.csv": street.organizations, "单位摸底表.csv": street.units, "党员花名册.csv": street.members}
    sources = [Source(name, as_csv(rows)) for name, rows in tables.items()]
    checked = check_sources(sources, known=Known(), on=on)
    write(checked, by=None, now=now, on=on)
    judge_all(now=now, on=on)
    open_accounts(on=on, now=now)
    tell_past(on=on, now=now)


def as_csv(rows: list[Row]) -> bytes:
    out = StringIO()
    columns = list(dict.fromkeys(column for row in rows for column in row if column != words.ROOM_LEFT))
    writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
