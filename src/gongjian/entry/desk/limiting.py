"""Rows a person may not import: whatever falls outside the part of the tree they keep. Nothing is told about others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

from gongjian.entry.desk.checking import CheckedBatch, CheckedRow, CheckedSheet, Problem, Severity
from gongjian.entry.desk.known import organizations_known_to
from gongjian.entry.desk.likeness import is_likely
from gongjian.foundation import bulk
from gongjian.foundation.scope import Scope, scope_of, within
from gongjian.foundation.sheets.cells import letter
from gongjian.foundation.sheets.repairs import LONGEST_FOUND
from gongjian.registers.members import intake as members
from gongjian.registers.organizations.areas import residential_paths, root_path
from gongjian.registers.organizations.models import Organization
from gongjian.registers.places.intake import community_name
from gongjian.registers.places.models import Place
from gongjian.registers.units import intake as units
from gongjian.registers.units.models import Unit

PERMISSION = "sheets.import"
CODE = "out_of_scope"
SENTENCE = "这一行不归您管。请核对，或交给管它的社区、街道导入。"
ADRIFT_CODE = "superior_unsettled"
ADRIFT = "党组织台账里，它的上级还没有对上。先改好那一处，这一行会跟着好。"
SECOND_ROOT_CODE = "root_stands"
SECOND_ROOT = "本街道已经有党工委“{root}”。是同一个，就把名称改成它；不是，这份台账不是本街道的，请不要导入。"
UNFOUND = "没有找到这个党组织，或者它不归您管。请核对名称，或交给管它的社区、街道导入。"
UNFOUND_CODE = "organization_unknown"
UNSETTLED_CODE = "name_unknown"
LOOSE_CODE = "units_elsewhere"
LOOSE = "这里面有的不是您管的单位。只记下名称，不算由这个党组织覆盖。"
UNKNOWN_CODES = ("branch_unknown", "parent_unknown")
NAMING_FIELD = {"organizations": "parent", "units": None, "members": "organization"}
Values = Mapping[str, Any]


def keep_to_scope(checked: CheckedBatch, *, by: Any) -> None:
    """Mark the rows BY may not import as errors. None, the operator at the command line, may import all.

    Where BY does not keep the whole tree, nothing else is said of such a row: it is not BY's to correct.
    """
    if by is None:
        return
    limits = _Limits(scope_of(by), _Homes(checked, scope_of(by)))
    sees_all = limits.inside(limits.homes.root)
    names = [] if sees_all else list(organizations_known_to(by).values_list("name", flat=True))
    for kind, field, refused in (
        ("organizations", "parent", limits.organizations),
        ("units", "community", limits.units),
        ("members", "organization", limits.members),
    ):
        good = [(sheet, row) for sheet in checked.of_kind(kind) for row in sheet.rows if row.is_good]
        wrong = refused([row.values for _, row in good])
        for (sheet, row), is_wrong in zip(good, wrong, strict=True):
            if is_wrong:
                row.problems.append(_refusal(sheet, row, field, limits) if sees_all else _problem(sheet, row, field))
        if not sees_all:
            _say_less(checked.of_kind(kind), names)
            _set_aside(checked.of_kind(kind), limits)
            _forget_unfound(checked.of_kind(kind))
    if not sees_all:
        _tell_loose_names(checked, limits)


def is_outside(row: CheckedRow) -> bool:
    """Whether the row is not for the person who handed it in, and not theirs to correct."""
    return any(problem.code == CODE for problem in row.problems)


def _say_less(sheets: Iterable[CheckedSheet], names: Sequence[str]) -> None:
    """A name nobody has and somebody else's organization read alike; one that is like those of NAMES may be a slip."""
    likely = cache(lambda text: is_likely(text, names))
    for sheet in sheets:
        for row in sheet.rows:
            row.problems[:] = [
                replace(each, code=UNSETTLED_CODE if likely(each.found) else CODE, message=UNFOUND)
                if each.code in UNKNOWN_CODES
                else each
                for each in row.problems
            ]


def _set_aside(sheets: Iterable[CheckedSheet], limits: _Limits) -> None:
    """Of a row that lies elsewhere nothing is said but that."""
    for sheet in sheets:
        for row in sheet.rows:
            if not row.is_good and not is_outside(row) and limits.elsewhere(sheet.kind, row):
                row.problems.append(_problem(sheet, row, "name"))
            if is_outside(row):
                row.problems[:] = [each for each in row.problems if each.code == CODE][:1]


def _forget_unfound(sheets: Iterable[CheckedSheet]) -> None:
    """What a unit says of an organization BY cannot see does not wait for it, or it would tell that it stands."""
    for sheet in sheets:
        for row in sheet.rows:
            if any(each.code == UNFOUND_CODE for each in row.problems):
                row.values["organization"] = None


def _tell_loose_names(checked: CheckedBatch, limits: _Limits) -> None:
    """What an organization says of units BY does not keep stays a name; whether there are such units is not told."""
    rows = [(sheet, row) for sheet in checked.of_kind("organizations") for row in sheet.rows if row.is_good]
    said = {name for _, row in rows for name in row.values.get("unit_names") or ()}
    kept = {row.values["name"] for sheet in checked.of_kind("units") for row in sheet.rows if row.is_good}
    kept |= limits.units_among(said - kept)
    for sheet, row in rows:
        if loose := [name for name in row.values.get("unit_names") or () if name not in kept]:
            problem = _problem(sheet, row, "unit_names", LOOSE_CODE, LOOSE)
            row.problems.append(replace(problem, severity=Severity.WARNING, found="、".join(loose)[:LONGEST_FOUND]))


