"""What an administrator types, and how everyone sets the screen."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError

from gongjian.foundation.pages.forms import DateField, PlainForm, sized
from gongjian.foundation.pages.lookup import LookupField
from gongjian.registers.access.roles import ROLES
from gongjian.registers.accounts.models import User
from gongjian.registers.organizations.models import Organization


class GrantForm(PlainForm):
    """A role at an organization, from a day until a day."""

    role = forms.ChoiceField(label="角色", choices=[(role.key, role.label) for role in ROLES.values()])
    organization = LookupField(label="组织", help_text="这个组织和它所有的下级都归这个账号管。")
    from_on = DateField(label="生效日期")
    until_on = DateField(label="失效日期", required=False, help_text="不填就一直有效。")

    def __init__(self, *args: Any, user: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Organization.objects.visible_to(user).active()
        self.fields["organization"].among(rows, "organizations")  # type: ignore[attr-defined]
        self.initial["from_on"] = on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("from_on"), cleaned.get("until_on")
        if start and end and end < start:
            self.add_error("until_on", "失效日期早于生效日期。请核对。")
        return cleaned


class AccountForm(GrantForm):
    """A new account and its first role."""

    username = forms.CharField(
        label="账号",
        max_length=60,
        validators=[UnicodeUsernameValidator(message="账号只能用汉字、字母、数字和 @ . + - _。")],
        widget=sized(forms.TextInput(), "m"),
        help_text="登录时用，例如姓名的拼音。",
    )
    name = forms.CharField(label="姓名", max_length=60, widget=sized(forms.TextInput(), "m"))
    field_order = ("username", "name", "role", "organization", "from_on", "until_on")

    def clean_username(self) -> str:
        username = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise ValidationError("这个账号已经有人用了。请换一个，例如加上部门。")
        return username


class RevokeForm(PlainForm):
    reason = forms.CharField(label="原因", max_length=400, widget=sized(forms.TextInput(), "l"))
