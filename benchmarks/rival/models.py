"""Two plain tables with a roster's columns: one without history, one with a history library's."""

from __future__ import annotations

from django.db import models
from simple_history.models import HistoricalRecords


class Roster(models.Model):
    name = models.CharField(max_length=120)
    sex = models.CharField(max_length=4, blank=True)
    ethnicity = models.CharField(max_length=20, blank=True)
    identity_number = models.CharField(max_length=18, unique=True)
    born_on = models.DateField(null=True)
    education = models.CharField(max_length=20, blank=True)
    joined_on = models.DateField(null=True)
    converted_on = models.DateField(null=True)
    status = models.CharField(max_length=12)
    native_place = models.CharField(max_length=60, blank=True)
    organization = models.CharField(max_length=120, blank=True)
    workplace = models.CharField(max_length=160, blank=True)
    category = models.CharField(max_length=12)
    phone = models.CharField(max_length=40, blank=True)
    community = models.CharField(max_length=60, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class BareMember(Roster):
    pass


class TrackedMember(Roster):
    history = HistoricalRecords()
