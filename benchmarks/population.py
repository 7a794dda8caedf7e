"""Fills an empty database with a street or a city of plausible shape, in bulk, with the figures an import keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from django.db import connection, transaction

from gongjian.entry.demo.words import FIRM_FIRST, FIRM_SECOND, GIVEN_FEMALE, GIVEN_MALE, SURNAMES, TRADES
from gongjian.foundation.names import initials, sort_key_pinyin
from gongjian.foundation.search import Naming, Term, terms_of
from gongjian.foundation.tree import path_of
from gongjian.registers.members.counting import recount
from gongjian.registers.members.models import Member
from gongjian.registers.members.naming import name_keys
from gongjian.registers.organizations import counting as totals
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import Body, OrganizationKind
from gongjian.registers.places.models import Place
from gongjian.registers.units.models import Cover, Unit

ON = date(2026, 11, 23)
BATCH = 2000


@dataclass(frozen=True, slots=True)
class Scale:
    name: str
    streets: int
    communities: int
    branches: int
    members: int
    units: int


STREET = Scale("street", streets=1, communities=15, branches=8, members=33, units=1_160)
CITY = Scale("city", streets=135, communities=15, branches=8, members=21, units=1_110)


class Population:
    """One scale of the same world: a root, streets, three bodies each, communities, branches, members, units."""

    def __init__(self, scale: Scale) -> None:
        self.scale = scale
        self.random = Random(3)  # noqa: S311 - the same city every time
        self.organizations: list[Organization] = []
        self.branches: list[tuple[Organization, Place]] = []
        self.communities: list[tuple[Organization, Place]] = []

    @transaction.atomic
    def fill(self) -> None:
        root = self.organization("测试市委", OrganizationKind.WORKING_COMMITTEE, None)
        for number in range(self.scale.streets):
            self.street(root, f"第{number + 1}街道")
        Place.objects.bulk_create((place for _, place in self.communities), batch_size=BATCH)
        Organization.objects.bulk_create(self.organizations, batch_size=BATCH)
        self.save_units()
        Member.objects.bulk_create(self.members(), batch_size=BATCH)
        self.advance_sequences()
        recount()
        totals.recount()
        Term.objects.bulk_create(self.terms(), batch_size=5000)

    def street(self, root: Organization, name: str) -> None:
        office = self.organization(f"{name}党工委", OrganizationKind.WORKING_COMMITTEE, root)
        bodies = {
            body: self.organization(f"{name}{body.label}", OrganizationKind.COMMITTEE, office, body=body)
            for body in Body
        }
        for number in range(self.scale.communities):
            self.community(bodies[Body.RESIDENTIAL], f"{name}{number + 1}社区")

    def community(self, body: Organization, name: str) -> None:
        place = Place(
            pk=len(self.communities) + 1, kind="community", name=name, pinyin=sort_key_pinyin(name, person=False)
        )
        committee = self.organization(f"{name}党委", OrganizationKind.COMMITTEE, body, community=place)
        place.org_path = committee.path
        self.communities.append((committee, place))
        for number in range(self.scale.branches):
            branch = self.organization(
                f"{name}党委第{number + 1}党支部", OrganizationKind.BRANCH, committee, community=place
            )
            self.branches.append((branch, place))

    def organization(self, name: str, kind: OrganizationKind, parent: Organization | None, **more: Any) -> Organization:
        pk = len(self.organizations) + 1
        path = path_of(pk, parent.path if parent else "")
        made = Organization(
            pk=pk,
            name=name,
            kind=kind,
            parent=parent,
            path=path,
            org_path=path,
            pinyin=sort_key_pinyin(name, person=False),
            initials=initials(name, person=False)[:120],
            committee_size=5,
            elected_on=ON - timedelta(days=self.random.randint(100, 1850)),
            term_years=5,
            **more,
        )
        self.organizations.append(made)
        return made

    def save_units(self) -> None:
        """Units, three in a hundred without the organization they need."""
        self.units = list(self.made_units())
        Unit.objects.bulk_create(self.units, batch_size=BATCH)
        covered = (unit for unit in self.units if unit.members_full and self.random.random() > 0.03)
        Cover.objects.bulk_create((self.cover(unit) for unit in covered), batch_size=BATCH)

    def made_units(self) -> Iterator[Unit]:
        for number in range(self.scale.units * self.scale.streets):
            committee, place = self.communities[number % len(self.communities)]
            industry, suffix = self.random.choice(TRADES)
            name = f"{self.random.choice(FIRM_FIRST)}{self.random.choice(FIRM_SECOND)}{number}{suffix}"
            full = self.random.choice((0,) * 16 + (1, 2, 4, 7))
            yield Unit(
                pk=number + 1,
                name=name,
                kind="enterprise",
                org_path=committee.path,
                community=place,
                industry=industry,
                members_full=full,
                members_total=full if full < 4 else 0,
                instructor="" if self.random.random() < 0.02 else "某某",
                pinyin=sort_key_pinyin(name, person=False),
                initials=initials(name, person=False)[:120],
            )

    def cover(self, unit: Unit) -> Cover:
        branch, _ = self.branches[unit.pk % len(self.branches)]
        return Cover(organization=branch, unit=unit, unit_name=unit.name, said_by_unit=True)

    def members(self) -> Iterator[Member]:
        for branch, place in self.branches:
            for _ in range(self.scale.members):
                yield self.member(branch, place)

    def member(self, branch: Organization, place: Place) -> Member:
        draw = self.random.random()
        loose = draw < 0.005
        floating = 0.005 <= draw < 0.05
        return Member(
            organization=None if loose else branch,
            org_path=branch.path,
            status="probationary" if draw > 0.98 else "full",
            category="unaffiliated" if loose else "floating" if floating else "resident",
            last_contact_on=ON - timedelta(days=self.random.randint(1, 260)) if floating else None,
            joined_on=date(1990, 1, 1) + timedelta(days=self.random.randint(0, 12000)),
            community=place,
            sex="male",
            education="大学本科",
            phone="15400000000",
            **keys_of(self.name()),
        )

    def name(self) -> str:
        given = self.random.choice((GIVEN_FEMALE, GIVEN_MALE))
        return self.random.choice(SURNAMES) + self.random.choice(given) + self.random.choice((*given[:30], ""))

    def terms(self) -> Iterator[Term]:
        for kind, records in (("organizations", self.organizations), ("units", self.units)):
            for record in records:
                for term in terms_of(Naming(record.pk, record.name)):
                    yield Term(subject_type=kind, subject_id=record.pk, term=term)

    def advance_sequences(self) -> None:
        """Ids were given by hand; let the next ones follow them."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                for table in tables_of((Place, Organization, Unit)):
                    cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")  # noqa: S608


def tables_of(models: Iterable[Any]) -> Iterator[str]:
    return (model._meta.db_table for model in models)


@cache
def keys_of(name: str) -> dict[str, str]:
    return {"name": name, **name_keys(name)}


def fill_once(scale: Scale) -> None:
    """Fill an empty database; one that is filled already is measured again as it is."""
    if not Organization.objects.exists():
        Population(scale).fill()
    settle()


def settle() -> None:
    """Let the database tidy up and learn the sizes of its tables, as its own maintenance does within a minute."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
