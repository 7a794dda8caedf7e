"""A name is found by any two of its characters, its initials or its code, and by nothing else."""

from __future__ import annotations

import pytest
from django.db import connection

from gongjian.foundation.search import PROBE, Naming, Term, fold, forget_names, index_names, named, terms_of
from gongjian.registers.places.models import Place
from gongjian.registers.places.terms import PlaceKind

pytestmark = pytest.mark.django_db


def place(name: str, org_path: str = "00001") -> Place:
    return Place.objects.create(name=name, kind=PlaceKind.ESTATE, org_path=org_path)


def test_the_terms_of_a_name_are_its_endings_of_two_characters_or_more():
    assert list(terms_of(Naming(1, "怡康花园"))) == ["怡康花园", "康花园", "花园", "ykhy", "khy", "hy", "yikanghuayua"]


def test_a_code_is_a_term_from_its_beginning_only():
    assert list(terms_of(Naming(1, "店", code="9132 0402ma"))) == ["dian", "91320402ma"]


def test_wide_letters_and_blanks_mean_nothing():
    assert fold("Ａ 座　b") == "a座b"


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


def test_a_text_longer_than_a_term_is_compared_with_the_whole_name():
    long = place("天宁街道怡康花园社区党委第一党支部活动室")
    other = place("天宁街道怡康花园社区党委第二党支部活动室")
    index_names("places", [Naming(each.pk, each.name) for each in (long, other)])
    assert named(Place.objects.all(), "places", "天宁街道怡康花园社区党委第二", limit=8) == [other]


def test_indexing_again_takes_the_old_name_away():
    row = place("旧名花园")
    index_names("places", [Naming(row.pk, "旧名花园")], new=True)
    index_names("places", [Naming(row.pk, "新名花园")])
    assert list(Term.objects.order_by("id").values_list("term", flat=True)) == [
        "新名花园",
        "名花园",
        "花园",
        "xmhy",
        "mhy",
        "hy",
        "xinminghuayu",
    ]
    forget_names("places", [row.pk])
    assert Term.objects.count() == 0


def test_a_text_common_elsewhere_is_still_found_in_a_small_part_of_the_tree():
    Place.objects.bulk_create(
        Place(name=f"常州一号楼{n:04}", kind=PlaceKind.ESTATE, org_path="00001") for n in range(PROBE + 1)
    )
    mine = place("常州天宁广场", org_path="00002")
    index_names("places", [Naming(each.pk, each.name) for each in Place.objects.all()])
    assert named(Place.objects.below("00002"), "places", "常州", limit=8) == [mine]


@pytest.mark.sqlite
def test_the_look_up_reads_an_index_and_scans_nothing():
    sql = str(Term.objects.filter(subject_type="places", term__gte="怡康", term__lt="怡庸").values("subject_id").query)
    with connection.cursor() as cursor:
        cursor.execute(
            "EXPLAIN QUERY PLAN SELECT subject_id FROM foundation_term "
            "WHERE subject_type = 'places' AND term >= '怡康' AND term < '怡庸' ORDER BY term LIMIT 400"
        )
        plan = [row[-1] for row in cursor.fetchall()]
    assert "foundation_term" in sql
    assert plan == ["SEARCH foundation_term USING COVERING INDEX term_found (subject_type=? AND term>? AND term<?)"]


def test_a_name_without_chinese_characters_is_found_too():
    row = place("IBM 360")
    index_names("places", [Naming(row.pk, row.name)])
    assert named(Place.objects.all(), "places", "ibm3", limit=8) == [row]
