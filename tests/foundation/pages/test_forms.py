"""Forms: plain words, every error twice, dates as people write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django import forms
from django.utils import timezone

from gongjian.foundation.pages.forms import DateField, EchoedDate, PastDateField, PlainForm, Renderer, sized


class Joining(PlainForm):
    default_renderer = Renderer
    name = forms.CharField(label="姓名", max_length=4, widget=sized(forms.TextInput(), "s"))
    joined = DateField(label="入党日期", help_text="写到日。")
    kind = forms.ChoiceField(label="类别", choices=[("full", "正式")], widget=forms.RadioSelect)
    away = forms.BooleanField(label="在外地", required=False)


def filled(**changed: str) -> Joining:
    return Joining({"name": "吴建华", "joined": "2016-07-01", "kind": "full", **changed})


@pytest.mark.parametrize(
    "typed", ["2016-07-01", "2016.7.1", "2016/7/1", "2016年7月1日", "20160701", "２０１６．７．１", "2016.7"]
)
def test_a_date_is_read_as_people_write_it(typed: str) -> None:
    form = filled(joined=typed)
    assert form.is_valid()
    assert form.cleaned_data["joined"] == date(2016, 7, 1)


@pytest.mark.parametrize("typed", ["去年", "2016", "2016-13-01", "2016-02-30"])
def test_what_is_no_date_is_answered_with_an_example(typed: str) -> None:
    assert filled(joined=typed).errors == {"joined": ["看不懂这个日期。写成 2016-07-01 这样就行。"]}


def echo(form: Joining) -> str:
    box = form["joined"]
    assert isinstance(box, EchoedDate)
    return box.echo


def test_the_date_box_says_how_it_understood() -> None:
    assert echo(filled(joined="2016年7月1日")) == "记作 2016 年 7 月 1 日"
    assert echo(filled(joined="2016.7")) == "记作 2016 年 7 月 1 日，没写日，按 1 日记"
    assert echo(filled(joined="去年")) == ""
    assert echo(Joining()) == ""


def test_a_stored_date_is_shown_the_way_it_may_be_typed() -> None:
    assert Joining(initial={"joined": date(2016, 7, 1)})["joined"].value() == "2016-07-01"


def test_errors_say_what_to_do() -> None:
    assert filled(name="", joined="", kind="").errors == {
        "name": ["还没有填。"],
        "joined": ["还没有填。"],
        "kind": ["还没有选。"],
    }
    assert filled(name="欧阳建国华").errors == {"name": ["太长了，最多 4 个字，现在 5 个。"]}
    assert filled(kind="gone").errors == {"kind": ["这一项已经不能选了，请重新选。"]}


def test_every_error_stands_at_the_top_and_at_its_field_in_the_same_words() -> None:
    html = str(filled(name="", joined="去年"))
    assert "<h2>有 2 处要改</h2>" in html
    assert '<a href="#id_name">姓名：还没有填。</a>' in html
    assert '<div class="err" id="id_name_error"><p>还没有填。</p></div>' in html
    assert html.count("看不懂这个日期。") == 2


def test_a_field_points_to_its_error_and_its_hint() -> None:
    html = str(filled(joined="去年"))
    assert 'aria-describedby="id_joined_helptext id_joined_error"' in html
    assert '<p class="hint" id="id_joined_helptext">写到日。</p>' in html
    assert 'aria-invalid="true"' in html


def test_radio_buttons_stand_in_a_named_group_and_a_lone_box_before_its_label() -> None:
    html = str(Joining())
    assert "<legend>类别</legend>" in html
    assert html.index('type="checkbox"') < html.index('<label for="id_away">在外地</label>')


def test_a_form_without_errors_has_no_summary() -> None:
    assert "处要改" not in str(Joining())


def test_a_day_to_come_is_no_day_of_what_was_done() -> None:
    field, today = PastDateField(), timezone.localdate()
    assert field.clean(today.isoformat()) == today
    with pytest.raises(forms.ValidationError) as refused:
        field.clean((today + timedelta(days=1)).isoformat())
    assert refused.value.messages == ["这一天还没有到。请核对日期。"]
