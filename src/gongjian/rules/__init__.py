"""Dated rules (法规): regulation texts as data, and the pure functions that read them.

A regulation's figure is never written in code: ask ``rule("branch.min_full_members", on=day)`` for it.
"""

from gongjian.rules.choosing import rule, rules_in_force
from gongjian.rules.citations import citation
from gongjian.rules.entries import (
    NATION,
    NotInForce,
    Override,
    Rule,
    Status,
    UnfitOverride,
    UnknownRule,
    Value,
)

__all__ = [
    "NATION",
    "NotInForce",
    "Override",
    "Rule",
    "Status",
    "UnfitOverride",
    "UnknownRule",
    "Value",
    "citation",
    "rule",
    "rules_in_force",
]
