"""Members (党员): where they belong (组织关系), where they work, where they live; and their transfers."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from gongjian.foundation.columns import EmptyFirst, EmptyLast, choices_of
from gongjian.foundation.people import Person
from gongjian.foundation.records import Named, Record
from gongjian.foundation.scope import ScopedQuerySet
from gongjian.foundation.secrets import decrypt, masked
from gongjian.foundation.tree import PathField
from gongjian.registers.members.terms import MemberCategory, MemberState, MemberStatus, Sex, TransferState
from gongjian.registers.organizations.models import Organization
from gongjian.registers.places.models import Place
from gongjian.registers.units.models import Unit

PERSONAL_FIELDS = (
    "name",
    "identity_sealed",
    "identity_index",
    "born_on",
    "sex",
    "ethnicity",
    "native_place",
    "education",
    "phone",
    "workplace",
    "away_place",
    "note",
)


class MemberQuerySet(ScopedQuerySet):
    view_permission = "members.view"

    def on_roll(self) -> MemberQuerySet:
        """Members of the street, whether or not an organization has them."""
        return self.filter(state=MemberState.ACTIVE)

    def without_branch(self) -> MemberQuerySet:
        return self.on_roll().filter(Q(organization__isnull=True) | Q(category=MemberCategory.UNAFFILIATED))

    def contact_lost(self, before: date) -> MemberQuerySet:
        """Floating members never contacted, or last contacted before a day."""
        contacted = EmptyFirst("last_contact_on")
        return self.on_roll().alias(contacted=contacted).filter(contacted__lt=before, category=MemberCategory.FLOATING)


class Member(Named, Person, Record):
    """A member. Affiliation (`organization`) is one thing, workplace and residence are others.

    `org_path` is the path of the organization responsible for the person: the affiliation, else the community's
    organization where the person lives, else the root; so nobody is in nobody's care.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="members"
    )
    sex = models.CharField("性别", max_length=8, choices=choices_of(Sex), blank=True)
    ethnicity = models.CharField("民族", blank=True)
    identity_sealed = models.CharField(max_length=120, blank=True, editable=False)
    identity_index = models.CharField(max_length=32, blank=True, editable=False)
    born_on = models.DateField("出生日期", null=True, blank=True)
    education = models.CharField("学历", blank=True)
    joined_on = models.DateField("入党日期", null=True, blank=True)
    converted_on = models.DateField("转正日期", null=True, blank=True)
    status = models.CharField("人员类别", max_length=12, choices=choices_of(MemberStatus))
    native_place = models.CharField("籍贯", blank=True)
    workplace = models.CharField("工作单位", blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.SET_NULL, null=True, blank=True, related_name="members")
    category = models.CharField("党员类型", max_length=12, choices=choices_of(MemberCategory))
    away_place = models.CharField("外出地点", blank=True)
    away_on = models.DateField("外出日期", null=True, blank=True)
    last_contact_on = models.DateField("最近联系日期", null=True, blank=True)
    phone = models.CharField("联系电话", blank=True)
    community = models.ForeignKey(Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="residents")
    note = models.TextField("备注", blank=True)
    state = models.CharField(max_length=12, choices=choices_of(MemberState), default=MemberState.ACTIVE)
    left_on = models.DateField(null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        db_table = "members_member"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "identity_index"],
                condition=~Q(identity_index="") & Q(state="active"),
                name="member_identity_once",
            ),
            models.CheckConstraint(
                condition=Q(joined_on__isnull=True)
                | Q(converted_on__isnull=True)
                | Q(converted_on__gte=F("joined_on")),
                name="member_converted_after_joining",
            ),
        ]
        indexes = [
            models.Index(fields=["org_path", "pinyin", "id", "state"], name="member_org_pinyin"),
            models.Index(fields=["category", "pinyin", "id", "org_path", "state"], name="member_category"),
            models.Index(fields=["pinyin", "id"], name="member_probationary", condition=Q(status="probationary")),
            models.Index(fields=["born_on"], name="member_born"),
            models.Index(fields=["pinyin", "id"], name="member_pinyin"),
            models.Index(fields=["strokes", "id"], name="member_strokes"),
            models.Index(fields=["name"], name="member_name"),
            models.Index(fields=["given"], name="member_given"),
            models.Index(fields=["initials", "id", "org_path", "state"], name="member_initials"),
            models.Index(fields=["spelled"], name="member_spelled"),
            models.Index(fields=["given_spelled"], name="member_given_spelled"),
            models.Index(fields=["initials_also"], name="member_initials_also"),
            models.Index(fields=["spelled_also"], name="member_spelled_also"),
            models.Index(EmptyLast("joined_on"), "id", name="member_joined"),
            models.Index(
                fields=["pinyin", "id", "org_path"],
                name="member_without_branch",
                condition=Q(state="active") & (Q(organization__isnull=True) | Q(category="unaffiliated")),
            ),
            models.Index(fields=["pinyin", "id"], name="member_former", condition=~Q(state="active")),
            models.Index(
                EmptyFirst("last_contact_on"),
                "org_path",
                "id",
                "last_contact_on",
                name="member_floating",
                condition=Q(state="active", category="floating"),
            ),
        ]

    @property
    def identity_masked(self) -> str:
        return masked(decrypt(self.identity_sealed))

    @property
    def phone_masked(self) -> str:
        return masked(self.phone, head=3, tail=4)


class Transfer(models.Model):
    """A transfer of affiliation (转接): the sender stays responsible until the receiver accepts."""

    id: int
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="transfers")
    from_organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, related_name="transfers_out"
    )
    from_path = PathField()
    to_organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="transfers_in"
    )
    to_path = PathField()
    to_outside = models.CharField("转往（街道以外）", max_length=120, blank=True)
    reason = models.CharField("原因", max_length=200, blank=True)
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=60)
    letter_valid_until = models.DateField()
    state = models.CharField(max_length=12, choices=choices_of(TransferState), default=TransferState.SENT)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=60, blank=True)
    answer = models.CharField("答复", max_length=200, blank=True)

    class Meta:
        db_table = "members_transfer"
        constraints = [
            models.UniqueConstraint(fields=["member"], condition=Q(state="sent"), name="transfer_one_open"),
            models.CheckConstraint(
                condition=Q(to_organization__isnull=False) | ~Q(to_outside=""), name="transfer_has_receiver"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", decided_at__isnull=True) | (~Q(state="sent") & Q(decided_at__isnull=False)),
                name="transfer_decided_with_time",
            ),
        ]
        indexes = [
            models.Index(fields=["to_path"], name="transfer_incoming", condition=Q(state="sent")),
            models.Index(fields=["from_path"], name="transfer_outgoing", condition=Q(state="sent")),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} → {self.to_organization_id or self.to_outside}"
