"""Which units should be covered and which of them are missing, kept beside the findings they come from."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When

from gongjian.oversight.coverage.models import Expected, Finding
from gongjian.oversight.coverage.terms import COLUMN_OF, UNIT_GAPS
from gongjian.registers.units.findings import should_be_covered
from gongjian.registers.units.models import Unit, UnitQuerySet

KEEP = """
INSERT INTO coverage_expected (unit_id, org_path, kind, missing)
WITH found (unit_id, org_path, kind, missing) AS ({rows})
SELECT unit_id, org_path, kind, missing FROM found WHERE NOT EXISTS (
    SELECT 1 FROM coverage_expected AS kept WHERE kept.unit_id = found.unit_id
        AND kept.org_path = found.org_path AND kept.kind = found.kind AND kept.missing = found.missing
)
ON CONFLICT (unit_id) DO UPDATE SET org_path = excluded.org_path, kind = excluded.kind, missing = excluded.missing
"""


def expect(among: Sequence[int] | None = None) -> int:
    """Bring what is kept of all units, or of AMONG, in line with the units and findings; returns how many differed."""
    concerned = Q() if among is None else Q(pk__in=among)
    rows = expected(Unit.objects.filter(concerned))
    gone, _ = Expected.objects.filter(concerned).exclude(Exists(rows.filter(pk=OuterRef("pk")))).delete()
    statement, values = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(KEEP.format(rows=statement), values)
        return gone + cursor.rowcount


def expect_again(unit_ids: Sequence[int]) -> set[str]:
    """The same for these units only; returns the paths under which they were kept and those under which they are."""
    if not unit_ids:
        return set()
    kept = Expected.objects.filter(pk__in=unit_ids).values_list("org_path", flat=True)
    before = set(kept)
    expect(unit_ids)
    return before.union(kept.all())


def expected(units: UnitQuerySet) -> UnitQuerySet:
    """(id, path, column, missing) of those of UNITS that should be covered."""
    gaps = Finding.objects.filter(rule__in=UNIT_GAPS, subject_id=OuterRef("pk"))
    columns = [When(kind=kind, then=Value(column)) for kind, column in COLUMN_OF.items()]
    column = Case(*columns, default=F("kind"), output_field=CharField())
    rows = should_be_covered(units).annotate(column=column, missing=Exists(gaps)).order_by()
    return rows.values_list("pk", "org_path", "column", "missing")
