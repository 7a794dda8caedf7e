"""试算: how the bands would fall with other weights, targets and thresholds. Nothing is stored."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from gongjian.oversight.assessment.computing import formula_of
from gongjian.oversight.assessment.models import Indicator, Reading, Scheme
from gongjian.oversight.assessment.queries import size_of
from gongjian.oversight.assessment.scoring import POINT, band_of, spoken, total_of
from gongjian.oversight.assessment.storing import organizations_of
from gongjian.oversight.assessment.terms import BANDS, Band, Formula, Measure, Size
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.queries import figures_of
from gongjian.registers.organizations.terms import OrganizationKind

HIGHEST = 100_000
THRESHOLDS = (Band.GOOD, Band.FAIR, Band.PLAIN)


@dataclass(frozen=True, slots=True)
class Box:
    """One number to try: its name in the address, its text, and whether it cannot be read."""

    name: str
    label: str
    text: str
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator with the boxes to try other numbers in."""

    indicator: Indicator
    words: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Fall:
    """An organization, its band as the scheme stands and as tried, None where nothing can be said yet."""

    organization: Organization
    now: Band | None
    tried: Band | None

    @property
    def moved(self) -> bool:
        return self.now != self.tried


@dataclass(frozen=True, slots=True)
class Group:
    """Like beside like: organizations of one kind and size, in tree order."""

    label: str
    falls: tuple[Fall, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """`counts` is (band, how many as it stands, how many as tried)."""

    rows: tuple[Row, ...]
    thresholds: tuple[Box, ...]
    groups: tuple[Group, ...]
    counts: tuple[tuple[Band, int, int], ...]
    left_out: tuple[str, ...]
    wrong: bool


def try_out(scheme: Scheme, query: Mapping[str, str], words: Mapping[int, str]) -> Trial:
    """SCHEME with the numbers QUERY asks for, over the readings taken last; four queries."""
    indicators = list(scheme.indicators.all())
    computed = [each for each in indicators if each.measure == Measure.DATA]
    rows = tuple(Row(each, words.get(each.pk, ""), boxes_of(each, query)) for each in computed)
    limits = tuple(box(each.value, each.label, getattr(scheme, each.value), query) for each in THRESHOLDS)
    wrong = any(each.wrong for each in (*limits, *(one for row in rows for one in row.boxes)))
    wrong = wrong or not falling([each.text for each in limits])
    tried = computed if wrong else [changed(row) for row in rows]
    thresholds = tuple(int(each.text) for each in limits) if not wrong else scheme.thresholds
    readings = readings_of(scheme)
    falls = [
        (
            Fall(
                each,
                fall(computed, readings[each.pk], scheme.thresholds),
                fall(tried, readings[each.pk], thresholds),
            ),
            size_of(scheme, figures_of(each).members),
        )
        for each in organizations_of(scheme)
    ]
    left_out = tuple(each.name for each in indicators if each.measure != Measure.DATA)
    return Trial(rows, limits, grouped(falls), counted([each for each, _ in falls]), left_out, wrong)


def readings_of(scheme: Scheme) -> dict[int, dict[str, int | None]]:
    found: dict[int, dict[str, int | None]] = defaultdict(dict)
    rows = Reading.objects.filter(scheme=scheme).values_list("organization", "source", "value")
    for organization, source, value in rows:
        found[organization][source] = value
    return found


def fall(indicators: Sequence[Indicator], read: Mapping[str, int | None], thresholds: Sequence[int]) -> Band | None:
    """The band that only the automatic part gives."""
    values = [(each, read.get(each.source)) for each in indicators if each.weight]
    lines = [(formula_of(each).points(value, each.weight), each.weight) for each, value in values if value is not None]
    place = band_of(total_of(lines), thresholds)
    return None if place is None else BANDS[place]


def boxes_of(indicator: Indicator, query: Mapping[str, str]) -> tuple[Box, ...]:
    pk = indicator.pk
    weight = box(f"w{pk}", "满分", spoken(indicator.weight), query)
    if indicator.formula == Formula.DEDUCT:
        return weight, box(f"e{pk}", "每个扣", spoken(indicator.each or 0), query)
    target, floor = box(f"t{pk}", "目标", indicator.target, query), box(f"f{pk}", "底线", indicator.floor, query)
    same = target.text == floor.text
    return weight, target, Box(floor.name, floor.label, floor.text, floor.wrong or same)


def falling(texts: Sequence[str]) -> bool:
    """Whether each threshold lies below the one before, as a scheme asks for."""
    values = [number(text) or 0 for text in texts]
    return values[0] > values[1] > values[2] > 0


def box(name: str, label: str, stands: object, query: Mapping[str, str]) -> Box:
    text = query.get(name, "").strip()[:10] or str(stands)
    points = name[0] in "we"
    value = number(text)
    whole = value is not None and (points or value == int(value))
    return Box(name, label, text, not whole)


def number(text: str) -> Decimal | None:
    """A plain number from 0 up, None for anything else."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() and 0 <= found <= HIGHEST else None


def changed(row: Row) -> Indicator:
    """A copy of the indicator, never saved, with the tried numbers."""
    source = row.indicator
    texts = {each.name[0]: each.text for each in row.boxes}
    tried = Indicator(pk=source.pk, source=source.source, formula=source.formula, measure=source.measure)
    tried.weight = int(Decimal(texts["w"]) * POINT)
    tried.each = int(Decimal(texts["e"]) * POINT) if "e" in texts else None
    tried.target, tried.floor = (int(Decimal(texts[name])) if name in texts else None for name in "tf")
    return tried


def grouped(falls: Sequence[tuple[Fall, Size]]) -> tuple[Group, ...]:
    """By kind and size, in the order of the declarations."""
    held: dict[tuple[str, Size], list[Fall]] = defaultdict(list)
    for each, size in falls:
        held[each.organization.kind, size].append(each)
    order = [(kind, size) for kind in OrganizationKind for size in Size if (kind, size) in held]
    return tuple(Group(group_label(kind, size), tuple(held[kind, size])) for kind, size in order)


def group_label(kind: str, size: str) -> str:
    """党总支，中等规模."""
    sizes = {Size.SMALL: "规模小", Size.MIDDLE: "规模中等", Size.LARGE: "规模大"}
    return f"{OrganizationKind(kind).label} · {sizes[Size(size)]}"


def counted(falls: Sequence[Fall]) -> tuple[tuple[Band, int, int], ...]:
    now, tried = Counter(each.now for each in falls), Counter(each.tried for each in falls)
    return tuple((band, now[band], tried[band]) for band in BANDS)
