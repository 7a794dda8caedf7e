"""How long a year's duties take to work out, to keep, to look at again on a new day, and to tell to a program.

Every organization has met and reported in nine of ten periods; the standing duties are those the folders offer.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from django.db import transaction

from benchmarks.population import ON, settle
from benchmarks.timing import timed
from benchmarks.work import FIRST, LAST, fill
from gongjian.foundation.bulk import tell_sizes
from gongjian.mechanisms.meetings.models import Meeting
from gongjian.mechanisms.reports.models import Report
from gongjian.oversight.duties.computing import Window, owed
from gongjian.oversight.duties.models import Occurrence
from gongjian.oversight.duties.reporting import lines
from gongjian.oversight.duties.storing import store
from gongjian.registers.organizations.models import Organization


def measure() -> dict[str, Any]:
    """The year's work is there only while it is measured: what else is measured has none."""
    with transaction.atomic():
        fill()
        found = measured()
        transaction.set_rollback(True)
    settle()
    return found


def measured() -> dict[str, Any]:
    window = Window(FIRST, LAST, ON)
    states = Counter(each.occurrence.state.value for each in owed(window))
    computing = timed(lambda: sum(1 for _ in owed(window)), runs=3)
    storing = timed(lambda: store(on=ON), runs=1, warmup=0)
    tell_sizes(Occurrence)
    again = timed(lambda: store(on=ON), runs=3, warmup=0)
    branch = Organization.objects.branches().order_by("pk").values_list("pk", flat=True)[0]
    one = timed(lambda: store(on=ON, among=[branch]), runs=5)
    telling = timed(lambda: sum(len(json.dumps(each)) for each in lines(since=FIRST, until=LAST, on=ON)), runs=1)
    return {
        "organizations": Organization.objects.count(),
        "meetings": Meeting.objects.count(),
        "reports": Report.objects.count(),
        "periods": dict(states),
        "computing the year (ms)": computing.as_data(),
        "storing it the first time (ms)": storing.as_data(),
        "comparing it on a new day, nothing to do (ms)": again.as_data(),
        "looking again at one organization (ms)": one.as_data(),
        "the year as lines for a program (ms)": telling.as_data(),
        "stored": Occurrence.objects.count(),
    }
