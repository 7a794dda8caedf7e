"""One entry of the rule files, and what an office may say about it.

Both dates of a period are inclusive: ``in_force_from`` is the first day and ``in_force_until`` the last day on which
an entry holds. A date left out leaves the period open on that side, because the sources do not tell it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

NATION = "nation"

Value = int | bool | Fraction | str


class Status(StrEnum):
    """How far an entry has been checked against the text of the regulation."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    PARTIAL = "partial"
    UNVERIFIED = "unverified"
    CONFIRMED = "confirmed by the office"
    OVERRIDDEN = "set by the office"

    @property
    def label(self) -> str:
        """The status in the words of the rules page."""
        return STATUS_LABELS[self]


STATUS_LABELS = {
    Status.VERIFIED: "已核对原文",
    Status.SECONDARY: "据转载，未核对原文",
    Status.PARTIAL: "只见到片段，待核实",
    Status.UNVERIFIED: "待核实",
    Status.CONFIRMED: "本单位已确认",
    Status.OVERRIDDEN: "本单位另定",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A figure or a sentence of a regulation (规则), for a period and a jurisdiction.

    ``operator`` says how a figure is compared (``>=``, ``>``, ``<=``, ``<``), ``unit`` is the Chinese word behind the
    figure, ``regulation`` is the title without book-title marks and empty where no regulation is known, ``reason``
    and ``by`` are the office's words once it has confirmed or replaced the entry.
    """

    key: str
    title: str
    value: Value
    unit: str
    operator: str
    regulation: str
    article: str
    in_force_from: date | None
    in_force_until: date | None
    source: str
    status: Status
    jurisdiction: str
    note: str
    reason: str = ""
    by: str = ""

    @property
    def number(self) -> int:
        """The value as a whole number; raises TypeError for a fraction, a text, or a yes or no."""
        if type(self.value) is not int:
            raise TypeError(f"{self.key!r} is not a whole number but {self.value!r}")
        return self.value


@dataclass(frozen=True, slots=True)
class Override:
    """What an office has decided about a rule: the same value confirms it, another value replaces it.

    ``by`` holds the words for who decided, ``reason`` why. The value must be of the type of the rule's own value.
    """

    key: str
    value: Value
    jurisdiction: str
    in_force_from: date
    in_force_until: date | None
    reason: str
    by: str


class UnknownRule(LookupError):
    """No rule file has an entry with this key."""

    def __init__(self, key: str) -> None:
        super().__init__(f"no rule is called {key!r}")
        self.key = key


class NotInForce(LookupError):
    """The rule exists, but not on this day or not for this jurisdiction."""

    def __init__(self, key: str, on: date, jurisdiction: str) -> None:
        super().__init__(f"{key!r} is not in force on {on} for {jurisdiction!r}")
        self.key, self.on, self.jurisdiction = key, on, jurisdiction


class UnfitOverride(ValueError):
    """The office's value is not of the type of the rule's value."""

    def __init__(self, override: Override, rule: Rule) -> None:
        super().__init__(f"{override.key!r} takes a value like {rule.value!r}, not {override.value!r}")
        self.override, self.rule = override, rule


def in_force(entry: Rule | Override, on: date) -> bool:
    """Whether the entry holds on this day; its first and its last day are included."""
    started = entry.in_force_from is None or entry.in_force_from <= on
    return started and (entry.in_force_until is None or on <= entry.in_force_until)


def covers(jurisdiction: str, place: str) -> bool:
    """Whether a rule of ``jurisdiction`` reaches ``place``: the same path or one above it."""
    return place == jurisdiction or place.startswith(jurisdiction + "/")
