"""A name is found by any two of its characters, its initials, its pinyin from any syllable, or its code."""

from __future__ import annotations

import pytest
from django.db import connection

from gongjian.foundation.search import Naming, Term, fold, forget_names, index_again, index_names, terms_of
from gongjian.registers.places.models import Place
from gongjian.registers.places.terms import PlaceKind
from tests.street import unit

pytestmark = pytest.mark.django_db


def place(name: str, org_path: str = "00001") -> Place:
    return Place.objects.create(name=name, kind=PlaceKind.ESTATE, org_path=org_path)


def test_the_terms_of_a_name_are_its_endings_of_two_characters_or_more():
    assert list(terms_of(Naming(1, "怡康花园"))) == [
        *("怡康花园", "康花园", "花园"),
        *("ykhy", "khy", "hy"),
        *("yikanghuayua", "kanghuayuan", "huayuan", "yuan"),
    ]


def test_no_ending_begins_at_a_mark_which_is_not_spoken():
    assert list(terms_of(Naming(1, "花（甲）园")))[-4:] == ["jy", "huajiayuan", "jiayuan", "yuan"]


def test_a_code_is_a_term_from_its_beginning_only():
    assert list(terms_of(Naming(1, "店", code="9132 0402ma"))) == ["dian", "91320402ma"]


def test_wide_letters_and_blanks_mean_nothing():
    assert fold("Ａ 座　b") == "a座b"


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
        "minghuayuan",
        "huayuan",
        "yuan",
    ]
    forget_names("places", [row.pk])
    assert Term.objects.count() == 0


def test_indexing_a_register_again_puts_right_what_an_older_version_kept():
    row, other = place("怡康花园"), unit("怡康商店")
    Term.objects.create(subject_type="places", subject_id=row.pk, term="旧词")
    index_names("units", [Naming(other.pk, other.name)])
    kept = set(Term.objects.filter(subject_type="units").values_list("term", flat=True))
    index_again("places", iter([Naming(row.pk, row.name)]))
    found = Term.objects.filter(subject_type="places").order_by("id").values_list("term", flat=True)
    assert list(found) == list(terms_of(Naming(row.pk, row.name)))
    assert set(Term.objects.filter(subject_type="units").values_list("term", flat=True)) == kept


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
