"""对上列: for every column of a table, the field it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongjian.entry.desk.grouping import TABLE_OF
from gongjian.entry.desk.models import Batch
from gongjian.entry.desk.sheet_rows import cells_of, discreet
from gongjian.foundation.pages.forms import PlainForm
from gongjian.foundation.sheets.cells import letter, shown

LOOKED_AT = 12
LONGEST_SAMPLE = 40
NOT_USED = ("", "不用这一列")


class ColumnForm(PlainForm):
    """One select for each column that has a header or stands for a field; `column-<index>`, counted from 0."""

    def __init__(self, batch: Batch, entry: Mapping[str, Any], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.table = TABLE_OF[entry["kind"]]
        self.samples = samples_of(batch, entry)
        sheet = next(each for each in batch.report["sheets"] if places(each) == places(entry))
        self.headers: list[str] = sheet["headers"]
        field_at = {index: field for field, index in sheet["columns"].items()}
        choices = [NOT_USED, *((column.field, column.label) for column in self.table.columns)]
        for index, header in enumerate(self.headers):
            if header or index in field_at:
                label = f"{letter(index)} 列 {header}".strip()
                field = forms.ChoiceField(label=label, choices=choices, required=False, initial=field_at.get(index, ""))
                field.widget.attrs["class"] = "sml"
                self.fields[f"column-{index}"] = field

    def rows(self) -> list[tuple[str, str, str, forms.BoundField]]:
        """(letter, header, sample, select) for every column."""
        at = [int(name.removeprefix("column-")) for name in self.fields]
        return [(letter(index), self.headers[index], self.sample(index), self[f"column-{index}"]) for index in at]

    def sample(self, index: int) -> str:
        """What a cell of the column says, personal numbers masked by the field it is recognized as."""
        initial = self.fields[f"column-{index}"].initial
        return discreet(str(initial or ""), self.samples.get(index, ""))[:LONGEST_SAMPLE]

    def clean(self) -> dict[str, Any]:
        chosen = [field for field in self.cleaned_data.values() if field]
        twice = [field for field in dict.fromkeys(chosen) if chosen.count(field) > 1]
        if twice:
            labels = "、".join(f"“{self.table.by_field[field].label}”" for field in twice)
            raise ValidationError(f"{labels}选了不止一列。每一项只能对一列。")
        if self.table.key not in chosen:
            raise ValidationError(f"还没有说哪一列是“{self.table.by_field[self.table.key].label}”。")
        return self.cleaned_data

    def chosen(self) -> dict[int, str | None]:
        """Columns, counted from 0, with their field; None for those that are left out."""
        return {int(name.removeprefix("column-")): field or None for name, field in self.cleaned_data.items()}


def places(entry: Mapping[str, Any]) -> tuple[str, str]:
    return entry["file"], entry["sheet"]


def samples_of(batch: Batch, entry: Mapping[str, Any]) -> dict[int, str]:
    """The first text below the header in every column, counted from 0."""
    first = int(entry["header_row"]) + 1
    samples: dict[int, str] = {}
    for _, cells in cells_of(batch, entry, range(first, first + LOOKED_AT)):
        for index, cell in enumerate(cells):
            if text := shown(cell):
                samples.setdefault(index, text)
    return samples
