"""What people type about assessment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from gongjian.foundation.pages.editing import EditForm
from gongjian.foundation.pages.forms import DateField, PlainForm, sized
from gongjian.foundation.pages.once import OnceForm
from gongjian.oversight.assessment.models import Indicator, Scheme
from gongjian.oversight.assessment.points import PointsField
from gongjian.oversight.assessment.queries import end_of
from gongjian.oversight.assessment.sources import Source
from gongjian.oversight.assessment.terms import Every, Measure, Way
from gongjian.registers.organizations.terms import Body, OrganizationKind
from gongjian.rules.months import add_months
from gongjian.rules.periods import Period, block_of, block_start

MOST_QUESTIONS = 5
MARGIN_DAYS = 20
ASKED = {
    Way.SCALE: {"source", "target", "floor"},
    Way.DEDUCT: {"source", "each"},
    Way.JUDGED: {"guidance"},
    Way.MUTUAL: {"questions"},
}
ASKED_BY_SOME = set().union(*ASKED.values())
PARTS = (
    *("title", "kinds", "bodies", "closes_on", "good", "fair", "plain"),
    *("raters_at_least", "small_below", "large_from"),
)


def kinds_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="考核哪几类党组织",
        required=False,
        choices=[(each.value, each.label) for each in OrganizationKind],
        widget=forms.CheckboxSelectMultiple,
        help_text="下面所有的这几类都考核，三个区域性党组织在下一行选。考核的是党组织，不考核人。",
    )


def bodies_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="考核哪几个区域性党组织",
        required=False,
        choices=[(each.value, each.label) for each in Body],
        widget=forms.CheckboxSelectMultiple,
    )


class SchemeParts:
    """What a new scheme and a changed one have in common; each knows the day its period ends."""

    cleaned_data: dict[str, Any]
    ends_on: Callable[[], date]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data  # type: ignore[misc]
        if not cleaned.get("kinds") and not cleaned.get("bodies"):
            self.add_error("kinds", "还没有选考核哪几类。")  # type: ignore[attr-defined]
        falling = [cleaned.get(name) or 0 for name in ("good", "fair", "plain")]
        if not falling[0] > falling[1] > falling[2] > 0:
            self.add_error("plain", "三档的百分比要一档比一档低。")  # type: ignore[attr-defined]
        if (cleaned.get("small_below") or 0) > (cleaned.get("large_from") or 0):
            self.add_error("large_from", "“大”的起点不能比“小”的还低。")  # type: ignore[attr-defined]
        if cleaned.get("closes_on") and cleaned["closes_on"] <= self.ends_on():
            self.add_error("closes_on", f"要在这一期结束（{self.ends_on()}）以后。")  # type: ignore[attr-defined]
        return cleaned


class NewSchemeForm(SchemeParts, OnceForm):
    """A scheme for one period."""

    period = forms.ChoiceField(label="哪一期")
    owner = forms.ChoiceField(label="谁来考核")
    kinds, bodies = kinds_field(), bodies_field()
    closes_on = DateField(label="最晚哪天评完", help_text="评分、互评、申诉都到这一天为止，要在这一期结束以后。")

    class Meta:
        model = Scheme
        fields = ("period", "owner", *PARTS)
        widgets = {"title": sized(forms.TextInput(), "m")}

    def __init__(self, data: Any = None, *, owners: Sequence[Any], on: date) -> None:
        running = period_of(on, Every.QUARTER)
        closes = date.fromordinal(running.last.toordinal() + MARGIN_DAYS)
        initial = {"period": key_of(running), "title": f"{running.label}考核", "closes_on": closes}
        super().__init__(data, initial=initial)
        self.owners = {str(each.pk): each for each in owners}
        self.fields["period"].choices = [(key_of(each), each.label) for each in offered(on)]  # type: ignore[attr-defined]
        self.fields["owner"].choices = [(key, each.name) for key, each in self.owners.items()]  # type: ignore[attr-defined]
        narrow(self.fields)

    def ends_on(self) -> date:
        months, first = read_key(self.cleaned_data.get("period", ""))
        return end_of(first, months)

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        months, first = read_key(self.cleaned_data["period"])
        chosen = {name: self.cleaned_data[name] for name in PARTS}
        return {**chosen, "months": months, "first": first, "last": end_of(first, months)}


class SchemeForm(SchemeParts, EditForm):
    """A draft changed; the period stays."""

    kinds, bodies = kinds_field(), bodies_field()
    closes_on = DateField(label="最晚哪天评完", help_text="评分、互评、申诉都到这一天为止，要在这一期结束以后。")

    class Meta:
        model = Scheme
        fields = PARTS
        widgets = {"title": sized(forms.TextInput(), "m")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        narrow(self.fields)

    def ends_on(self) -> date:
        return self.instance.last


def narrow(fields: Mapping[str, forms.Field]) -> None:
    for name in ("good", "fair", "plain", "raters_at_least", "small_below", "large_from"):
        sized(fields[name].widget, "s")
    fields["good"].help_text = "得分占满分的百分比不低于（≥）这个数的，叫“好”。计算时不计的指标，满分里也不算。"
    fields["raters_at_least"].help_text = "评的不到这么多家，谁评的什么就猜得出来，所以不公开也不计分。"
    fields["small_below"].help_text = "规模相近的放在一起看，不排名次。"


def period_of(day: date, months: int) -> Period:
    first = block_start(block_of(day, months), months)
    return Period(first, end_of(first, months), months)


def offered(on: date) -> Iterator[Period]:
    """The quarter before, the running and the next one; last year and this one."""
    for months, away in ((3, -3), (3, 0), (3, 3), (12, -12), (12, 0)):
        yield period_of(add_months(on.replace(day=1), away), months)


def key_of(period: Period) -> str:
    return f"{period.months}.{period.first}"


def read_key(key: str) -> tuple[int, date]:
    months, _, first = key.partition(".")
    return (int(months), date.fromisoformat(first)) if first else (Every.QUARTER.value, date.min)


class IndicatorForm(PlainForm):
    """One line of a scheme: a name, full points, and what its WAY to come to points asks for."""

    uid = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    way = forms.ChoiceField(choices=Way.choices, widget=forms.HiddenInput)
    group = forms.CharField(
        label="哪一组", max_length=20, widget=sized(forms.TextInput(), "m"), help_text="例：组织生活、覆盖、条块互评。"
    )
    name = forms.CharField(label="指标", max_length=40, widget=sized(forms.TextInput(), "m"))
    weight = PointsField(label="满分几分", min_value=Decimal("0.01"))
    source = forms.ChoiceField(label="看哪个数")
    target = forms.IntegerField(
        label="目标", min_value=0, widget=sized(forms.NumberInput(), "s"), help_text="到这个数得满分。"
    )
    floor = forms.IntegerField(
        label="底线",
        min_value=0,
        widget=sized(forms.NumberInput(), "s"),
        help_text="到这个数不得分，中间按比例。底线比目标大，就是越少越好。",
    )
    each = PointsField(label="每个扣几分", min_value=Decimal("0.01"), help_text="满分起算，扣完为止。")
    questions = forms.CharField(
        label="评哪几个方面",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"一行一个，最多 {MOST_QUESTIONS} 个，例：事情答复得快不快。",
    )
    guidance = forms.CharField(
        label="评的时候看什么", max_length=200, required=False, widget=sized(forms.TextInput(), "l")
    )

    def __init__(
        self, data: Any = None, *, way: Way, known: Mapping[str, Source], indicator: Indicator | None = None
    ) -> None:
        super().__init__(data, initial={**(as_initial(indicator) if indicator else {}), "way": way})
        self.chosen = way
        self.fields["source"].choices = [("", "请选择"), *grouped(known)]  # type: ignore[attr-defined]
        for name in ASKED_BY_SOME - ASKED[way]:
            del self.fields[name]

    def clean_questions(self) -> list[str]:
        found = [line.strip()[:60] for line in self.cleaned_data["questions"].splitlines() if line.strip()]
        if len(found) > MOST_QUESTIONS:
            raise ValidationError(f"最多 {MOST_QUESTIONS} 个方面，多了没人愿意评。")
        return list(dict.fromkeys(found))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "target" in cleaned and cleaned["target"] == cleaned.get("floor"):
            self.add_error("floor", "目标和底线不能一样。")
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the action takes; what another way asks for is left empty."""
        told = {name: self.cleaned_data[name] for name in ("group", "name", "weight", *ASKED[self.chosen])}
        computed = self.chosen in (Way.SCALE, Way.DEDUCT)
        how = {
            "measure": Measure.DATA if computed else Measure(self.chosen),
            "formula": self.chosen if computed else "",
        }
        empty: dict[str, Any] = {"source": "", "target": None, "floor": None, "each": None}
        return {**empty, "questions": [], "guidance": "", **told, **how}


def way_of(indicator: Indicator) -> Way:
    return Way(indicator.formula if indicator.measure == Measure.DATA else indicator.measure)


def as_initial(indicator: Indicator) -> dict[str, Any]:
    names = (
        "group",
        "name",
        "weight",
        "measure",
        "source",
        "formula",
        "target",
        "floor",
        "each",
        "guidance",
        "version",
    )
    return {**{name: getattr(indicator, name) for name in names}, "questions": "\n".join(indicator.questions)}


def grouped(known: Mapping[str, Source]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The sources to choose from, by the folder they come from."""
    found: dict[str, list[tuple[str, str]]] = {}
    for each in known.values():
        found.setdefault(each.group, []).append((each.key, f"{each.label}（{each.unit}）"))
    return list(found.items())
