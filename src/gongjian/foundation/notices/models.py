"""Where notices go, and what was sent."""

from __future__ import annotations

from django.db import models

from gongjian.foundation.scope import ScopedQuerySet
from gongjian.foundation.sealed import SealedJSONField
from gongjian.foundation.tree import PathField


class ChannelKind(models.TextChoices):
    """The kinds of address a notice can go to."""

    EMAIL = "email", "电子邮箱"
    WECOM = "wecom", "企业微信群机器人"
    DINGTALK = "dingtalk", "钉钉群机器人"


class ChannelQuerySet(ScopedQuerySet):
    view_permission = "notices.manage"


class Channel(models.Model):
    """An address (通知渠道) of the organization at `org_path`; the address itself is sealed.

    Notices arrive from `hour` on, so that no telephone rings at night. `fault` says why the last notice did not get
    through, "" when it did.
    """

    id: int
    kind = models.CharField("发到哪里", max_length=10, choices=ChannelKind.choices)
    label = models.CharField("名称", max_length=40)
    organization = models.CharField("党组织", max_length=600)
    org_path = PathField()
    address = SealedJSONField()
    hour = models.PositiveSmallIntegerField("每天几点发", default=9)
    active = models.BooleanField(default=True)
    fault = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        db_table = "foundation_channel"

    def __str__(self) -> str:
        return self.label


class Sent(models.Model):
    """One notice to one channel under a KEY (what it is about, and the day): it is never sent again once it arrived.

    `text` is kept as long as the notice waits for its hour or for another try.
    """

    id: int
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="sent")
    key = models.CharField(max_length=80)
    subject = models.CharField(max_length=80, blank=True)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    arrived = models.BooleanField(default=False)
    fault = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "foundation_sent"
        constraints = [models.UniqueConstraint(fields=["channel", "key"], name="sent_once")]

    def __str__(self) -> str:
        return self.key
