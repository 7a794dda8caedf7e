"""The forms of the remedies for units. Each comes filled in, so that agreeing is one click."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from gongjian.foundation.pages.forms import DateField, sized
from gongjian.foundation.pages.remedy_form import RemedyForm
from gongjian.foundation.rulebook import rule
from gongjian.planning.joint_branches import NearBranch, Reason
from gongjian.registers.organizations.choices import superiors_for
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import Body
from gongjian.registers.units.findings import formal_of
from gongjian.registers.units.models import Unit
from gongjian.registers.units.neighbors import area_of, joint_branches_near, proposed_group, small_neighbors, with_room
from gongjian.registers.units.terms import UnitKind

UNDER_ENTERPRISES = (
    UnitKind.ENTERPRISE,
    UnitKind.SOLE_TRADER,
    UnitKind.SOCIAL_ORGANIZATION,
    UnitKind.BUILDING,
    UnitKind.MARKET,
    UnitKind.PROPERTY,
)


class FoundBranch(RemedyForm):
    """建党支部."""

    name = forms.CharField(label="支部名称", max_length=120, widget=sized(forms.TextInput(), "l"))
    parent = forms.ModelChoiceField(label="上级党组织", queryset=Organization.objects.none(), empty_label=None)
    founded_on = DateField(label="成立日期")

    def prepare(self) -> None:
        choices = superiors_for(self.user, self.subject.org_path)
        offered = list(choices)
        self.fields["parent"].queryset = choices  # type: ignore[attr-defined]
        self.fields["parent"].choices = [(each.pk, each.name) for each in offered]  # type: ignore[attr-defined]
        self.prefill(name=f"{self.subject.name}党支部", parent=usual_superior(self.subject, offered))
        self.prefill(founded_on=self.on)
        self.warn_of([self.subject])

    def warn_of(self, units: Iterable[Unit]) -> None:
        """Say so where the branch would begin with too few members, because these were declared and not registered."""
        registered, least = sum(map(registered_of, units)), rule("branch.min_full_members", on=self.on).number
        if registered < least:
            self.warning = (
                f"名册里只登记了 {registered} 名正式党员，不足 {least} 名，先登记。"
                "不登记就成立，看板上会马上提示“支部正式党员不足”。"
            )

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        if Organization.objects.active().filter(name=name).exists():
            raise forms.ValidationError("已经有这个名称的党组织。请换一个名称。")
        return name

    def summary(self) -> str:
        return f"为{self.subject.name}成立“{self.cleaned_data['name']}”，上级是{self.cleaned_data['parent']}"


class FormJointBranch(FoundBranch):
    """建联合支部: the proposed units are ticked, other near ones can be added."""

    units = forms.MultipleChoiceField(label="一起组建的单位", widget=forms.CheckboxSelectMultiple)
    field_order = ("units", "name", "parent", "founded_on")

    def prepare(self) -> None:
        super().prepare()
        self.neighbors = small_neighbors(self.subject, self.user, self.on)
        self.own = self.neighbors.pop(self.subject.pk, self.subject)
        proposal = proposed_group(self.own, self.neighbors, self.on)
        reasons = {each.key: each for each in proposal.reasons} if proposal else {}
        chosen = [self.neighbors[key] for key in reasons]
        others = [each for each in self.neighbors.values() if each.pk not in reasons]
        offered = [self.own, *chosen, *others[: max(0, 12 - len(chosen))]]
        self.fields["units"].choices = [  # type: ignore[attr-defined]
            (str(each.pk), unit_label(each, reasons.get(each.pk))) for each in offered
        ]
        self.prefill(units=[str(each.pk) for each in (self.own, *chosen)], name=joint_name(self.own))
        self.warning = ""
        self.warn_of([self.own, *chosen])
        if not self.neighbors:
            least = rule("branch.min_full_members", on=self.on).number
            what = f"没有别的单位可以一起组建：要有正式党员，又不足 {least} 名，还没有党支部。"
            self.nothing = nothing_near(self.subject, what)

    def clean_units(self) -> list[Unit]:
        picked = {int(each) for each in self.cleaned_data["units"]} | {self.subject.pk}
        units = [self.own, *(each for each in self.neighbors.values() if each.pk in picked)]
        most, least = rule("joint_branch.max_units", on=self.on), rule("branch.min_full_members", on=self.on)
        full = sum(map(formal_of, units))
        if len(units) < 2:
            raise forms.ValidationError("联合党支部要有两个以上的单位。再选一个，或者挂靠已有的联合党支部。")
        if len(units) > most.number:
            raise forms.ValidationError(f"选了 {len(units)} 个单位，一般不超过 {most.number} 个。请去掉几个。")
        if full < least.number:
            raise forms.ValidationError(f"合起来只有 {full} 名正式党员，不足 {least.number} 名。请再选一个单位。")
        return units

    def summary(self) -> str:
        names = "、".join(each.name for each in self.cleaned_data["units"])
        return f"{names}一起成立“{self.cleaned_data['name']}”，上级是{self.cleaned_data['parent']}"


class JoinBranch(RemedyForm):
    """挂靠: into a joint branch nearby that has room."""

    branch = forms.ChoiceField(label="挂靠到", widget=forms.RadioSelect)

    def prepare(self) -> None:
        self.subject.formal = formal_of(self.subject)
        standing = joint_branches_near(self.subject, self.user)
        nearby = with_room(self.subject, standing, self.on)
        self.branches = {str(branch.pk): branch for _, branch in nearby}
        self.fields["branch"].choices = [  # type: ignore[attr-defined]
            (str(branch.pk), branch_label(near, branch)) for near, branch in nearby
        ]
        self.prefill(branch=next(iter(self.branches), None))
        if not nearby:
            self.nothing = nothing_near(self.subject, self.all_full(len(standing)) if standing else "没有联合党支部。")

    def all_full(self, count: int) -> str:
        """Why none of COUNT joint branches can take the unit."""
        units, members = rule("joint_branch.max_units", on=self.on), rule("branch.max_members", on=self.on)
        most = f"一般不超过 {units.number} 个单位，不超过 {members.number} 名党员"
        return f"有 {count} 个联合党支部，都接收不下了：每个{most}。"

    def clean_branch(self) -> Organization:
        return self.branches[self.cleaned_data["branch"]]

    def summary(self) -> str:
        return f"{self.subject.name}挂靠{self.cleaned_data['branch']}"


class AssignInstructor(RemedyForm):
    """派指导员."""

    instructor = forms.CharField(
        label="党建指导员", max_length=60, help_text="写姓名。", widget=sized(forms.TextInput(), "s")
    )

    def summary(self) -> str:
        return f"派{self.cleaned_data['instructor']}到{self.subject.name}做党建指导员"


class CorrectDeclared(RemedyForm):
    """更正摸底数."""

    full = forms.IntegerField(label="正式党员", min_value=0, max_value=100_000, widget=sized(forms.NumberInput(), "s"))
    probationary = forms.IntegerField(
        label="预备党员", min_value=0, max_value=100_000, widget=sized(forms.NumberInput(), "s")
    )
    reason = forms.CharField(label="为什么改", max_length=200, widget=sized(forms.TextInput(), "l"))

    def prepare(self) -> None:
        figures = getattr(self.subject, "figures", None)
        self.registered = (figures.full, figures.probationary) if figures else (0, 0)
        self.prefill(full=self.registered[0], probationary=self.registered[1])

    def clean(self) -> dict[str, Any]:
        declared = self.cleaned_data.get("full", 0) + self.cleaned_data.get("probationary", 0)
        if declared > sum(self.registered):
            message = f"改后是 {declared} 名，名册里只登记了 {sum(self.registered)} 名。多出来的党员请登记到名册。"
            raise forms.ValidationError(message)
        return self.cleaned_data

    def summary(self) -> str:
        data = self.cleaned_data
        return f"把{self.subject.name}的摸底数改成正式 {data['full']} 名、预备 {data['probationary']} 名"


def nothing_near(unit: Unit, what: str) -> str:
    """WHAT there is not near UNIT, and how far was looked; or that nobody can tell."""
    area = area_of(unit)
    if not area:
        return "这个单位没有登记社区，看不出附近有谁。请先打开单位档案，点“修改”，补上社区。"
    return f"在您能看到的范围里找过：{area}{what}"


def usual_superior(unit: Unit, offered: list[Organization]) -> Organization | None:
    """The enterprises' body for firms and the like, else the organization responsible for the unit."""
    if unit.kind in UNDER_ENTERPRISES:
        bodies = [each for each in offered if each.body == Body.ENTERPRISE]
        if bodies:
            return bodies[0]
    line = [each for each in offered if unit.org_path.startswith(each.path)]
    return line[-1] if line else None


def registered_of(unit: Unit) -> int:
    """The full members whom the rosters know to work there."""
    figures = getattr(unit, "figures", None)
    return figures.full if figures else 0


def joint_name(unit: Unit) -> str:
    """Named after the building or market, where there is one and the name is still free."""
    usual = f"{unit.place.name}联合党支部" if unit.place else ""
    if usual and not Organization.objects.active().filter(name=usual).exists():
        return usual
    return f"{unit.name}等单位联合党支部"


def unit_label(unit: Unit, reason: Reason | None) -> str:
    """“恒泰公司（正式党员 2 名，约 200 米，同行业）”."""
    facts = [f"正式党员 {formal_of(unit)} 名"]
    if reason and reason.distance_m is not None:
        facts.append(f"约 {reason.distance_m} 米")
    if reason and reason.same_industry:
        facts.append("同行业")
    return f"{unit.name}（{'，'.join(facts)}）"


def branch_label(near: NearBranch, branch: Organization) -> str:
    distance = f"，约 {near.distance_m} 米" if near.distance_m is not None else ""
    return f"{branch.name}（{near.branch.unit_count} 个单位、{near.branch.member_count} 名党员{distance}）"
