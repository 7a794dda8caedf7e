"""A scheme and a result as their pages show them, in words and without ranks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.urls import Resolver404, resolve, reverse

from gongjian.oversight.assessment.computing import in_words
from gongjian.oversight.assessment.models import Indicator, Result, Scheme
from gongjian.oversight.assessment.scoring import spoken
from gongjian.oversight.assessment.sources import Source
from gongjian.oversight.assessment.terms import BANDS, PROVISIONAL, TONES, Band, LineState, Measure, Size
from gongjian.oversight.assessment.trying import group_label
from gongjian.registers.organizations.terms import Body, OrganizationKind

SO_FAR = "provisional"
LINE_TONES = {LineState.WAITING: "a", LineState.CORRECTED: "b"}


@dataclass(frozen=True, slots=True)
class Standing:
    """One organization on the page of a scheme."""

    result: Result
    name: str
    band: str
    tone: str
    before: str
    points: str
    full: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Peers:
    """Organizations of one kind and size, in tree order, never by points."""

    label: str
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Case:
    text: str
    url: str
    points: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet in words. `judge` and `appeal` are addresses, "" where the viewer has nothing to do."""

    name: str
    says: str
    points: str
    weight: str
    counted: bool
    state: str
    tone: str
    cases: tuple[Case, ...]
    more: int
    rows: str
    link: str
    url: str
    judge: str
    appeal: str


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one group of indicators and their sum."""

    label: str
    lines: tuple[Line, ...]
    points: str
    full: str


@dataclass(frozen=True, slots=True)
class Past:
    """A period in the comparison: its band, and the points of each group."""

    label: str
    band: str
    tone: str
    total: str
    groups: tuple[tuple[str, str], ...]
    url: str


def band_label(value: str) -> str:
    return Band(value).label if value else "还没有"


def band_tone(value: str) -> str:
    return TONES[Band(value)] if value else ""


def shown_band(result: Result, on: date) -> str:
    """The band; 暂计 until every line is there and the period is over."""
    return PROVISIONAL if result.is_provisional(on) else band_label(result.band)


def shown_tone(result: Result, on: date) -> str:
    return "" if result.is_provisional(on) else band_tone(result.band)


def peers_of(results: Sequence[Result], before: Mapping[int, str], on: date) -> list[Peers]:
    """RESULTS by kind and size; within a group they stay in the order of the tree."""
    held: dict[tuple[str, str], list[Standing]] = defaultdict(list)
    for each in results:
        held[each.kind, each.size].append(standing_of(each, before.get(each.organization_id, ""), on))
    order = [(kind, size) for kind in OrganizationKind for size in Size if (kind, size) in held]
    return [Peers(group_label(kind, size), tuple(held[kind, size])) for kind, size in order]


def standing_of(result: Result, before: str, on: date) -> Standing:
    return Standing(
        result=result,
        name=result.organization.name,
        band=shown_band(result, on),
        tone=shown_tone(result, on),
        before=Band(before).label if before else "",
        points=spoken(result.points),
        full=spoken(result.full),
        confirmed=result.confirmed_at is not None,
    )


def counts_of(results: Sequence[Result], scheme: Scheme, on: date) -> list[tuple[str, str, int, str]]:
    """(band, its tone, how many, the address of their rows); 暂计 in front where there are such."""
    counted = Counter(SO_FAR if each.is_provisional(on) else each.band for each in results)
    shown = [(SO_FAR, PROVISIONAL, "")] if counted[SO_FAR] else []
    shown += [(band.value, band.label, TONES[band]) for band in BANDS]
    return [(label, tone, counted[key], results_url(scheme=scheme.pk, band=key)) for key, label, tone in shown]


def results_url(**query: object) -> str:
    return f"{reverse('assessment_results')}?{urlencode(query)}"


def parts_of(result: Result, *, judges: bool, answers: bool, appealed: Mapping[int | None, Any]) -> list[Part]:
    """The sheet of RESULT group by group, as it is kept."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in result.sheet.get("lines", []):
        groups[line["group"]].append(line)
    found = []
    for label, held in groups.items():
        counted = [line for line in held if line["counted"]]
        shown = tuple(shown_line(each, result, judges=judges, answers=answers, appealed=appealed) for each in held)
        found.append(
            Part(
                label,
                shown,
                spoken(sum(each["points"] for each in counted)),
                spoken(sum(each["weight"] for each in counted)),
            )
        )
    return found


