"""How far two places lie apart."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_M = 6_371_009


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is: its community (社区), and its position in degrees where that is known."""

    community: str
    longitude: float | None = None
    latitude: float | None = None


def meters_between(one: Spot, other: Spot) -> int | None:
    """The distance over the ground in whole meters (haversine), or None where a position is missing."""
    if one.longitude is None or one.latitude is None or other.longitude is None or other.latitude is None:
        return None
    south, north = radians(one.latitude), radians(other.latitude)
    across = sin((north - south) / 2) ** 2
    along = cos(south) * cos(north) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    return round(2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(across + along))))


def same_community(one: Spot, other: Spot) -> bool:
    """Whether both are known to lie in one community."""
    return bool(one.community) and one.community == other.community
