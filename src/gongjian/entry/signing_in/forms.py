"""What people type to come in, and to choose a password of their own."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password

from gongjian.foundation.pages.forms import PlainForm, PlainWords
from gongjian.registers.accounts.models import User


class SignInForm(PlainWords, LoginForm):  # type: ignore[misc]
    """Account and password, in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label, self.fields["password"].label = "账号", "密码"


class PasswordForm(PlainForm):
    """The present password, and the new one twice; the rules stand beside the box."""

    present = forms.CharField(label="现在的密码", strip=False)
    chosen = forms.CharField(label="新密码", strip=False)
    again = forms.CharField(label="再写一遍新密码", strip=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        for name, field in self.fields.items():
            kind = "current-password" if name == "present" else "new-password"
            field.widget = forms.PasswordInput(attrs={"class": "w-m", "autocomplete": kind})
        self.fields["chosen"].help_text = "".join(password_validators_help_texts())
        if user.must_change_password:
            self.fields["present"].help_text = "就是刚才登录用的那个。"

    def clean_present(self) -> str:
        present = self.cleaned_data["present"]
        if not self.user.check_password(present):
            raise forms.ValidationError("不对。请再写一遍，注意大小写。")
        return present

    def clean_chosen(self) -> str:
        chosen = self.cleaned_data["chosen"]
        if self.user.check_password(chosen):
            raise forms.ValidationError("您现在的密码就是这个。请换一个新的。")
        validate_password(chosen, self.user)
        return chosen

    def clean(self) -> dict[str, Any]:
        chosen, again = self.cleaned_data.get("chosen"), self.cleaned_data.get("again")
        if chosen and again and chosen != again:
            self.add_error("again", "两遍写得不一样。请再写一遍。")
        return self.cleaned_data
