"""A box for points, as people write them."""

from __future__ import annotations

from typing import Any

from django import forms

from gongjian.foundation.pages.forms import sized
from gongjian.oversight.assessment.scoring import POINT, spoken


class PointsField(forms.DecimalField):
    """Points as people write them, 10 or 2.5, kept as hundredths."""

    def __init__(self, **more: Any) -> None:
        super().__init__(decimal_places=2, max_digits=6, widget=sized(forms.NumberInput(), "s"), **more)

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        return int(found * POINT) if found is not None else None

    def prepare_value(self, value: Any) -> Any:
        return spoken(value) if isinstance(value, int) else value
