"""What an administrator types about a channel."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from gongjian.foundation.notices.models import ChannelKind
from gongjian.foundation.pages.forms import PlainForm, sized
from gongjian.foundation.pages.lookup import LookupField
from gongjian.registers.organizations.models import Organization

HOSTS = {ChannelKind.WECOM: "qyapi.weixin.qq.com", ChannelKind.DINGTALK: "oapi.dingtalk.com"}

NINE = 9


class ChannelForm(PlainForm):
    """A channel of an organization; notices about it and all below it that has no channel of its own go there."""

    organization = LookupField(label="哪个党组织的提醒")
    kind = forms.ChoiceField(label="发到哪里", choices=ChannelKind.choices)
    label = forms.CharField(
        label="名称", max_length=40, widget=sized(forms.TextInput(), "m"), help_text="例如：组织办工作群。"
    )
    address = forms.CharField(
        label="邮箱或机器人地址",
        max_length=400,
        widget=sized(forms.TextInput(attrs={"autocomplete": "off"}), "l"),
        help_text="保存以后不再显示。提醒里只有事项和数字，没有人名。",
    )
    hour = forms.IntegerField(
        label="每天几点发",
        required=False,
        min_value=8,
        max_value=18,
        initial=NINE,
        widget=sized(forms.NumberInput(), "s"),
        help_text="8 到 18 点之间。几样提醒合成一条发，晚上不发。",
    )

    def __init__(self, data: Any = None, *, user: Any) -> None:
        super().__init__(data)
        rows = Organization.objects.visible_to(user).active()
        self.fields["organization"].among(rows, "organizations")  # type: ignore[attr-defined]

    def clean_hour(self) -> int:
        return self.cleaned_data["hour"] or NINE

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind, address = cleaned.get("kind"), cleaned.get("address", "")
        if kind and address and not fits(ChannelKind(kind), address):
            self.add_error("address", wanted(ChannelKind(kind)))
        return cleaned


def fits(kind: ChannelKind, address: str) -> bool:
    """Whether an address is one of its kind; a robot's leads to its own maker only."""
    if kind == ChannelKind.EMAIL:
        try:
            validate_email(address)
        except ValidationError:
            return False
        return True
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    return parts.scheme == "https" and parts.hostname == HOSTS[kind] and port in (None, 443)


def wanted(kind: ChannelKind) -> str:
    if kind == ChannelKind.EMAIL:
        return "这不像邮箱地址。写成 name@example.com 这样。"
    return f"机器人的地址以 https://{HOSTS[kind]}/ 开头，请从群设置里复制。"
