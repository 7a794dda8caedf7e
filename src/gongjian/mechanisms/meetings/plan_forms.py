"""What people type to arrange a meeting: when, where and who, and the words that invite to it."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from gongjian.foundation.pages.editing import EditForm
from gongjian.foundation.pages.forms import DateField, PlainForm, as_written, sized
from gongjian.foundation.pages.once import OnceForm
from gongjian.mechanisms.meetings.kinds import KINDS, MeetingKind
from gongjian.mechanisms.meetings.models import Meeting
from gongjian.mechanisms.meetings.serving import named, period_of, titled
from gongjian.mechanisms.meetings.terms import MeetingState
from gongjian.registers.organizations.models import Organization

FIELDS = ("title", "starts_at", "ends_at", "place", "chair", "recorder", "also", "serves_on")
HALF, NOON = "上午|早上|早晨|中午|下午|傍晚|晚上|晚", 12
HOUR = r"(\d{1,2})(?:[:：点时](\d{2}|半)?)?分?(?::\d{2})?"
WRITTEN_MOMENT = re.compile(rf"(.+?)(?:[ T　]*({HALF})[ 　]*|[ T　]+){HOUR}")
PACKED_MOMENT = re.compile(r"(\d{8})[ T　]*()(\d{2})(\d{2})")
NO_YEAR = re.compile(r"(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
LAST_HOUR, LAST_MINUTE = 23, 59


class MomentField(forms.DateTimeField):
    """A day and an hour, typed freely: 2026-11-09 14:30, 2026年11月9日下午2点, 11-9 14:30, 20261109 1430."""

    widget = forms.DateTimeInput(attrs={"class": "w-m", "autocomplete": "off"}, format="%Y-%m-%d %H:%M")
    default_error_messages = {"invalid": "看不懂这个时间。写成 2026-11-09 14:30 这样就行。"}

    def to_python(self, value: Any) -> datetime | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        made = moment_in(value.strip(), on=timezone.localdate())
        if made is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return timezone.make_aware(made)


def moment_in(text: str, *, on: date) -> datetime | None:
    """The day and hour in TEXT, None when there is none; a day without a year is the one nearest to the day ON."""
    found = PACKED_MOMENT.fullmatch(text) or WRITTEN_MOMENT.fullmatch(text)
    day = day_in(found[1].strip(), on=on) if found else None
    if found is None or day is None:
        return None
    hour, minute = int(found[3]), 30 if found[4] == "半" else int(found[4] or 0)
    late = found[2] in ("下午", "傍晚", "晚上", "晚") or (found[2] == "中午" and hour < NOON - 1)
    hour += NOON if late and hour < NOON else 0
    return datetime.combine(day, time(hour, minute)) if hour <= LAST_HOUR and minute <= LAST_MINUTE else None


def day_in(text: str, *, on: date) -> date | None:
    short = NO_YEAR.fullmatch(text)
    if short is None:
        read = as_written(text)
        return read.date if read else None
    days = (as_written(f"{year}-{short[1]}-{short[2]}") for year in (on.year - 1, on.year, on.year + 1))
    return min((each.date for each in days if each), key=lambda each: abs((each - on).days), default=None)


class MeetingWords:
    """Put before a ModelForm over Meeting: the kinds it may also be, and an end that follows its start."""

    fields: dict[str, Any]
    cleaned_data: dict[str, Any]
    add_error: Any

    def offer(self, organization: Organization, kind: str) -> None:
        """Only kinds this organization owes, and that need no list of their own to be counted."""
        offered = [
            (each.key, each.label)
            for each in KINDS.values()
            if each.key != kind
            and each.may_be_counted_along
            and each.may_be_held_by(organization.kind, organization.body)
        ]
        self.fields["also"].choices = offered
        if not offered:
            del self.fields["also"]

    def clean_ends_at(self) -> Any:
        starts, ends = self.cleaned_data.get("starts_at"), self.cleaned_data["ends_at"]
        if starts and ends and ends < starts:
            raise ValidationError("结束时间早于开始时间。请核对。")
        return ends


def also_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="同时算作",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="一次会办了几件事，都勾上，就不用再开一次。",
    )


class Strayed(NamedTuple):
    """A day that is not of the period WANTED but of its OWN, both in words; whether it comes too LATE for it."""

    wanted: str
    own: str
    until: date
    late: bool


class MeetingForm(MeetingWords, EditForm):
    """When, where and who of one meeting; `anew` sends the notice once more after day, hour or place was changed."""

    starts_at, ends_at = MomentField(label="开始时间"), MomentField(label="结束时间", required=False)
    serves_on = DateField(label="补开哪一期", required=False, help_text="补开以前漏掉的，填那一期里的一天。")
    also = also_field()
    anew = forms.BooleanField(
        label="改了时间、地点，就重新发通知",
        required=False,
        initial=True,
        help_text="通知里换成新的时间、地点。换了时间，原来的回执就不算了，重新问。",
    )

    class Meta:
        model = Meeting
        fields = FIELDS
        widgets = {
            "title": sized(forms.TextInput(), "l"),
            "place": sized(forms.TextInput(), "l"),
            "chair": sized(forms.TextInput(), "m"),
            "recorder": sized(forms.TextInput(), "m"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(self.instance.organization, self.instance.kind)
        kind, starts, serves = self.instance.declared, self.instance.starts_at, self.instance.serves_on
        self.follows = self.instance.title == titled(kind, starts, serves)
        if self.instance.state != MeetingState.CALLED:
            del self.fields["anew"]

    def changes(self) -> dict[str, Any]:
        """What was changed; a title that followed the old day follows the new one."""
        made = {name: value for name, value in super().changes().items() if name != "anew"}
        starts, serves = self.cleaned_data["starts_at"], self.cleaned_data["serves_on"]
        if self.follows and "title" not in made and made.keys() & {"starts_at", "serves_on"}:
            made["title"] = titled(self.instance.declared, starts, serves)
        return made

    def sends_anew(self) -> bool:
        return bool(self.cleaned_data.get("anew"))


class NewMeetingForm(MeetingWords, OnceForm):
    """A meeting that is planned; all but a look at it is filled in.

    Where it was to serve the period that a day SERVES, a day outside it is asked about (`strayed`): of the ANSWERS
    "make_up" counts it for that period all the same, "own" for its own. `taken` is what stands at the same minute, and
    "both" lets it stand.
    """

    starts_at, ends_at = MomentField(label="开始时间"), MomentField(label="结束时间", required=False)
    serves_on = DateField(label="补开哪一期", required=False, help_text="补开以前漏掉的，填那一期里的一天。")
    also = also_field()
    agenda = forms.CharField(
        label="议题", required=False, widget=forms.Textarea(attrs={"rows": 5}), help_text="一行一个。"
    )
    field_order = ("title", "starts_at", "ends_at", "place", "agenda", "chair", "recorder", "also", "serves_on")
    strayed: Strayed | None = None
    taken: Meeting | None = None

    class Meta(MeetingForm.Meta):
        pass

    def __init__(
        self,
        *args: Any,
        organization: Organization,
        kind: MeetingKind,
        serves: date | None = None,
        answers: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organization, self.kind, self.serves, self.answers = organization, kind, serves, answers
        self.offer(organization, kind.key)

    def clean(self) -> dict[str, Any]:
        """The day must be one of the period it was to serve, the hour free; a title that was proposed follows both."""
        cleaned = super().clean() or self.cleaned_data
        if starts := cleaned.get("starts_at"):
            self.place_in_period(timezone.localdate(starts))
            self.keep_free(starts)
            if cleaned.get("title") == self.initial.get("title"):
                cleaned["title"] = titled(self.kind, starts, cleaned.get("serves_on"))
        return cleaned

    def place_in_period(self, on: date) -> None:
        """Say for which period a meeting ON a day counts, or ask."""
        wanted = self.cleaned_data.get("serves_on")
        period = period_of(self.kind, wanted or self.serves or on)
        if period.first <= on <= period.last:
            self.cleaned_data["serves_on"] = None
        elif wanted is None and "make_up" in self.answers:
            self.cleaned_data["serves_on"] = period.first
        elif wanted is None and "own" not in self.answers:
            own = named(period_of(self.kind, on), on=period.first)
            self.strayed = Strayed(named(period, on=on), own, period.last, late=on > period.last)
            self.add_error("starts_at", f"这一天不算 {self.strayed.wanted}的。")

    def keep_free(self, starts: datetime) -> None:
        """Two meetings of one organization at the same minute are no slip of the hand only once that is said."""
        rows = Meeting.objects.filter(organization=self.organization, starts_at=starts)
        self.taken = rows.exclude(state=MeetingState.CANCELLED).first()
        if self.taken and "both" not in self.answers:
            self.add_error("starts_at", f"这个时间已经排了“{self.taken.title}”。")

    def agenda_lines(self) -> list[str]:
        return [line.strip()[:200] for line in self.cleaned_data["agenda"].splitlines() if line.strip()]

    def values(self) -> dict[str, Any]:
        """What the meeting is made of."""
        return {name: value for name, value in self.cleaned_data.items() if name != "agenda"}


class NoticeForm(PlainForm):
    """The words of the invitation, written already."""

    notice = forms.CharField(
        label="通知",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="里面没有人名和电话，可以复制到工作群里。",
    )
