"""A name is found by any two of its characters, its initials or its code, and by nothing else."""

from __future__ import annotations

import pytest
from django.db import connection

from gongjian.foundation.search import Naming, Term, fold, forget_names, index_names, terms_of
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
