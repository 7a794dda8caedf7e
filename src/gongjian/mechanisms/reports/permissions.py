"""Who may do what with reports. A permission reaches the organization it was granted at and all below it."""

from __future__ import annotations

from typing import Any

from gongjian.foundation.scope import scope_of
from gongjian.mechanisms.reports.models import Report
from gongjian.mechanisms.reports.queries import REVIEW, WRITE
from gongjian.registers.organizations.models import Organization


def may_see_some(user: Any) -> bool:
    return scope_of(user).holds_somewhere("reports.view")


def may_write_some(user: Any) -> bool:
    return scope_of(user).holds_somewhere(WRITE)


def may_write_for(user: Any, organization: Organization) -> bool:
    """Those who keep an organization's work write its reports, and fill the forms others demand of it."""
    return scope_of(user).holds(WRITE, organization.path)


def may_write(user: Any, report: Report) -> bool:
    return scope_of(user).holds(WRITE, report.org_path)


def may_review_some(user: Any) -> bool:
    return scope_of(user).holds_somewhere(REVIEW)


def may_review(user: Any, report: Report) -> bool:
    """A report is looked through by those who answer for the organization it goes to; not by who is below that."""
    return report.to_path != "" and scope_of(user).holds(REVIEW, report.to_path)


def may_pursue(user: Any, organization: Organization) -> bool:
    """Reports are asked for by those who answer for the superior."""
    return organization.parent is not None and scope_of(user).holds(REVIEW, organization.parent.path)


def may_set(user: Any, organization: Organization) -> bool:
    """Templates are set by those who answer for the duties of an organization and all below it."""
    return scope_of(user).holds("duties.set", organization.path)
