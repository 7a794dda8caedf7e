"""Meetings, whom they are for and who came, and the kinds of work a held one counts for."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongjian.foundation.records import Record
from gongjian.foundation.scope import ScopedQuerySet
from gongjian.mechanisms.meetings.kinds import KINDS, MeetingKind
from gongjian.mechanisms.meetings.terms import UNFINISHED, Due, MeetingState, Part, Presence, Reply
from gongjian.registers.organizations.models import Organization
from gongjian.registers.units.models import Unit

PERSONAL_FIELDS = ("name", "reason")
KIND_CHOICES = [(each.key, each.label) for each in KINDS.values()]


class MeetingQuerySet(ScopedQuerySet):
    view_permission = "meetings.view"

    def held(self) -> MeetingQuerySet:
        return self.filter(state__in=(MeetingState.HELD, MeetingState.RECORDED, MeetingState.LOCKED))


class Meeting(Record):
    """One meeting of one organization. `serves_on`: a day of the missed period that a make-up (补开) counts for."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField("会议类型", max_length=40, choices=KIND_CHOICES)
    also = models.JSONField("同时是", default=list, blank=True)
    title = models.CharField("会议名称", max_length=120)
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间", null=True, blank=True)
    place = models.CharField("地点", max_length=120, blank=True)
    chair = models.CharField("主持人", max_length=40, blank=True)
    recorder = models.CharField("记录人", max_length=40, blank=True)
    notice = models.TextField("通知", blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    serves_on = models.DateField("补开哪一期", null=True, blank=True)
    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.DRAFT)
    amended_for = models.CharField("改定稿的原因", max_length=200, blank=True)
    cancelled_for = models.CharField("取消的原因", max_length=200, blank=True)
    confirmed_first = models.BigIntegerField("哪个账号先确认的", null=True, blank=True)
    alone_for = models.CharField("同一人既主持又记录的原因", max_length=200, blank=True)
    chair_confirmed_by = models.CharField(max_length=60, blank=True)
    chair_confirmed_at = models.DateTimeField(null=True, blank=True)
    recorder_confirmed_by = models.CharField(max_length=60, blank=True)
    recorder_confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        db_table = "meetings_meeting"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")), name="meeting_ends_after_start"
            )
        ]
        indexes = [
            models.Index(fields=["org_path", "starts_at"], name="meeting_path"),
            models.Index(fields=["organization", "kind", "starts_at"], name="meeting_of"),
            models.Index(fields=["starts_at", "id", "org_path", "state"], name="meeting_day"),
            models.Index(fields=["kind", "starts_at"], name="meeting_kind"),
            models.Index(
                fields=["starts_at", "org_path"], name="meeting_unfinished", condition=Q(state__in=UNFINISHED)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def declared(self) -> MeetingKind:
        return KINDS[self.kind]

    @property
    def is_over(self) -> bool:
        return self.state in (MeetingState.HELD, MeetingState.RECORDED, MeetingState.LOCKED)

    @property
    def may_change(self) -> bool:
        """Whether its words may still be changed without a new version."""
        return self.state not in (MeetingState.LOCKED, MeetingState.CANCELLED)

    @property
    def is_ahead(self) -> bool:
        return self.state in (MeetingState.DRAFT, MeetingState.CALLED)

    @property
    def state_label(self) -> str:
        return MeetingState(self.state).label


class Served(models.Model):
    """For which kind and which day a held meeting counts: the evidence that discharges duties."""

    id: int
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="served")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    serves = models.DateField()
    on = models.DateField()

    class Meta:
        db_table = "meetings_served"
        constraints = [models.UniqueConstraint(fields=["meeting", "kind"], name="served_once")]
        indexes = [models.Index(fields=["kind", "serves", "organization"], name="served_found")]

    def __str__(self) -> str:
        return f"{self.kind} {self.serves}"


class Attendee(models.Model):
    """Somebody invited. `excluded`: aged, ill or unable, not counted among those due, with the reason.

    At a joint conference they stand for a party: an organization or a unit.
    """

    id: int
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendees")
    name = models.CharField("姓名", max_length=600)
    member_uid = models.UUIDField(null=True, blank=True)
    party = models.CharField("单位或组织", max_length=600, blank=True)
    party_unit = models.ForeignKey(Unit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    party_organization = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    part = models.CharField(max_length=10, choices=Part.choices, default=Part.DUE)
    votes = models.BooleanField("有表决权", default=True)
    excluded = models.CharField("不计入应到的原因", max_length=60, blank=True)
    reply = models.CharField(max_length=10, choices=Reply.choices, default=Reply.NONE, blank=True)
    presence = models.CharField(max_length=10, choices=Presence.choices, default=Presence.NONE, blank=True)
    reason = models.CharField("原因", max_length=60, blank=True)

    class Meta:
        db_table = "meetings_attendee"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "member_uid"], condition=Q(member_uid__isnull=False), name="attendee_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_unreachable(self) -> bool:
        """Whether neither person nor party is in a register, so that nobody's 今天 tells of the invitation."""
        known = self.member_uid or self.party_unit_id or self.party_organization_id
        return not known and self.meeting.declared.due == Due.INVITED


class Seen(models.Model):
    """An act of the run page that arrived, by the id its device gave it: sent again, it is not done again."""

    id: int
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="seen")
    act = models.CharField(max_length=40)

    class Meta:
        db_table = "meetings_seen"
        constraints = [models.UniqueConstraint(fields=["meeting", "act"], name="act_seen_once")]

    def __str__(self) -> str:
        return self.act
