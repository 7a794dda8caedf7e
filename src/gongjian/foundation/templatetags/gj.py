"""Filters for figures and dates in templates, and what keeps numbers out of addresses."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongjian.foundation import titles
from gongjian.foundation.personal import NO_NUMBER, TYPED_HERE

register = template.Library()
register.filter("balanced", titles.balanced)


@register.simple_tag
def no_number() -> SafeString:
    """Attributes of a box whose form sends what is typed in the address: the browser keeps a person's number back."""
    return format_html('pattern="{}" title="{}"', NO_NUMBER, TYPED_HERE)


@register.filter
def figure(value: int | None) -> str:
    """6318 as “6,318”; nothing as “—”."""
    return "—" if value is None else f"{value:,}"


@register.filter
def share(part: int, whole: int) -> str:
    """PART of WHOLE in percent, one digit: never “100%” while something is missing, “—” of nothing."""
    if not whole:
        return "—"
    if part == whole:
        return "100%"
    tenths = min(part * 1000 // whole + (part * 1000 % whole * 2 >= whole), 999)
    return f"{tenths // 10}.{tenths % 10}%"


@register.filter
def day(value: date | None) -> str:
    """A day as “2016-07-01”, nothing as “—”."""
    return "—" if value is None else value.strftime("%Y-%m-%d")


@register.filter
def daywords(value: date | None) -> str:
    """A day as “11 月 23 日”, nothing as empty."""
    return "" if value is None else f"{value.month} 月 {value.day} 日"
