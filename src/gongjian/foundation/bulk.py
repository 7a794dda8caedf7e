"""Many rows at once, the way each database takes them fastest; always inside the caller's transaction."""

from __future__ import annotations

import gc
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar
from zlib import crc32

from django.db import connection, models

PORTION = 5000
MOMENTS = 64
PREPARED = (models.UUIDField, models.DateTimeField, models.JSONField)
T = TypeVar("T")


@contextmanager
def undisturbed() -> Iterator[None]:
    """No search for cyclic garbage meanwhile: rows hold no cycles, yet each search would walk through all of them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def portions(values: Iterable[T], size: int = PORTION) -> Iterator[list[T]]:
    """VALUES in lists of at most SIZE."""
    rest = iter(values)
    while portion := list(islice(rest, size)):
        yield portion


def one_at_a_time(subject: str) -> None:
    """Hold others who ask for the same SUBJECT back until this transaction ends. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [crc32(subject.encode())])


def reserve_ids(model: type[models.Model], count: int) -> Sequence[int]:
    """COUNT ids that no other row of MODEL has or will have."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(sequence, [table, count])
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()[0]
        return range(last + 1, last + 1 + count)


def insert(model: type[models.Model], rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert ROWS, each {column: value}; all name the same columns, columns not named get the model's default.

    PostgreSQL takes them by COPY, SQLite by one prepared statement.
    """
    for portion in portions(rows):
        _insert_portion(model, portion)


def _insert_portion(model: type[models.Model], rows: list[Mapping[str, Any]]) -> None:
    told = [field for field in model._meta.concrete_fields if field.attname in rows[0]]
    missing = [field for field in model._meta.concrete_fields if field not in told and not field.primary_key]
    defaults = [field.get_db_prep_save(field.get_default(), connection) for field in missing]
    _write(model._meta.db_table, [*told, *missing], _prepared(told, rows, defaults))


def write(model: type[models.Model], columns: Sequence[str], values: Iterator[Sequence[Any]]) -> None:
    """Insert VALUES, as the database takes them, into these COLUMNS of a MODEL, which has no others but its id."""
    _write(model._meta.db_table, [field_of(model, each) for each in columns], values)


def _write(table: str, fields: Sequence[models.Field[Any, Any]], values: Iterator[Sequence[Any]]) -> None:
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    target = f"{connection.ops.quote_name(table)} ({columns})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {target} FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {target} VALUES ({places})", list(values))  # noqa: S608 - names of our own


def _prepared(
    fields: Sequence[models.Field[Any, Any]], rows: Iterable[Mapping[str, Any]], defaults: Sequence[Any]
) -> Iterator[Sequence[Any]]:
    """The values of ROWS and the DEFAULTS behind them; the few that a database does not take as they are, changed."""
    names = [field.attname for field in fields]
    special = [(index, _preparer(field)) for index, field in enumerate(fields) if isinstance(field, PREPARED)]
    for row in rows:
        values = [*[row[name] for name in names], *defaults]
        for index, prepare in special:
            if values[index] is not None:
                values[index] = prepare(values[index])
        yield values


def _preparer(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    if isinstance(field, models.JSONField):
        return lambda value: json.dumps(value, cls=field.encoder, ensure_ascii=False)
    if isinstance(field, models.UUIDField):
        return (lambda value: value) if connection.features.has_native_uuid_field else (lambda value: value.hex)
    return lru_cache(MOMENTS)(lambda value: field.get_db_prep_save(value, connection))


def update(model: type[models.Model], changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Set {id: {field: value}}; rows with the same fields share a statement, versions go up by one."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for row_id, values in changes.items():
        groups[tuple(sorted(values))].append(row_id)
    for names, ids in groups.items():
        _update_group(model, names, ((row_id, changes[row_id]) for row_id in ids))


def _update_group(
    model: type[models.Model], names: Sequence[str], rows: Iterable[tuple[int, Mapping[str, Any]]]
) -> None:
    quote = connection.ops.quote_name
    fields = [field_of(model, name) for name in names]
    parts = [f"{quote(str(field.column))} = %s" for field in fields]
    if any(field.name == "version" for field in model._meta.concrete_fields):
        parts.append("version = version + 1")
    key = quote(str(model._meta.pk.column))
    statement = f"UPDATE {quote(model._meta.db_table)} SET {', '.join(parts)} WHERE {key} = %s"  # noqa: S608 - our own
    values = ([field.get_db_prep_save(row[field.name], connection) for field in fields] + [pk] for pk, row in rows)
    with connection.cursor() as cursor:
        for portion in portions(values):
            cursor.executemany(statement, portion)


def tell_sizes(*changed: type[models.Model]) -> None:
    """After a bulk change let PostgreSQL learn how large the tables of these models are now.

    Its own maintenance does so a minute later; until then it takes them for as small as they were, and chooses its ways
    through them by that. SQLite does not go by sizes.
    """
    if connection.vendor == "postgresql":
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in changed)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")


def by_key(
    rows: models.QuerySet[Any] | models.Manager[Any], field: str, keys: Iterable[Any], *columns: str
) -> Iterator[dict[str, Any]]:
    """The COLUMNS of the ROWS whose FIELD is one of KEYS, looked up in portions."""
    for portion in portions(sorted(set(keys))):
        yield from rows.filter(**{f"{field}__in": portion}).values(*columns)


def field_of(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    """A column of MODEL, by the name of its field; raises KeyError."""
    return {field.name: field for field in model._meta.concrete_fields}[name]
