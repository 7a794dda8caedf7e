"""A list's filters as the fields of a form, joined in Python: a template takes ten steps for each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils.safestring import SafeString

from gongjian.foundation.pages.lists.declaring import Filter
from gongjian.foundation.pages.lists.markup import options_of
from gongjian.foundation.pages.lists.state import State
from gongjian.foundation.templatetags.gj import no_number

NO_NUMBER = no_number()
UNREAD = {
    "date": "看不懂这个日期，没有用它筛选。例：2026-05-23",
    "number": "这里要写整数，没有用它筛选。",
    "choice": "没有这一项，没有用它筛选。",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A filter as a field of the form; OPTIONS are the lines of a choice."""

    key: str
    label: str
    kind: str
    value: str
    options: SafeString
    hint: str
    wrong: bool
    more: bool


def field_of(filter_: Filter, state: State, user: Any) -> Field:
    value, choices = state.filters.get(filter_.key, ""), state.choices.get(filter_.key)
    if choices is None:
        choices = filter_.choices(user, value) if filter_.choices else ()
    return Field(
        key=filter_.key,
        label=filter_.label,
        kind=filter_.kind,
        value=value,
        options=options_of(choices, value),
        hint=filter_.hint,
        wrong=filter_.key in state.wrong,
        more=filter_.more,
    )


def fields_as_html(fields: Iterable[Field]) -> SafeString:
    """Each of FIELDS under its label, with what is wrong below it."""
    return SafeString("\n".join(map(drawn, fields)))


def drawn(field: Field) -> str:
    label = f'<label for="f-{field.key}">{escape(field.label)}</label>'
    control = {"choice": choice, "text": text}.get(field.kind, figure)(field)
    return f'<div class="filter{" bad" if field.wrong else ""}">{label}\n{control}\n{complaint(field)}</div>'


def choice(field: Field) -> str:
    names = f'id="f-{field.key}" name="{field.key}"'
    return f'<select {names} data-submit-on-change><option value="">全部</option>{field.options}</select>'


def text(field: Field) -> str:
    """A box for words; the browser keeps a person's number back, since the form sends what is typed in the address."""
    return f'<input {typed(field)} type="search" {NO_NUMBER}{hint(field)}>'


def figure(field: Field) -> str:
    """A box for a day or a whole number."""
    mode = ' inputmode="numeric"' if field.kind == "number" else ""
    wrong = f' aria-invalid="true" aria-describedby="f-{field.key}-error"' if field.wrong else ""
    return f'<input class="w-s" {typed(field)}{mode}{wrong}{hint(field)}>'


def typed(field: Field) -> str:
    return f'id="f-{field.key}" name="{field.key}" value="{escape(field.value)}" autocomplete="off"'


def hint(field: Field) -> str:
    return f' placeholder="{escape(field.hint)}"' if field.hint else ""


def complaint(field: Field) -> str:
    return f'<p class="err" id="f-{field.key}-error">{UNREAD[field.kind]}</p>' if field.wrong else ""
