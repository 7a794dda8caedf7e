"""Rows found by a part of their name: best first, only the viewer's, as reading every name through would find them."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongjian.foundation import named as ways
from gongjian.foundation.asking import found
from gongjian.foundation.named import Named, Names, NameSearch, named
from gongjian.foundation.names import syllables_of
from gongjian.foundation.search import TERM_LENGTH, Naming, fold, index_names, terms_of
from gongjian.registers.accounts.models import User
from gongjian.registers.organizations.models import Organization
from gongjian.registers.places.models import Place, PlaceQuerySet
from gongjian.registers.places.terms import PlaceKind
from gongjian.registers.units.models import Unit, UnitQuerySet
from gongjian.registers.units.queries import units_for
from tests.street import organization, user

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def place(name: str, org_path: str = "00001") -> Place:
    return Place.objects.create(name=name, kind=PlaceKind.ESTATE, org_path=org_path)


def test_a_name_is_found_by_its_middle_and_the_one_that_begins_with_the_text_comes_first():
    inner, first = place("新怡康花园"), place("怡康花园")
    index_names("places", [Naming(inner.pk, inner.name), Naming(first.pk, first.name)])
    assert named(Place.objects.all(), "places", "怡康", limit=8) == [first, inner]
    assert named(Place.objects.all(), "places", "康园", limit=8) == []
    assert named(Place.objects.all(), "places", "怡", limit=8) == []


def test_initials_and_pinyin_find_a_name_whatever_their_size():
    row = place("怡康花园")
    index_names("places", [Naming(row.pk, row.name)])
    assert [len(named(Place.objects.all(), "places", text, limit=8)) for text in ("KHY", "yikang", "hk")] == [1, 1, 0]
    assert named(Place.objects.all(), "places", "yikanghuayuan", limit=8) == [row]
    assert named(Place.objects.all(), "places", "yikanghuayuanlu", limit=8) == []


@pytest.mark.parametrize(("text", "count"), [("kangh", 1), ("huayuan", 1), ("yuan", 1), ("ang", 0), ("uayuan", 0)])
def test_pinyin_finds_a_name_from_each_of_its_syllables_on(text: str, count: int):
    row = place("怡康花园")
    index_names("places", [Naming(row.pk, row.name)])
    assert len(named(Place.objects.all(), "places", text, limit=8)) == count


def test_pinyin_longer_than_a_term_is_compared_from_the_syllable_it_begins_with():
    right, wrong = place("天宁双桂坊小学"), place("天宁双桂坊小巷")
    index_names("places", [Naming(each.pk, each.name) for each in (right, wrong)])
    assert named(Place.objects.all(), "places", "shuangguifangxiaoxu", limit=8) == [right]
    assert named(Place.objects.all(), "places", "shuangguifangxiaoli", limit=8) == []


def test_a_text_longer_than_a_term_is_compared_with_the_whole_name():
    long = place("天宁街道怡康花园社区党委第一党支部活动室")
    other = place("天宁街道怡康花园社区党委第二党支部活动室")
    index_names("places", [Naming(each.pk, each.name) for each in (long, other)])
    assert named(Place.objects.all(), "places", "天宁街道怡康花园社区党委第二", limit=8) == [other]


def test_a_text_common_elsewhere_is_still_found_in_a_small_part_of_the_tree(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ways, "PROBE", 20)
    Place.objects.bulk_create(
        Place(name=f"常州一号楼{n:04}", kind=PlaceKind.ESTATE, org_path="00001") for n in range(21)
    )
    mine = place("常州天宁广场", org_path="00002")
    index_names("places", [Naming(each.pk, each.name) for each in Place.objects.all()])
    assert named(Place.objects.below("00002"), "places", "常州", limit=8) == [mine]


def test_a_name_without_chinese_characters_is_found_too():
    row = place("IBM 360")
    index_names("places", [Naming(row.pk, row.name)])
    assert named(Place.objects.all(), "places", "ibm3", limit=8) == [row]


LETTERS = "常州恒安商贸科技（）A1b 单"
STATES = ("active", "active", "active", "closed")
SIGHTS = {"one": ["甲"], "several": ["甲", "丙"], "all": ["街道党工委"], "none": []}
WAYS = {"along the terms": (0, 0), "among the own ids": (0, 1000), "through the own part": (1000, 1000)}


@pytest.fixture
def street() -> dict[str, Organization]:
    root = organization("街道党工委", "working_committee")
    return {each.name: each for each in (root, *(organization(name, "committee", root) for name in "甲乙丙"))}


@pytest.fixture
def units(street: dict[str, Organization]) -> list[Unit]:
    """Units with names of few characters, so that much is alike, a quarter of them gone."""
    random = Random(7)
    made = []
    for number in range(160):
        name = "".join(random.choices(LETTERS, k=random.choice((2, 3, 4, 6, 16)))).strip() or "单位"
        fields = {"org_path": street[random.choice("甲乙丙")].path, "code": f"91{random.randrange(999)}X{number}"}
        made.append(Unit.objects.create(name=name, kind="enterprise", state=random.choice(STATES), **fields))
    index_names("units", [Naming(each.pk, each.name, each.code) for each in made], new=True)
    return made


UNITS = Names("units", kind="kind", code="code")


def texts(units: list[Unit]) -> list[str]:
    """Parts of names, initials, spellings and codes, and some that nothing has."""
    random = Random(8)
    parts = ["zz", "没有", "州恒", "91", "常 州", "ＡB"]
    for each in random.sample(units, 40):
        part = random.choice([each.name, each.code, *terms_of(Naming(0, each.name))])
        start = random.randrange(len(part))
        parts.append(part[start : start + random.choice((2, 3, 20))])
    return parts


def beginnings(name: str) -> list[str]:
    """The pinyin of NAME from each of its syllables on, worked out anew: what stands for nothing begins nothing."""
    syllables = [one.rstrip("12345") if one.isascii() and len(one) > 1 else one for one in spoken(name)]
    return ["".join(syllables[at:]) for at, one in enumerate(syllables) if one]


def spoken(name: str) -> list[str]:
    return syllables_of(fold(name), person=False)[0]


def initials_of(name: str) -> str:
    return "".join(one[:1] for one in spoken(name))


def brute(viewed: list[Unit], text: str) -> set[str]:
    """The names TEXT is in, or in whose initials, or with which the pinyin of an ending or the code begins."""
    wanted = fold(text)
    return {
        each.name
        for each in viewed
        if wanted in fold(each.name)
        or wanted in initials_of(each.name)
        or any(each_one.startswith(wanted) for each_one in (*beginnings(each.name), fold(each.code)))
    }


def read_through(viewed: list[Unit], text: str) -> list[str]:
    """What the search should find, by comparing every term of every name."""
    wanted = fold(text)
    if len(wanted) < 2:
        return []
    short = wanted[:TERM_LENGTH]
    rows = [Named(each.pk, each.kind, each.code, each.name) for each in viewed]
    met = [each for each in rows if any(term.startswith(short) for term in terms_of(naming(each)))]
    answering = [each for each in met if len(wanted) <= TERM_LENGTH or ways.answers(each, wanted)]
    order = sorted(answering, key=lambda each: (not fold(each.name).startswith(wanted), len(each.name), each.pk))
    return [each.name for each in order]


def naming(row: Named) -> Naming:
    return Naming(row.pk, row.name, row.code)


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How everybody's rows are looked up, however few they see."""
    for name, most in zip(("FEW", "SOME"), WAYS[request.param], strict=True):
        monkeypatch.setattr(ways, name, most)
    return str(request.param)


