"""What programs ask with: days and organizations, each with its plain refusal."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query
from ninja.errors import HttpError
from pydantic import BeforeValidator

from gongjian.entry.meant import path_of
from gongjian.registers.organizations.models import Organization

WHOLE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LONGEST_NAME = 200


def written_in_full(text: object) -> object:
    """Only 2026-07-01 is a day; a bare number is not one counted in seconds."""
    if isinstance(text, str) and not WHOLE_DAY.fullmatch(text):
        raise ValueError(text)
    return text


Day = Annotated[date, BeforeValidator(written_in_full)]
Org = Annotated[str, Query(max_length=LONGEST_NAME, description="只看这个党组织和它的下级：全称或简称")]


def narrowed_to(request: HttpRequest, name: str) -> str:
    """The path of the organization that NAME means among those the viewer may see, "" for no name."""
    if not name:
        return ""
    seen: Any = Organization.objects.visible_to(request.user).active()
    try:
        return path_of(name, seen)
    except LookupError as unknown:
        raise HttpError(404, unknown.args[0]) from unknown
