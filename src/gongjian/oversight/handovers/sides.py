"""Which handovers are served: those whose sides are both installed, so that either may be left out."""

from __future__ import annotations

from django.apps import apps


def installed(*folders: str) -> bool:
    """Whether all of these folders, named as "mechanisms.research", are installed."""
    return all(apps.is_installed(f"gongjian.{each}") for each in folders)


PROBLEM_TO_TOPIC = installed("mechanisms.research", "mechanisms.meetings")
PROBLEM_TO_DUTY = installed("mechanisms.research", "oversight.duties")