@pytest.fixture(params=SIGHTS)
def viewer(request: pytest.FixtureRequest, street: dict[str, Organization]) -> Any:
    who = User.objects.create_user("viewer")
    for at in (street[name] for name in SIGHTS[request.param]):
        who.grants.create(role="street_office", organization=at, org_path=at.path, from_on=date(2020, 1, 1))
    return who


def test_the_search_finds_what_reading_every_name_finds(units: list[Unit], viewer: Any, way: str):
    search = NameSearch(UNITS, Unit, UnitQuerySet.active)
    viewed = list(units_for(viewer))
    for text in texts(units):
        expected = read_through(viewed, text)
        assert [each.name for each in found([search.find(viewer, text, 8)])[0]] == expected[:8], text
        assert [each.name for each in named(units_for(viewer), "units", text, limit=8)] == expected[:8], text


def test_the_search_finds_what_the_plain_rule_says(units: list[Unit], viewer: Any, way: str):
    search = NameSearch(UNITS, Unit, UnitQuerySet.active)
    viewed = list(units_for(viewer))
    random = Random(9)
    spelt = [random.choice(beginnings(each.name) or ["zz"])[: random.choice((2, 5, 20))] for each in units[:60]]
    for text in (each for each in [*texts(units), *spelt] if len(fold(each)) > 1):
        assert {each.name for each in found([search.find(viewer, text, len(units))])[0]} == brute(viewed, text), text


def test_of_a_text_more_common_than_is_looked_up_all_found_are_the_viewers_and_no_fewer(
    units: list[Unit], viewer: Any, way: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(ways, "PROBE", 5)
    search = NameSearch(UNITS, Unit, UnitQuerySet.active)
    viewed = list(units_for(viewer))
    for text in texts(units):
        expected = read_through(viewed, text)
        names = [each.name for each in found([search.find(viewer, text, 8)])[0]]
        assert (len(names), set(names) <= set(expected)) == (min(len(expected), 8), True), text


def test_a_text_common_elsewhere_takes_no_second_question(
    street: dict[str, Organization], monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
):
    monkeypatch.setattr(ways, "FEW", 0)
    monkeypatch.setattr(ways, "PROBE", 5)
    for number in range(30):
        place(f"常州一号楼{number:04}", org_path=street["乙"].path)
    mine = [place(f"常州天宁广场{number}", org_path=street["甲"].path) for number in range(7)]
    index_names("places", [Naming(each.pk, each.name) for each in Place.objects.all()])
    search = NameSearch(Names("places", kind="kind"), Place, PlaceQuerySet.all)
    who = user("community_worker", street["甲"])
    question = search.find(who, "常州", 8)
    with django_assert_num_queries(1):
        [hits] = found([question])
    assert [each.pk for each in hits] == [each.pk for each in mine]


@pytest.mark.sqlite
def test_no_plan_reads_a_table_through(
    units: list[Unit], street: dict[str, Organization], way: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(ways, "PROBE", 5)
    with CaptureQueriesContext(connection) as asked:
        found([NameSearch(UNITS, Unit, UnitQuerySet.active).find(user("community_worker", street["甲"]), "恒安", 8)])
    plans = [line for each in asked if "foundation_term" in each["sql"] for line in plan_of(each["sql"])]
    assert plans
    assert [line for line in plans if line.startswith("SCAN ") and not line.startswith("SCAN part_")] == []
    assert any("COVERING INDEX unit_org_pinyin" in line for line in plans) == (way == "among the own ids")


def plan_of(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [row[3] for row in cursor.fetchall()]
