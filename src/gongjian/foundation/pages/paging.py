"""Pages by key: the next page starts after the last row shown, so page 1,000 costs what page 1 costs."""

from __future__ import annotations

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q, QuerySet

COUNTED_AT_MOST = 10_000
ROWS = 50


@dataclass(frozen=True, slots=True)
class Total:
    """How many rows there are; counting stops at a limit so that it stays cheap."""

    value: int
    exact: bool = True

    def __str__(self) -> str:
        return f"{self.value:,}" if self.exact else f"{self.value:,}+"


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows in order; `before` and `after` are tokens for the neighboring pages, "" where there is none."""

    rows: Sequence[Any]
    before: str
    after: str
    total: Total


@dataclass(frozen=True, slots=True)
class Place:
    """A row's place in the order: the value of the key, and the id that decides between equals."""

    value: Any
    pk: Any


def page_of(
    rows: QuerySet[Any],
    *,
    key: str,
    query: Mapping[str, str],
    descending: bool = False,
    size: int = ROWS,
    total: Total | None = None,
) -> Page:
    """The page of ROWS that QUERY (request.GET) asks for by `after` or `before`.

    KEY is a column or annotation that is never null and leads an index; ids decide between equals. A token that
    cannot be read gives the first page. Two queries, one when TOTAL is already known.
    """
    total = total or bounded_count(rows)
    before = place_from(query.get("before", ""), rows, key)
    after = None if before else place_from(query.get("after", ""), rows, key)
    backward = before is not None
    ordered = rows.order_by(*directions(key, descending != backward))
    if start := before or after:
        ordered = ordered.filter(beyond(key, start, descending != backward))
    found = list(ordered[: size + 1])
    more, found = len(found) > size, found[:size]
    if backward:
        found.reverse()
    return Page(
        rows=found,
        before=token(found[0], key) if found and (after or (backward and more)) else "",
        after=token(found[-1], key) if found and (backward or more) else "",
        total=total,
    )


def bounded_count(rows: QuerySet[Any], limit: int = COUNTED_AT_MOST) -> Total:
    """How many ROWS, counting no further than LIMIT: the Total then says "10,000+"."""
    counted = rows.order_by().values("pk")[: limit + 1].count()
    return Total(min(counted, limit), exact=counted <= limit)


def directions(key: str, descending: bool) -> tuple[str, str]:
    sign = "-" if descending else ""
    return f"{sign}{key}", f"{sign}pk"


def beyond(key: str, place: Place, descending: bool) -> Q:
    """Rows past PLACE. The bound on KEY alone comes first, so that an index on it is used as a range."""
    than = "lt" if descending else "gt"
    past = Q(**{f"{key}__{than}": place.value}) | Q(**{f"pk__{than}": place.pk})
    return Q(**{f"{key}__{than}e": place.value}) & past


def token(row: Any, key: str) -> str:
    text = json.dumps([getattr(row, key), row.pk], cls=DjangoJSONEncoder, ensure_ascii=False)
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def place_from(text: str, rows: QuerySet[Any], key: str) -> Place | None:
    """The place a token names, None when it is empty or not one of ours."""
    try:
        value, pk = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        place = Place(column_of(rows, key).to_python(value), rows.model._meta.pk.to_python(pk))
        str(place.value).encode()
    except (ValueError, TypeError, OverflowError, binascii.Error, ValidationError):
        return None
    if "\x00" in str(place.value):
        return None
    return None if place.value is None or place.pk is None else place


def column_of(rows: QuerySet[Any], key: str) -> Any:
    """The field behind KEY: a column of the model, or what an annotation of ROWS gives."""
    annotation = rows.query.annotations.get(key)
    return annotation.output_field if annotation is not None else rows.model._meta.get_field(key)
