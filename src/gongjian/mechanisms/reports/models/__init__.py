"""Tables of reports: what is written and handed in, and forms other offices demand."""

from gongjian.mechanisms.reports.models.outside import Issue, OutsideForm
from gongjian.mechanisms.reports.models.report import (
    Number,
    Remark,
    Report,
    ReportQuerySet,
    Template,
    Text,
    Urge,
    Version,
)

__all__ = [
    "Issue",
    "Number",
    "OutsideForm",
    "Remark",
    "Report",
    "ReportQuerySet",
    "Template",
    "Text",
    "Urge",
    "Version",
]
