"""The same roster file read and stored: bare, by Gongjian with every check and history, and by a general library."""

from __future__ import annotations

import resource
import subprocess
import sys
from io import BytesIO
from typing import Any

from django.db import transaction
from django.utils import timezone
from python_calamine import CalamineWorkbook

from benchmarks.rival.models import BareMember, TrackedMember
from benchmarks.roster import FIELDS, ON, ledger, workbook
from benchmarks.timing import Took, once, paired, timing_of
from gongjian.entry.desk.checking import Known, Source, check_sources
from gongjian.entry.desk.writing import write
from gongjian.foundation.history import Entry
from gongjian.registers.members.models import Member
from gongjian.registers.organizations.models import Organization, OrganizationFigures

SIZE = 10_000
LARGE = 100_000


def measure(*, quick: bool) -> dict[str, Any]:
    """Ratios of one roster of 10,000 rows, and the memory that one of 100,000 takes."""
    size = SIZE // 10 if quick else SIZE
    content = workbook(size)
    found_branches(size)
    ours = paired(
        {"bare": lambda: bare(content), "gongjian": lambda: gongjian(content)},
        runs=3,
        before=empty_members,
    )
    from benchmarks.rival.resources import SET_UPS  # its import registers formats

    library = {name: timing_of([general_library(content, each())]) for name, each in SET_UPS.items()}
    return {
        "rows": size,
        "bare parse and bulk insert (ms)": ours["bare"].as_data(),
        "gongjian, all checks and history (ms)": ours["gongjian"].as_data(),
        **{f"django-import-export with history{name} (ms)": each.as_data() for name, each in library.items()},
        "gongjian / bare": ours["gongjian"].over(ours["bare"]),
        **{f"django-import-export{name} / gongjian": each.over(ours["gongjian"]) for name, each in library.items()},
        "stored": Member.objects.count(),
        "large file": None if quick else large_file(),
    }


def found_branches(size: int) -> None:
    checked = check_sources([ledger(size)], known=Known(), on=ON)
    write(checked, by=None, now=timezone.now(), on=ON)


def empty_members() -> None:
    for model in (Member, BareMember, Entry, OrganizationFigures):
        model.objects.all().delete()


def bare(content: bytes) -> None:
    """The least anyone can do: cells into rows into one bulk insert, nothing checked, no history."""
    header, *rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    fields = list(FIELDS)
    assert header == list(FIELDS.values())
    with transaction.atomic():
        BareMember.objects.bulk_create(
            (BareMember(**dict(zip(fields, row, strict=True))) for row in rows), batch_size=1000
        )


def gongjian(content: bytes) -> None:
    known = Known(organizations=dict(Organization.objects.values_list("name", "parent__name")))
    checked = check_sources([Source("党员花名册.xlsx", content)], known=known, on=ON)
    write(checked, by=None, now=timezone.now(), on=ON)


def general_library(content: bytes, importer: Any) -> Took:
    """Milliseconds of django-import-export on the same file, with django-simple-history."""
    TrackedMember.objects.all().delete()
    TrackedMember.history.all().delete()
    return once(lambda: library_import(importer, content))


def library_import(importer: Any, content: bytes) -> None:
    from tablib import Dataset  # comes with django-import-export

    header, *rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert header == list(FIELDS.values())
    dataset = Dataset(*rows, headers=list(FIELDS))
    outcome = importer.import_data(dataset, raise_errors=True, use_transactions=True)
    assert not outcome.has_errors()


def large_file() -> dict[str, Any]:
    """Seconds and peak memory of importing 100,000 rows in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.large", str(LARGE)], check=True, capture_output=True, text=True
    )
    seconds, megabytes = done.stdout.split()[-2:]
    return {"rows": LARGE, "seconds": float(seconds), "peak memory (MB)": float(megabytes)}


def peak_megabytes() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
