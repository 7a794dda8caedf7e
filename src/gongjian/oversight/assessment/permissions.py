"""Who may do what with assessment. A permission reaches the organization it was granted at and all below it."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongjian.foundation.scope import scope_of
from gongjian.oversight.assessment.models import VIEW, Appeal, Party, Result, Scheme
from gongjian.oversight.assessment.queries import ANSWER, SET


def may_see_some(user: Any) -> bool:
    return scope_of(user).holds_somewhere(VIEW)


def may_set_some(user: Any) -> bool:
    """The street office and the secretaries of the regional bodies assess those below them."""
    return scope_of(user).holds_somewhere(SET)


def may_set(user: Any, scheme: Scheme) -> bool:
    """Whoever sets the scheme of an organization also judges by it: nobody judges the own organization from below."""
    return scope_of(user).holds(SET, scheme.org_path)


def may_judge(user: Any, result: Result) -> bool:
    return result.scheme.is_open and scope_of(user).holds(SET, result.scheme.org_path)


def may_answer(user: Any, result: Result) -> bool:
    """Confirming and appealing is for the assessed organization's own people."""
    return result.scheme.is_open and scope_of(user).holds(ANSWER, result.org_path)


def may_answer_some(user: Any) -> bool:
    return scope_of(user).holds_somewhere(ANSWER)


def may_rate(user: Any, paper: Party, on: date) -> bool:
    """The people of a party, as long as rating is open."""
    scheme = paper.scheme
    return scheme.is_open and on <= scheme.closes_on and scope_of(user).holds(ANSWER, paper.org_path)


def may_decide(user: Any, appeal: Appeal) -> bool:
    """Whoever judges by the scheme answers the appeal, once."""
    return appeal.accepted is None and may_judge(user, appeal.result)
