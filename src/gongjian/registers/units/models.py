"""Units (单位) in the area, and which organization covers which unit."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q

from gongjian.foundation.columns import choices_of
from gongjian.foundation.records import Named, Record
from gongjian.foundation.scope import ScopedQuerySet
from gongjian.foundation.tree import PathField
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import OrganizationState
from gongjian.registers.places.models import Place
from gongjian.registers.units.terms import UnitKind, UnitState

PERSONAL_FIELDS = ("instructor", "contact", "phone")


class UnitQuerySet(ScopedQuerySet):
    view_permission = "units.view"

    def active(self) -> UnitQuerySet:
        return self.filter(state=UnitState.ACTIVE)

    def covered(self) -> UnitQuerySet:
        return self.filter(Exists(Cover.objects.effective().filter(unit=OuterRef("pk"))))

    def uncovered(self) -> UnitQuerySet:
        return self.filter(~Exists(Cover.objects.effective().filter(unit=OuterRef("pk"))))


class Unit(Named, Record):
    """A unit: a firm, a social organization, an agency's outpost, a residents' committee."""

    code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    kind = models.CharField("类别", max_length=20, choices=choices_of(UnitKind))
    community = models.ForeignKey(Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="units")
    place = models.ForeignKey(Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="tenants")
    industry = models.CharField("行业", blank=True)
    address = models.CharField("地址", blank=True)
    longitude = models.FloatField(null=True, blank=True, help_text="degrees")
    latitude = models.FloatField(null=True, blank=True, help_text="degrees")
    staff = models.PositiveIntegerField("从业人数", null=True, blank=True)
    members_total = models.PositiveIntegerField("党员总数（摸底）", default=0)
    members_full = models.PositiveIntegerField("正式党员（摸底）", default=0)
    members_probationary = models.PositiveIntegerField("预备党员（摸底）", default=0)
    organization_text = models.CharField("已建党组织（原文）", blank=True)
    instructor = models.CharField("党建指导员", blank=True)
    contact = models.CharField("联系人", blank=True)
    phone = models.CharField("联系电话", blank=True)
    note = models.TextField("备注", blank=True)
    state = models.CharField(max_length=10, choices=choices_of(UnitState), default=UnitState.ACTIVE)

    objects = UnitQuerySet.as_manager()

    class Meta:
        db_table = "units_unit"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "code"], condition=~Q(code="") & Q(state="active"), name="unit_code_once"
            )
        ]
        indexes = [
            models.Index(fields=["org_path", "pinyin", "id"], name="unit_org_pinyin"),
            models.Index(fields=["pinyin", "id"], name="unit_pinyin"),
            models.Index(fields=["name"], name="unit_name"),
            models.Index(fields=["initials"], name="unit_initials"),
        ]

    @property
    def is_here(self) -> bool:
        """Whether the unit is still in the area."""
        return self.state == UnitState.ACTIVE


class UnitFigures(models.Model):
    """Registered members who work in one unit, changed in the same transaction as the member rows they count."""

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, primary_key=True, related_name="figures")
    full = models.PositiveIntegerField(default=0)
    probationary = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "units_figures"

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.full} + {self.probationary}"


class CoverQuerySet(models.QuerySet["Cover"]):
    def effective(self) -> CoverQuerySet:
        """Ties that cover a unit today: the unit is known and the organization still stands."""
        return self.filter(unit__isnull=False, organization__state=OrganizationState.ACTIVE)


class Cover(models.Model):
    """A horizontal tie: an organization covers a unit, because either of the two tables says so.

    A name in 所在单位 that is in no unit table keeps its row with no unit, for a joint branch counts it all the same.
    `reach` is the part of the tree whose units the name can mean: what whoever said it keeps, '' for all.
    """

    id: int
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="covers")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="covers")
    unit_name = models.CharField(max_length=600)
    said_by_organization = models.BooleanField(default=False)
    said_by_unit = models.BooleanField(default=False)
    reach = PathField()

    objects = CoverQuerySet.as_manager()

    class Meta:
        db_table = "units_cover"
        constraints = [models.UniqueConstraint(fields=["organization", "unit_name"], name="cover_once")]

    def __str__(self) -> str:
        return f"{self.organization_id} – {self.unit_name}"