def shown_line(
    line: Mapping[str, Any], result: Result, *, judges: bool, answers: bool, appealed: Mapping[int | None, Any]
) -> Line:
    state, pk = LineState(line["state"]), line["indicator"]
    may_judge = judges and line["measure"] == Measure.JUDGED
    may_appeal = answers and line["counted"] and pk not in appealed
    return Line(
        name=line["name"],
        says=line["says"],
        points=spoken(line["points"]) if line["counted"] else "—",
        weight=spoken(line["weight"]),
        counted=line["counted"],
        state=state.label,
        tone=LINE_TONES.get(state, ""),
        cases=tuple(
            Case(each["text"], each["url"], f"扣 {spoken(-each['points'])} 分" if each["points"] else "")
            for each in line["cases"]
        ),
        more=line["more"],
        rows=line["rows"],
        link=line["link"],
        url=address_in(line["link"]),
        judge=reverse("assessment_judge", args=[result.pk, pk]) if may_judge else "",
        appeal=f"{reverse('assessment_appeal_new', args=[result.pk])}?indicator={pk}" if may_appeal else "",
    )


def adjustments_of(result: Result) -> list[dict[str, Any]]:
    """Credits and deductions with the record behind each; a record of the platform is an address."""
    return [
        {
            **each,
            "said": f"{'加' if each['points'] > 0 else '扣'} {spoken(abs(each['points']))} 分",
            "url": address_in(each["link"]),
        }
        for each in result.sheet.get("adjustments", [])
    ]


def address_in(link: str) -> str:
    """The address LINK names on this site, "" when it is none: a paper's number, or a place elsewhere."""
    path = urlsplit(link.strip()).path if link.strip().startswith(("/", "http://", "https://")) else ""
    if not path or path.startswith("//"):
        return ""
    try:
        resolve(path)
    except Resolver404:
        return ""
    query = urlsplit(link.strip()).query
    return f"{path}?{query}" if query else path


def past_of(results: Sequence[Result], on: date) -> tuple[list[str], list[Past]]:
    """The groups of the newest sheet, and every period with what it reached in them."""
    groups = list(dict.fromkeys(line["group"] for line in results[0].sheet.get("lines", [])))
    return groups, [past(each, groups, on) for each in results]


def past(result: Result, groups: Sequence[str], on: date) -> Past:
    return Past(
        label=result.scheme.period.label,
        band=shown_band(result, on),
        tone=shown_tone(result, on),
        total=f"{spoken(result.points)} / {spoken(result.full)}",
        groups=tuple((group, reached(result, group)) for group in groups),
        url=reverse("assessment_result", args=[result.pk]),
    )


def reached(result: Result, group: str) -> str:
    lines = [each for each in result.sheet.get("lines", []) if each["group"] == group and each["counted"]]
    if not lines:
        return "—"
    return f"{spoken(sum(each['points'] for each in lines))} / {spoken(sum(each['weight'] for each in lines))}"


def indicator_lines(indicators: Sequence[Indicator], known: Mapping[str, Source]) -> list[dict[str, Any]]:
    """The indicators of a scheme in words."""
    return [
        {
            "pk": each.pk,
            "group": each.group,
            "name": each.name,
            "weight": spoken(each.weight),
            "measure": each.get_measure_display(),
            "says": says_of(each, known),
        }
        for each in indicators
    ]


def says_of(indicator: Indicator, known: Mapping[str, Source]) -> str:
    if indicator.measure == Measure.JUDGED:
        return indicator.guidance or "考核的人看材料评分，写明理由。"
    if indicator.measure == Measure.MUTUAL:
        return f"社区和驻区机关互相评：{'、'.join(indicator.questions)}。"
    source = known.get(indicator.source)
    return f"看“{source.label if source else indicator.source}”。{in_words(indicator, source)}"


def assessed_in_words(scheme: Scheme) -> str:
    """党总支、党委，居民区综合党委."""
    kinds = "、".join(OrganizationKind(each).label for each in scheme.kinds)
    bodies = "、".join(Body(each).label for each in scheme.bodies)
    return "，".join(part for part in (kinds, bodies) if part)


def weight_of(indicators: Sequence[Indicator]) -> str:
    return spoken(sum(each.weight for each in indicators))
