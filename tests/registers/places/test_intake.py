"""Places named in tables."""

from __future__ import annotations

import pytest

from gongjian.foundation.journal import Journal
from gongjian.registers.places.intake import communities, community_name
from gongjian.registers.places.models import Place
from tests.street import NOW


@pytest.mark.parametrize("text", ["古村", "古村社区", "古村居委会", "古村社区居民委员会"])
def test_a_community_has_one_name_however_it_is_written(text: str) -> None:
    assert community_name(text) == "古村社区"


@pytest.mark.django_db
def test_communities_are_made_once() -> None:
    journal = Journal(by=None, now=NOW)
    first = communities(["古村", "古村社区", None, ""], journal=journal)
    assert communities(["古村社区"], journal=journal) == first
    assert list(Place.objects.values_list("name", "pinyin", "initials")) == [
        ("古村社区", Place.objects.get().pinyin, "gcsq")
    ]
