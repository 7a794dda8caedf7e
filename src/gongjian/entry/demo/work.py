"""What no stretch of simulated days is sure to bring to the demo street: two studies, and another office's form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from gongjian.entry.demo import words
from gongjian.entry.simulation.workers import worker_of
from gongjian.foundation.work import Chance, Workday
from gongjian.mechanisms.reports import outside
from gongjian.mechanisms.research.models import Study
from gongjian.mechanisms.research.simulated import SUBJECTS
from gongjian.mechanisms.research.workday import STEPS, Case
from gongjian.registers.organizations.models import Organization
from gongjian.rules.months import add_months
from gongjian.rules.periods import Period

Worker = Callable[[str], Any]

CHANCE = Chance(1)
SINCE = (timedelta(days=105), timedelta(days=22))
FORM = (
    ("街道", words.STREET, "", "", ""),
    ("单位总数", "{{单位总数}}", "", "党员总数", "{{党员总数}}"),
    ("党组织总数", "{{党组织总数}}", "", "开会次数", "{{开会次数}}"),
)


def add_work(*, on: date) -> None:
    """As it stands on a day: a study that changed something, one under way, a form filled for the month before."""
    worker = worker_of()
    communities = Organization.objects.filter(community__isnull=False, parent__body="residential").order_by("path")
    for organization, subject, before in zip(communities, SUBJECTS, SINCE, strict=False):
        look_into(Case(organization, subject, on - before), worker, until=on)
    fill_form(Workday(on, CHANCE, worker))


def look_into(case: Case, worker: Worker, *, until: date) -> None:
    """Do what the study wants on each of its days."""
    uid = CHANCE.uid("demo study", case.organization.name)
    for days, step in STEPS.items():
        if (day := case.since + timedelta(days=days)) <= until:
            study = Study.objects.filter(uid=uid).select_related("organization").first()
            step(Workday(day, CHANCE, worker), case, study or uid)


def fill_form(day: Workday) -> None:
    root = Organization.objects.get(parent=None)
    by, now = day.worker(root.path), day.at(8)
    told: dict[str, Any] = {
        "name": "基层党建工作月报",
        "asked_by": "区委组织部",
        "months": 1,
        "file_name": "基层党建工作月报.xlsx",
    }
    form = outside.hand_in(root, **told, content=workbook(), by=by, now=now)
    last = add_months(day.on.replace(day=1), -1)
    outside.issue(form, root, Period(last, day.on.replace(day=1) - timedelta(days=1), 1), by=by, now=now)


def workbook() -> bytes:
    book, out = Workbook(), BytesIO()
    for row in FORM:
        book.active.append(row)
    book.save(out)
    return out.getvalue()
