"""What the form of every remedy has in common: it knows its subject, who fills it in and on which day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongjian.foundation.pages.forms import PlainForm


def in_words(field: Any, value: Any) -> str:
    """A cleaned VALUE as a reader would say it: the label of a choice, several with 、 between."""
    if isinstance(value, list | tuple):
        return "、".join(in_words(field, each) for each in value)
    labels = dict(getattr(field, "choices", ())) if isinstance(value, str) else {}
    return "" if value is None else str(labels.get(value, value))


class RemedyForm(PlainForm):
    """A form that comes already filled in: `prepare` sets choices and initial values from the subject.

    `summary` says in one sentence what the form asks for, once it is valid. `nothing`, where it is set, says why there
    is nothing to choose: the page then shows that instead of the form. `warning` says what to see to before.
    """

    nothing = ""
    warning = ""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, subject: Any, user: Any, on: date, kind: str = ""
    ) -> None:
        super().__init__(data)
        self.subject, self.user, self.on, self.concerns = subject, user, on, kind
        self.prepare()

    def prepare(self) -> None:
        """Set choices and initial values."""

    def summary(self) -> str:
        return ""

    def answers(self) -> list[tuple[str, str]]:
        """What was filled in, as (label, words), once the form is valid; empty fields are left out."""
        typed = ((self[name], field) for name, field in self.fields.items() if name in self.cleaned_data)
        said = [(str(box.label), in_words(field, self.cleaned_data[box.name])) for box, field in typed]
        return [(label, words) for label, words in said if words]

    def prefill(self, **values: Any) -> None:
        """What stands in the boxes before anything is typed."""
        self.initial.update(values)