def _refusal(sheet: CheckedSheet, row: CheckedRow, field: str, limits: _Limits) -> Problem:
    """What to put right, told to whoever keeps the whole tree: a second root, or a row that hangs on something bad."""
    if sheet.kind == "organizations" and limits.homes.is_second_root(row.values):
        sentence = SECOND_ROOT.format(root=limits.homes.root_name)
        return _problem(sheet, row, "name", SECOND_ROOT_CODE, sentence)
    return _problem(sheet, row, field, ADRIFT_CODE, ADRIFT)


def _problem(sheet: CheckedSheet, row: CheckedRow, field: str, code: str = CODE, sentence: str = SENTENCE) -> Problem:
    named = field if field in sheet.columns else "name"
    index = sheet.columns[named]
    found = row.values.get(named) or ""
    return Problem(code, named, sheet.headers[index], letter(index), sentence, Severity.ERROR, str(found))


class _Homes:
    """Paths by full name of organizations, those of the batch by the nearest superior that stands, and communities."""

    def __init__(self, checked: CheckedBatch, scope: Scope) -> None:
        rows = [row.values for sheet in checked.of_kind("organizations") for row in sheet.rows if row.is_good]
        self.parents = {row["name"]: row.get("parent") for row in rows}
        named = {*self.parents, *filter(None, self.parents.values())}
        named |= {row.values.get("organization") for sheet in checked.of_kind("members") for row in sheet.rows}
        columns = ("name", "path", "parent__name", "community__name")
        stored = list(bulk.by_key(Organization.objects.active(), "name", filter(None, named), *columns))
        self.paths: dict[str, str] = {row["name"]: row["path"] for row in stored}
        self.superiors = {row["name"]: row["parent__name"] for row in stored}
        self.claims = {row["name"]: row["community__name"] for row in stored}
        self.bodies = residential_paths()
        self.communities = dict(Place.objects.communities().values_list("name", "org_path"))
        self.root = root_path(next(iter(scope.paths(PERMISSION)), ""))

    @cached_property
    def root_name(self) -> str:
        return Organization.objects.active().values_list("name", flat=True).get(path=self.root)

    def is_second_root(self, row: Values) -> bool:
        return row["name"] not in self.paths and not row.get("parent")

    def of_organization(self, name: str | None) -> str:
        while name and name not in self.paths:
            name = self.parents.get(name)
        return self.paths.get(name or "", "")

    def of_community(self, text: str | None) -> str:
        return (self.communities.get(community_name(text)) if text else "") or self.root


@dataclass(frozen=True)
class _Limits:
    """For each kind: which of some rows are out of scope."""

    scope: Scope
    homes: _Homes

    def inside(self, path: str) -> bool:
        return bool(path) and self.scope.holds(PERMISSION, path)

    def organizations(self, rows: Sequence[Values]) -> list[bool]:
        return [not (self._may_write(row["name"], row.get("parent")) and self._may_answer(row)) for row in rows]

    def _may_answer(self, row: Values) -> bool:
        """Whether the row leaves the care of communities as it is, or gives one away that BY keeps.

        Only below a residential body (居民区综合党委) does 所属社区 make an organization answer for it. Of a community
        that nobody answers for yet, whoever keeps the whole body decides.
        """
        name, homes = row["name"], self.homes
        parent = row.get("parent") or homes.superiors.get(name)
        claim = community_name(row["community"]) if row.get("community") else homes.claims.get(name)
        if not claim or (homes.claims.get(name) == claim and parent == homes.superiors.get(name)):
            return True
        above = homes.of_organization(parent)
        body = next((path for path in homes.bodies if above.startswith(path)), "")
        keeper = homes.communities.get(claim, homes.root)
        return not body or self.inside(body if keeper in ("", homes.root) else keeper)

    def _may_write(self, name: str, parent: str | None) -> bool:
        if name not in self.homes.paths:
            return self.inside(self.homes.of_organization(parent))
        stays = parent is None or parent == self.homes.superiors[name]
        return self.inside(self.homes.paths[name]) and (stays or self.inside(self.homes.of_organization(parent)))

    def elsewhere(self, kind: str, row: CheckedRow) -> bool:
        """Whether a bad row names an organization or else a community that is somebody else's."""
        says, field = row.values, NAMING_FIELD[kind]
        if field and (says.get(field) or any(each.field == field for each in row.problems)):
            path = self.homes.of_organization(says.get(field))
        else:
            path = self.homes.of_community(says.get("community")) if says.get("community") else ""
        return bool(path) and not self.inside(path)

    def units(self, rows: Sequence[Values]) -> list[bool]:
        paths = [self.homes.of_community(row.get("community")) for row in rows]
        return self._refused(units.matched(rows), paths, lambda at: bool(rows[at].get("community")))

    def members(self, rows: Sequence[Values]) -> list[bool]:
        paths = [
            self.homes.of_organization(row["organization"])
            if row.get("organization")
            else self.homes.of_community(row.get("community"))
            for row in rows
        ]
        says = [bool(row.get("organization") or row.get("community")) for row in rows]
        return self._refused(members.matched(rows), paths, lambda at: says[at])

    def units_among(self, names: Iterable[str]) -> set[str]:
        """Those of NAMES that units BY keeps have."""
        rows = Unit.objects.active().filter(within("org_path", self.scope, PERMISSION))
        return {row["name"] for row in bulk.by_key(rows.order_by(), "name", names, "name")}

    def _refused(
        self, matches: Sequence[Values | None], paths: Sequence[str], moves: Callable[[int], bool]
    ) -> list[bool]:
        """A row is refused when the record it means is somebody else's, or when it would become somebody else's."""
        return [
            (known is not None and not self.inside(known["org_path"]))
            or ((known is None or moves(at)) and not self.inside(path))
            for at, (known, path) in enumerate(zip(matches, paths, strict=True))
        ]
