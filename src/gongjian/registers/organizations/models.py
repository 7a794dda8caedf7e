"""Party organizations (党组织): one vertical tree of affiliation (隶属), their posts, and the members they count."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

from gongjian.foundation.columns import KeyField, choices_of
from gongjian.foundation.people import LONGEST, SPELLINGS, Person
from gongjian.foundation.records import Named, Record
from gongjian.foundation.scope import ScopedQuerySet
from gongjian.foundation.tree import WIDTH, PathField, depth
from gongjian.registers.organizations.terms import BRANCH_KINDS, Body, OrganizationKind, OrganizationState
from gongjian.registers.places.models import Place

PERSONAL_FIELDS = ("holder", "holder_uid", "phone")


class OrganizationQuerySet(ScopedQuerySet):
    view_permission = "organizations.view"
    path_field = "path"

    def active(self) -> OrganizationQuerySet:
        return self.filter(state=OrganizationState.ACTIVE)

    def stood_on(self, day: date) -> OrganizationQuerySet:
        """Those that stood on a day; one whose founding day is not known counts as founded before."""
        begun = Q(founded_on__isnull=True) | Q(founded_on__lte=day)
        return self.filter(begun, Q(ended_on__isnull=True) | Q(ended_on__gt=day))

    def branches(self) -> OrganizationQuerySet:
        return self.filter(kind__in=BRANCH_KINDS)

    def down_to(self, level: int) -> OrganizationQuerySet:
        """Those on the first LEVEL levels of the tree, the highest first."""
        length = Length("path")
        return self.alias(length=length).filter(length__lte=level * WIDTH).order_by(length, "path")

    def in_tree_order(self) -> OrganizationQuerySet:
        return self.order_by("path")


class Organization(Named, Record):
    """An organization. `parent` decides who may see and do what; `path` is the tree as one indexed column."""

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    path = PathField(db_index=True, editable=False)
    kind = models.CharField("类别", max_length=20, choices=choices_of(OrganizationKind))
    body = models.CharField("区域性党组织", max_length=20, choices=choices_of(Body), blank=True, default="")
    community = models.ForeignKey(Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="organizations")
    founded_on = models.DateField("成立日期", null=True, blank=True)
    elected_on = models.DateField("换届日期", null=True, blank=True)
    term_years = models.PositiveSmallIntegerField("任期（年）", null=True, blank=True)
    postponed_until = models.DateField("经批准延期至", null=True, blank=True)
    committee_size = models.PositiveSmallIntegerField("委员会人数", null=True, blank=True)
    phone = models.CharField("联系电话", blank=True)
    note = models.TextField("备注", blank=True)
    state = models.CharField(max_length=10, choices=choices_of(OrganizationState), default=OrganizationState.ACTIVE)
    ended_on = models.DateField(null=True, blank=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        db_table = "organizations_organization"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "name"], condition=Q(state="active"), name="organization_name_once"
            ),
            models.CheckConstraint(
                condition=Q(state="active", ended_on__isnull=True) | Q(state="ended", ended_on__isnull=False),
                name="organization_ended_with_date",
            ),
        ]
        indexes = [
            models.Index(fields=["pinyin", "id"], name="organization_pinyin"),
            models.Index(fields=["name"], name="organization_name"),
            models.Index(fields=["initials"], name="organization_initials"),
            models.Index(Length("path"), "path", name="organization_level"),
        ]

    @property
    def depth(self) -> int:
        return depth(self.path)

    @property
    def is_branch(self) -> bool:
        return self.kind in BRANCH_KINDS

    @property
    def own_members(self) -> int:
        """Members of its own, without those below it."""
        figures: OrganizationFigures | None = getattr(self, "figures", None)
        return figures.full + figures.probationary if figures else 0


class OrganizationFigures(models.Model):
    """Direct member counts of one organization, changed in the same transaction as the member rows they count."""

    organization = models.OneToOneField(
        Organization, on_delete=models.CASCADE, primary_key=True, related_name="figures"
    )
    path = PathField(db_index=True)
    full = models.PositiveIntegerField(default=0)
    probationary = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "organizations_figures"

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.full} + {self.probationary}"


class OrganizationTotals(models.Model):
    """What is counted at and below one organization, standing ones only, and how many stand right below it.

    They follow the direct counts when oversight catches up (`counting.refresh`), so that whoever changes a branch does
    not wait for all who change something below the same superior.
    """

    organization = models.OneToOneField(Organization, on_delete=models.CASCADE, primary_key=True, related_name="totals")
    organizations = models.PositiveIntegerField(default=0)
    branches = models.PositiveIntegerField(default=0)
    full = models.PositiveIntegerField(default=0)
    probationary = models.PositiveIntegerField(default=0)
    children = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "organizations_totals"

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.organizations}, {self.full} + {self.probationary}"


class PostQuerySet(ScopedQuerySet):
    view_permission = "organizations.view"
    path_field = "organization__path"

    def held(self) -> PostQuerySet:
        """The posts of standing organizations that somebody holds now."""
        return self.filter(until_on__isnull=True, organization__state=OrganizationState.ACTIVE)


class Post(Person):
    """Who holds which seat, from when until when. The holder is named in words; `holder_uid` points to a member."""

    id: int
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="posts")
    title = models.CharField("职务", max_length=20)
    holder = KeyField("姓名", max_length=600)
    initials = KeyField(max_length=LONGEST, default="", editable=False)
    holder_uid = models.UUIDField(null=True, blank=True)
    also = models.CharField("兼任", max_length=60, blank=True)
    from_on = models.DateField("任职日期", null=True, blank=True)
    until_on = models.DateField("离任日期", null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        db_table = "organizations_post"
        ordering = ["organization_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")),
                name="post_ends_after_start",
            )
        ]
        indexes = [
            models.Index(fields=["organization", "until_on"], name="post_current"),
            *(
                models.Index(fields=[key], name=f"post_{key}", condition=Q(until_on__isnull=True))
                for key in ("holder", "given", *SPELLINGS)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.holder}"

    def is_current(self, on: date) -> bool:
        return self.until_on is None or self.until_on > on
