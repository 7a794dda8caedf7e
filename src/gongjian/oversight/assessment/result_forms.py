"""What people type about a result: points, credits, deductions, appeals, answers, and the papers of the parties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongjian.foundation.pages.forms import PlainForm, sized
from gongjian.oversight.assessment.models import Indicator
from gongjian.oversight.assessment.points import PointsField
from gongjian.oversight.assessment.scoring import spoken
from gongjian.oversight.assessment.terms import Band


class JudgeForm(PlainForm):
    """Points for one line, why, and where the material is."""

    points = PointsField(label="得几分", min_value=Decimal(0))
    reason = forms.CharField(label="理由", max_length=200, widget=sized(forms.TextInput(), "l"))
    link = forms.CharField(
        label="材料在哪里",
        max_length=300,
        required=False,
        widget=sized(forms.TextInput(), "l"),
        help_text="平台里的网址，从浏览器地址栏复制就行，也可以写文件名。",
    )

    def __init__(self, data: Any = None, *, weight: int, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.weight = weight
        self.fields["points"].help_text = f"0 到 {spoken(weight)} 分。"

    def clean_points(self) -> int:
        points: int = self.cleaned_data["points"]
        if points > self.weight:
            raise ValidationError(f"满分是 {spoken(self.weight)} 分。")
        return points


class AdjustForm(PlainForm):
    """加分、扣分, with the record behind it."""

    way = forms.ChoiceField(
        label="加分还是扣分", choices=[("minus", "扣分"), ("plus", "加分")], widget=forms.RadioSelect, initial="minus"
    )
    points = PointsField(label="几分", min_value=Decimal("0.01"), max_value=Decimal(100))
    reason = forms.CharField(label="事由", max_length=200, widget=sized(forms.TextInput(), "l"))
    link = forms.CharField(
        label="记录在哪里",
        max_length=300,
        widget=sized(forms.TextInput(), "l"),
        help_text="没有记录的不加也不扣。写平台里的网址，或文号。",
    )

    def signed(self) -> int:
        """Hundredths, negative when taken off."""
        points: int = self.cleaned_data["points"]
        return points if self.cleaned_data["way"] == "plus" else -points


class AppealForm(PlainForm):
    """申诉: what is wrong, in a sentence."""

    text = forms.CharField(label="哪里不对，为什么", max_length=400, widget=forms.Textarea)


class AnswerForm(PlainForm):
    """The answer to an appeal; POINTS where it is accepted against one line."""

    accepted = forms.ChoiceField(label="怎么定", choices=[("no", "不采纳"), ("yes", "采纳")], widget=forms.RadioSelect)
    points = PointsField(label="这一项改成几分", required=False, min_value=Decimal(0), help_text="采纳的才要填。")
    answer = forms.CharField(label="答复", max_length=400, widget=forms.Textarea)

    def __init__(self, data: Any = None, *, weight: int | None) -> None:
        super().__init__(data)
        self.weight = weight
        if weight is None:
            del self.fields["points"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        points = cleaned.get("points")
        if self.weight is not None and cleaned.get("accepted") == "yes" and "points" not in self.errors:
            if points is None:
                self.add_error("points", "采纳的话，请写改成几分。")
            elif points > self.weight:
                self.add_error("points", f"满分是 {spoken(self.weight)} 分。")
        return cleaned


class PaperForm(forms.Form):
    """评议表: for every organization of the other side a band for each question; what is left open is no rating."""

    def __init__(
        self, data: Any = None, *, rated: Sequence[Any], indicators: Sequence[Indicator], given: Mapping[Any, Any]
    ) -> None:
        super().__init__(data)
        choices = [("", "不了解"), *Band.choices]
        self.keys = [(result, indicator) for result in rated for indicator in indicators]
        for result, indicator in self.keys:
            answers = given.get((result.pk, indicator.pk), ())
            for at, question in enumerate(indicator.questions):
                self.fields[name_of(result, indicator, at)] = forms.ChoiceField(
                    label=question,
                    choices=choices,
                    required=False,
                    initial=answers[at] if at < len(answers) else "",
                    widget=forms.Select(attrs={"aria-label": f"{result.organization.name}：{question}"}),
                )

    def rows(self) -> list[dict[str, Any]]:
        """For the table: an organization and its boxes."""
        found: dict[int, dict[str, Any]] = {}
        for result, indicator in self.keys:
            row = found.setdefault(result.pk, {"name": result.organization.name, "boxes": []})
            row["boxes"] += [self.box(name_of(result, indicator, at)) for at in range(len(indicator.questions))]
        return list(found.values())

    def box(self, name: str) -> Any:
        """The box called NAME, and what it says in words where it cannot be changed any more."""
        found = self[name]
        found.said = Band(found.value()).label if found.value() in Band.values else ""  # type: ignore[attr-defined]
        return found

    def answers(self) -> dict[tuple[int, int], list[str]]:
        """{(result id, indicator id): a band or "" for each question}."""
        return {
            (result.pk, indicator.pk): [
                self.cleaned_data[name_of(result, indicator, at)] for at in range(len(indicator.questions))
            ]
            for result, indicator in self.keys
        }


def name_of(result: Any, indicator: Indicator, at: int) -> str:
    return f"r{result.pk}-{indicator.pk}-{at}"
