"""Kept numbers add up over the parts a viewer may see."""

from __future__ import annotations

from collections import Counter

from django.contrib.contenttypes.models import ContentType

from gongjian.foundation.kept import Kept
from gongjian.foundation.tree import path_of

ONE, TWO = path_of(1), path_of(2)
NOBODY = ContentType.objects.none()


def test_rows_with_a_key_and_rows_with_many_are_read_alike() -> None:
    kept = Kept({ONE: [ONE]}, NOBODY)
    each = [{"organization": 1, "key": "done", "number": 3}, {"organization": 1, "key": "late", "number": 1}]
    assert kept.numbers(each) == kept.numbers([{"organization": 1, "done": 3, "late": 1}])


def test_where_only_parts_are_seen_they_are_added_up() -> None:
    kept = Kept({"": [ONE, TWO], TWO: [TWO], "x": []}, NOBODY)
    rows = [{"organization": 1, "done": 3}, {"organization": 2, "done": 4, "late": 1}]
    assert kept.numbers(rows) == {"": Counter(done=7, late=1), TWO: Counter(done=4, late=1), "x": Counter()}
