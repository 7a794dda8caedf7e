"""From what was read, judged and rated to a result, line by line and in words; nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gongjian.oversight.assessment.models import Adjustment, Indicator, Judgement, Reading, Scheme
from gongjian.oversight.assessment.scoring import Deduct, Scale, Total, band_of, rated, spoken, total_of
from gongjian.oversight.assessment.sources import PERCENT, Source
from gongjian.oversight.assessment.terms import BANDS, RATING_SHARES, Band, Formula, LineState, Measure

CASES_SHOWN = 30
Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Given:
    """All that the result of one organization follows from.

    `ratings` is {indicator id: {"parties": how many rated, band: how often it was said}}, `closed` whether rating is.
    """

    readings: Mapping[str, Reading] = field(default_factory=dict)
    judgements: Mapping[int, Judgement] = field(default_factory=dict)
    ratings: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    adjustments: Sequence[Adjustment] = ()
    closed: bool = False
    rated: bool = True


def formula_of(indicator: Indicator) -> Scale | Deduct:
    if indicator.formula == Formula.DEDUCT:
        return Deduct(indicator.each or 0)
    return Scale(indicator.target or 0, indicator.floor or 0)


def in_words(indicator: Indicator, source: Source | None) -> str:
    """The formula as a clerk reads it, with >= or <= said."""
    unit = source.unit if source else ""
    if indicator.formula == Formula.DEDUCT:
        return f"满分起算，每{unit or '个'}扣 {spoken(indicator.each or 0)} 分，扣完为止。"
    target, floor = indicator.target or 0, indicator.floor or 0
    (reach, at_least), (miss, at_most) = ("达到", "≥"), ("不超过", "≤")
    if target < floor:
        (reach, at_least), (miss, at_most) = (miss, at_most), (reach, at_least)
    full = f"{reach} {target}{gap(unit)}（{at_least} {target}）得满分"
    return f"{full}，{miss} {floor}{gap(unit)}（{at_most} {floor}）不得分，中间按比例。"


def gap(unit: str) -> str:
    return unit if unit == PERCENT or not unit else f" {unit}"


def sheet_of(
    scheme: Scheme, indicators: Sequence[Indicator], given: Given, known: Mapping[str, Source]
) -> tuple[dict[str, Any], Total, Band | None]:
    """The sheet as it is kept, its total, and its band."""
    lines = [line_of(each, scheme, given, known) for each in indicators]
    added = [
        {"pk": each.pk, "points": each.points, "reason": each.reason, "link": each.link, "by": each.by}
        for each in given.adjustments
    ]
    counted = [(line["points"], line["weight"]) for line in lines if line["counted"]]
    total = total_of(counted, [each.points for each in given.adjustments])
    place = band_of(total, scheme.thresholds)
    return {"lines": lines, "adjustments": added}, total, None if place is None else BANDS[place]


def line_of(indicator: Indicator, scheme: Scheme, given: Given, known: Mapping[str, Source]) -> Line:
    """One line: the points, whether they count, and why."""
    made = {Measure.DATA: of_data, Measure.JUDGED: of_judges, Measure.MUTUAL: of_parties}[Measure(indicator.measure)]
    line = {
        "indicator": indicator.pk,
        "group": indicator.group,
        "name": indicator.name,
        "measure": indicator.measure,
        "weight": indicator.weight,
        "points": 0,
        "counted": False,
        "rows": "",
        "cases": [],
        "more": 0,
        "value": None,
        "link": "",
    }
    return line | made(indicator, scheme, given, known.get(indicator.source))


def of_data(indicator: Indicator, scheme: Scheme, given: Given, source: Source | None) -> Line:
    reading = given.readings.get(indicator.source)
    if reading is None:
        return {"state": LineState.WAITING, "says": "还没有取数。"}
    shown: Line = {"rows": reading.rows, "value": reading.value}
    if reading.value is None:
        return shown | {"state": LineState.FREE, "says": "这一期没有要办的，不计入满分。"}
    formula = formula_of(indicator)
    points = formula.points(reading.value, indicator.weight)
    taken = formula.taken(reading.value, indicator.weight) if isinstance(formula, Deduct) else []
    cases = [
        {"text": text, "url": url, "points": -taken[at] if at < len(taken) else 0}
        for at, (text, url) in enumerate(reading.cases[:CASES_SHOWN])
    ]
    words = reading_in_words(reading.value, source, indicator)
    shown |= {"cases": cases, "more": max(len(reading.cases) - CASES_SHOWN, 0), "counted": True, "points": points}
    computed: Line = {"state": LineState.COMPUTED, "says": f"{words}{verdict(indicator, points)}"}
    return shown | corrected(indicator, given.judgements.get(indicator.pk), computed, points)


def reading_in_words(value: int, source: Source | None, indicator: Indicator) -> str:
    label, unit = (source.label, source.unit) if source else (indicator.source, "")
    return f"{label}：{value}{gap(unit)}。"


def verdict(indicator: Indicator, points: int) -> str:
    lost = indicator.weight - points
    return f"“{indicator.name}”扣 {spoken(lost)} 分。" if lost else f"“{indicator.name}”得满分。"


def corrected(indicator: Indicator, correction: Judgement | None, line: Line, points: int) -> Line:
    """LINE, or what an appeal made of it."""
    if correction is None:
        return line
    says = f"{line['says']}申诉后由 {spoken(points)} 分改为 {spoken(correction.points)} 分：{correction.reason}"
    return {
        "state": LineState.CORRECTED,
        "points": min(correction.points, indicator.weight),
        "says": says,
        "link": correction.link,
    }


def of_judges(indicator: Indicator, scheme: Scheme, given: Given, source: Source | None) -> Line:
    judged = given.judgements.get(indicator.pk)
    if judged is None:
        return {"state": LineState.WAITING, "says": indicator.guidance or "等考核的人看材料评分。"}
    return {
        "state": LineState.JUDGED,
        "counted": True,
        "points": min(judged.points, indicator.weight),
        "says": f"{judged.by}评：{judged.reason}",
        "link": judged.link,
    }


def of_parties(indicator: Indicator, scheme: Scheme, given: Given, source: Source | None) -> Line:
    """Nothing is told before rating is closed, nor where fewer than the scheme's number of parties rated."""
    if not given.rated:
        return {"state": LineState.FREE, "says": "不在互评的两边里，不计入满分。"}
    if not given.closed:
        return {"state": LineState.WAITING, "says": f"互评到 {scheme.closes_on:%m-%d} 截止，截止以后看得到合计。"}
    counts = given.ratings.get(indicator.pk, {})
    parties = counts.get("parties", 0)
    if parties < scheme.raters_at_least:
        says = f"评的不到 {scheme.raters_at_least} 家，不公开，也不计入满分。"
        return {"state": LineState.FREE, "says": says}
    shares: dict[int, int] = {}
    for band in BANDS:
        shares[RATING_SHARES[band]] = shares.get(RATING_SHARES[band], 0) + counts.get(band.value, 0)
    told = "，".join(f"{band.label} {counts.get(band.value, 0)} 次" for band in BANDS)
    points = rated(shares, indicator.weight)
    line: Line = {"state": LineState.RATED, "says": f"{parties} 家评过：{told}。"}
    made = corrected(indicator, given.judgements.get(indicator.pk), line, points)
    return {"counted": True, "points": points} | made
