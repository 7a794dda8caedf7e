"""The API explained to whoever writes a program: drawn from the schema, nothing fetched from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongjian.entry.api.assembling import api
from gongjian.entry.api.tables import opened_by


@dataclass(frozen=True, slots=True)
class Operation:
    """One address: what it gives, and what may be asked with; parameters are (name, description)."""

    path: str
    label: str
    words: str
    parameters: tuple[tuple[str, str], ...]
    answer: tuple[tuple[str, str], ...]


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    schema = api.get_openapi_schema()
    operations = [operation(path, told["get"], schema) for path, told in schema["paths"].items()]
    return render(request, "api/help.html", {"operations": operations, "tables": opened_by(request.user)})


def operation(path: str, told: dict[str, Any], schema: dict[str, Any]) -> Operation:
    parameters = tuple((each["name"], each.get("description", "")) for each in told["parameters"])
    return Operation(path, told["summary"], told["description"], parameters, fields_of(told, schema))


def fields_of(told: dict[str, Any], schema: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """(field, what it is) of the answer, or of each line of it."""
    answer = told["responses"][200]["content"]["application/json"]["schema"]
    name = answer.get("items", answer)["$ref"].rpartition("/")[2]
    fields = schema["components"]["schemas"][name]["properties"]
    return tuple((key, each.get("description", "")) for key, each in fields.items())
