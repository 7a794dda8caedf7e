"""Kinds of places (地点)."""

from __future__ import annotations

from django.db.models import TextChoices


class PlaceKind(TextChoices):
    COMMUNITY = "community", "社区"
    ESTATE = "estate", "小区"
    BUILDING = "building", "楼宇"
    MARKET = "market", "市场"
