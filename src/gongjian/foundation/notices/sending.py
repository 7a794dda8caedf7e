"""How a text reaches each kind of channel. Whatever goes wrong is told in words; nothing is raised but NotSent."""

from __future__ import annotations

import json
from collections.abc import Callable
from http.client import HTTPException
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.mail import send_mail

from gongjian.foundation.notices.models import ChannelKind

SECONDS = 8
MOST_ANSWER = 10_000


class NotSent(Exception):
    """The text says what happened, for the administrator."""


def send(kind: str, address: str, subject: str, text: str) -> None:
    """Send TEXT; raises NotSent."""
    WAYS[ChannelKind(kind)](address, subject, text)


def by_mail(address: str, subject: str, text: str) -> None:
    if not settings.EMAIL_HOST:
        raise NotSent("还没有设置发信的邮箱服务器（GONGJIAN_MAIL）。")
    try:
        send_mail(subject, text, None, [address])
    except OSError as accident:
        raise NotSent(f"邮件没有发出去：{accident}"[:200]) from accident


def to_group(address: str, subject: str, text: str) -> None:
    """The robots of WeCom and DingTalk groups take the same text message."""
    body = json.dumps({"msgtype": "text", "text": {"content": f"{subject}\n{text}"}}).encode()
    request = Request(address, body, {"Content-Type": "application/json"})  # noqa: S310 - an administrator's address
    try:
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            said = json.loads(answer.read(MOST_ANSWER) or b"{}")
    except (OSError, HTTPException, ValueError) as accident:
        raise NotSent(f"群机器人没有回应：{accident}"[:200]) from accident
    if not isinstance(said, dict) or said.get("errcode"):
        raise NotSent(f"群机器人没有收：{said.get('errmsg', said) if isinstance(said, dict) else said}"[:200])


WAYS: dict[ChannelKind, Callable[[str, str, str], None]] = {
    ChannelKind.EMAIL: by_mail,
    ChannelKind.WECOM: to_group,
    ChannelKind.DINGTALK: to_group,
}
