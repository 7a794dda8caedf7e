"""What people type about reports: which one, what a template asks for, a form of another office."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongjian.foundation.pages.editing import EditForm
from gongjian.foundation.pages.forms import PlainForm, sized
from gongjian.foundation.pages.once import OnceForm
from gongjian.mechanisms.reports.counting import figures
from gongjian.mechanisms.reports.kinds import PATTERNS
from gongjian.mechanisms.reports.meanings import WORDS
from gongjian.mechanisms.reports.models import OutsideForm, Template
from gongjian.mechanisms.reports.terms import MONTHS, Below, Meaning
from gongjian.mechanisms.reports.workbooks import MOST_BYTES
from gongjian.registers.organizations.terms import Body, OrganizationKind

MOST_SECTIONS, MOST_TEXTS = 12, 10
EMPTY_SECTIONS = 1
TEMPLATE_FIELDS = ("label", "months", "kinds", "bodies", "below", "members")


def grouped_figures() -> list[tuple[str, list[tuple[str, str]]]]:
    """The figures to choose from, by group."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for key, each in figures().items():
        groups.setdefault(each.group or "其他", []).append((key, f"{each.label}（{each.unit}）"))
    return list(groups.items())


def several(label: str, choices: Sequence[tuple[str, str]], help_text: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


class TemplateForm(EditForm):
    """Who writes a report and how often; the sections are forms of their own beside it."""

    months = forms.TypedChoiceField(label="多久一期", coerce=int, choices=list(MONTHS.items()))
    kinds = several("哪几类党组织写", [(each.value, each.label) for each in OrganizationKind])
    bodies = several("哪几个区域性党组织写", [(each.value, each.label) for each in Body])
    below = several("谁的直接下级写", Below.choices)
    members = several("汇总下级的哪几种汇报", [(key, each.label) for key, each in PATTERNS.items()])

    class Meta:
        model = Template
        fields = TEMPLATE_FIELDS
        widgets = {"label": sized(forms.TextInput(), "m")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not any(cleaned.get(name) for name in ("kinds", "bodies", "below")):
            self.add_error("kinds", "还没有选谁来写。")
        return cleaned


class SectionForm(PlainForm):
    """One section: its heading, the figures in it, the texts asked for, a line each. Emptied, it is left out."""

    title = forms.CharField(label="标题", max_length=60, required=False, widget=sized(forms.TextInput(), "m"))
    figures = forms.MultipleChoiceField(
        label="数字（平台自己取）", required=False, widget=forms.SelectMultiple(attrs={"size": 9})
    )
    texts = forms.CharField(
        label="文字（要人写）",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="一行一段，写要写什么，例如“下一步打算”。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["figures"].choices = grouped_figures()  # type: ignore[attr-defined]
        self.fields["figures"].help_text = "按住 Ctrl 可以选几个。"

    def clean_texts(self) -> list[str]:
        lines = [line.strip()[:60] for line in self.cleaned_data["texts"].splitlines() if line.strip()]
        if len(lines) > MOST_TEXTS:
            raise ValidationError(f"一个部分最多 {MOST_TEXTS} 段文字。")
        return lines


Sections = forms.formset_factory(SectionForm, extra=EMPTY_SECTIONS, max_num=MOST_SECTIONS)


def initial_sections(outline: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "title": each["title"],
            "figures": each["figures"],
            "texts": "\n".join(text["label"] for text in each["texts"]),
        }
        for each in outline
    ]


def outline_from(sections: Any, before: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the sections say; a text that keeps its words keeps its key and its hint."""
    known = {text["label"]: text for each in before for text in each["texts"]}
    taken: set[str] = set()
    found = []
    for at, told in enumerate(form.cleaned_data for form in sections if form.cleaned_data.get("title")):
        texts = [known.get(label) or {"key": "", "label": label, "hint": ""} for label in told["texts"]]
        texts = [{**each, "key": free_key(each["key"], at, place, taken)} for place, each in enumerate(texts)]
        found.append({"title": told["title"], "figures": in_order(told["figures"], before), "texts": texts})
    return found


def in_order(chosen: Sequence[str], before: Sequence[dict[str, Any]]) -> list[str]:
    """The CHOSEN figures, those there BEFORE as they stood, new ones after them."""
    stood = [key for each in before for key in each["figures"] if key in chosen]
    return list(dict.fromkeys([*stood, *chosen]))


def free_key(wanted: str, at: int, place: int, taken: set[str]) -> str:
    """WANTED if it is free, else one from where the text stands."""
    key = wanted if wanted and wanted not in taken else f"text-{at}-{place}"
    while key in taken:
        key += "-"
    taken.add(key)
    return key


class OutsideFormForm(OnceForm):
    """A form another office demands, handed in."""

    months = forms.TypedChoiceField(label="多久报一次", coerce=int, choices=list(MONTHS.items()))
    content = forms.FileField(label="表格文件", help_text=".xlsx，不超过 4 MB。")

    class Meta:
        model = OutsideForm
        fields = ("name", "asked_by", "months")
        widgets = {"name": sized(forms.TextInput(), "l"), "asked_by": sized(forms.TextInput(), "m")}

    field_order = ("content", "name", "asked_by", "months")

    def clean_content(self) -> Any:
        given = self.cleaned_data["content"]
        if given.size > MOST_BYTES:
            raise ValidationError("文件超过 4 MB。把里面的图片和用不到的工作表删掉再传。")
        return given


class MeaningsForm(PlainForm):
    """What the blanks of a form stand for: a figure, a word the platform knows, or words that are always the same."""

    def __init__(self, *args: Any, names: Sequence[str], meanings: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = list(names)
        for at, name in enumerate(self.names):
            meaning = meanings.get(name)
            chosen = "" if meaning is None else Meaning.TEXT if meaning[0] == Meaning.TEXT else ".".join(meaning)
            fixed = meaning[1] if meaning and meaning[0] == Meaning.TEXT else ""
            self.fields[f"what-{at}"] = forms.ChoiceField(
                label=name, choices=meaning_choices(), required=False, initial=chosen
            )
            self.fields[f"words-{at}"] = forms.CharField(
                label=f"{name}：固定写的字",
                required=False,
                max_length=200,
                initial=fixed,
                widget=sized(forms.TextInput(), "m"),
            )

    def meanings(self) -> dict[str, list[str]]:
        """{placeholder: meaning} of those explained; words written without a choice are fixed words."""
        found = {}
        for at, name in enumerate(self.names):
            what, words = self.cleaned_data[f"what-{at}"], self.cleaned_data[f"words-{at}"].strip()
            if what and what != Meaning.TEXT:
                found[name] = what.split(".", 1)
            elif words or what == Meaning.TEXT:
                found[name] = [Meaning.TEXT.value, words]
        return found

    @property
    def rows(self) -> list[tuple[str, Any, Any]]:
        return [(name, self[f"what-{at}"], self[f"words-{at}"]) for at, name in enumerate(self.names)]


def meaning_choices() -> list[Any]:
    """All that a blank may stand for."""
    words = [(f"{Meaning.WORD}.{key}", label) for key, label in WORDS.items()]
    groups = [
        (group, [(f"{Meaning.FIGURE}.{key}", label) for key, label in found]) for group, found in grouped_figures()
    ]
    known = figures()
    before = [(f"{Meaning.BEFORE}.{key}", f"上期{each.label}") for key, each in known.items() if not each.standing]
    return [
        ("", "还没说明"),
        (Meaning.TEXT.value, "固定写一句话"),
        ("平台知道的", words),
        *groups,
        ("上一期的数字", before),
    ]
