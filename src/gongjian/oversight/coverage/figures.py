"""What falls through the net, as numbers: for reports and assessment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from gongjian.foundation.work import Figure
from gongjian.oversight.coverage.models import Finding
from gongjian.oversight.coverage.terms import Mark

GROUP = "覆盖"


def standing(mark: Mark) -> Callable[..., int]:
    """How many of a kind stand today that were there by the end of the time asked for; what is mended is gone."""

    def count(*, path: str, since: date, until: date) -> int:
        return Finding.objects.below(path).filter(mark=mark, since__lte=until).count()

    return count


def rows_of(mark: Mark, organization: Any, since: date, until: date) -> str:
    return f"{reverse('findings')}?{urlencode({'organization': organization.pk, 'mark': mark.value})}"


FIGURES = (
    Figure("gaps", "空白点", "个", standing(Mark.GAP), partial(rows_of, Mark.GAP), GROUP, standing=True),
    Figure(
        "blind_spots", "盲点", "个", standing(Mark.BLIND_SPOT), partial(rows_of, Mark.BLIND_SPOT), GROUP, standing=True
    ),
)
