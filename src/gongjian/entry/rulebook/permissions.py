"""Who reads the rules, and who decides what the texts leave open."""

from __future__ import annotations

from typing import Any

from gongjian.foundation.scope import scope_of
from gongjian.foundation.tree import depth


def may_read(user: Any) -> bool:
    """Everyone signed in: a rule that is applied to people must be open to them."""
    return user.is_authenticated


def may_decide(user: Any) -> bool:
    """A decision holds for the whole office, so it is made by those who answer for the top of the tree."""
    return bool(deciding_path(user))


def deciding_path(user: Any) -> str:
    """The top of the tree for which USER may decide about rules, '' for none."""
    return next((path for path in scope_of(user).paths("rules.confirm") if depth(path) == 1), "")
