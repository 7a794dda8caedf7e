"""Many rows at once."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongjian.foundation import bulk
from gongjian.foundation.history import Entry
from gongjian.registers.places.models import Place
from tests.street import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.stores]


def test_portions_hold_all_in_order() -> None:
    assert list(bulk.portions(range(5), 2)) == [[0, 1], [2, 3], [4]]


def test_reserved_ids_are_nobody_elses() -> None:
    ids = bulk.reserve_ids(Place, 3)
    bulk.insert(Place, [{"id": each, "uid": UUID(int=each), "name": f"地{each}", "kind": "estate"} for each in ids])
    assert set(bulk.reserve_ids(Place, 2)) & set(ids) == set()
    assert Place.objects.create(name="后来", kind="estate").pk not in ids


def test_columns_left_out_get_the_models_defaults_and_json_and_times_come_back_as_they_were() -> None:
    line = {"at": NOW, "actor": "甲", "verb": "导入", "subject_type": "units", "subject_id": 1, "subject": "=1+1\t\\N"}
    bulk.insert(Entry, [{**line, "changes": {"name": ["甲", "乙"]}}, {**line, "changes": None}])
    assert list(Entry.objects.order_by("id").values_list("at", "subject", "changes", "reason", "batch_id")) == [
        (NOW, "=1+1\t\\N", {"name": ["甲", "乙"]}, "", None),
        (NOW, "=1+1\t\\N", None, "", None),
    ]


def test_rows_are_updated_each_with_its_own_fields_and_a_new_version() -> None:
    places = [Place.objects.create(name=f"地{at}", kind="estate") for at in range(3)]
    bulk.update(Place, {places[0].pk: {"address": "甲"}, places[1].pk: {"address": "乙", "longitude": 119.5}})
    assert list(Place.objects.order_by("id").values_list("address", "longitude", "version")) == [
        ("甲", None, 2),
        ("乙", 119.5, 2),
        ("", None, 1),
    ]


def test_after_a_bulk_change_a_database_that_goes_by_sizes_learns_them() -> None:
    with CaptureQueriesContext(connection) as asked:
        bulk.tell_sizes(Entry, Place)
    told = ['ANALYZE "foundation_entry", "places_place"'] if connection.vendor == "postgresql" else []
    assert [each["sql"] for each in asked] == told
