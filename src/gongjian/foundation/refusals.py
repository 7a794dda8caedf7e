"""What an action raises when it cannot be done so."""

from __future__ import annotations


class Refused(Exception):
    """The text says in plain words why, and what to do instead; screens show it as it is."""
