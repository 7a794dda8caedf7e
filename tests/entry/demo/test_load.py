"""The demo street is loaded through the office's own doors, and never over a real street."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from gongjian.entry.demo import words
from gongjian.entry.demo.accounts import ACCOUNTS
from gongjian.entry.demo.ledger import CODE_ALPHABET, CODE_WEIGHTS
from gongjian.entry.demo.load import NotADemo, as_csv, build, load
from gongjian.entry.demo.street import Street
from gongjian.entry.desk.checking import Known, Source, check_sources
from gongjian.foundation import registry
from gongjian.foundation.history import Entry
from gongjian.foundation.scope import scope_of
from gongjian.oversight.coverage.models import Finding, Snapshot
from gongjian.registers.accounts.models import User
from gongjian.registers.members.models import Member, Transfer
from gongjian.registers.organizations.models import Organization
from gongjian.registers.units.models import Unit
from tests.street import organization

TODAY = date(2026, 11, 23)


def test_the_tables_of_the_street_have_no_bad_row() -> None:
    street = Street(TODAY).build()
    tables = {"1.csv": street.organizations, "2.csv": street.units, "3.csv": street.members}
    checked = check_sources([Source(name, as_csv(rows)) for name, rows in tables.items()], known=Known(), on=TODAY)
    assert [row.problems for sheet in checked.sheets for row in sheet.rows if not row.is_good] == []
    assert [sheet.data_rows for sheet in checked.sheets] == [len(rows) for rows in tables.values()]


def test_the_same_day_gives_the_same_street() -> None:
    assert Street(TODAY).build().members == Street(TODAY).build().members


def test_social_credit_codes_carry_the_right_check_character() -> None:
    for row in Street(TODAY).build().units:
        code = str(row["统一社会信用代码"])
        total = sum(CODE_ALPHABET.index(each) * weight for each, weight in zip(code, CODE_WEIGHTS, strict=False))
        assert (total + CODE_ALPHABET.index(code[17])) % 31 == 0


@pytest.mark.django_db
def test_the_demo_shows_every_side_of_coverage() -> None:
    build(on=timezone.localdate(), now=timezone.now())
    assert Member.objects.count() > 1500
    assert set(Finding.objects.values_list("mark", flat=True)) == {"gap", "blind_spot"}
    assert set(Finding.objects.values_list("rule", flat=True)) <= set(registry.finding_rules())
    small = Unit.objects.filter(pk__in=Finding.objects.filter(rule="unit_needs_joint_branch").values("subject_id"))
    assert set(small.filter(name__in=words.NEIGHBORS).values_list("name", flat=True)) == set(words.NEIGHBORS)
    assert Snapshot.objects.values("month").distinct().count() == 12
    assert Transfer.objects.filter(state="sent").count() == 3
    assert Entry.objects.filter(subject_type="accounts", verb="授权").count() == len(ACCOUNTS)
    assert all(scope_of(User.objects.get(username=each.username)).authorities for each in ACCOUNTS)


@pytest.mark.django_db
def test_a_second_load_changes_nothing() -> None:
    load()
    before = Member.objects.count(), Finding.objects.count()
    load()
    assert (Member.objects.count(), Finding.objects.count()) == before


@pytest.mark.django_db
def test_a_real_street_is_left_alone() -> None:
    organization("某某街道党工委", "working_committee")
    with pytest.raises(NotADemo):
        load()
    assert Organization.objects.count() == 1
