"""A street of two communities that have nothing in common but the committee above them.

Everything that belongs to one carries its mark (安梨, 泊棠), and its rows have ids in a range of their own, so that any
address of any page can be tried with ids of either, whatever kind of row the page shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model

from gongjian.entry.desk.models import Batch, BatchFile
from gongjian.foundation.files import StoredFile, digest_of
from gongjian.foundation.history import Entry
from gongjian.foundation.names import initials, sort_key_pinyin, stroke_key
from gongjian.foundation.search import Naming, index_names
from gongjian.foundation.secrets import encrypt, encrypt_bytes, index_of
from gongjian.foundation.tree import path_of
from gongjian.mechanisms.meetings.models import Attendee, FollowUp, Item, Meeting, Resolution
from gongjian.mechanisms.research.models import Consequence, Note, Problem, Step, Study
from gongjian.oversight.assessment.models import Adjustment, Appeal, Indicator, Party, Result, Scheme
from gongjian.oversight.coverage.actions import judge_all
from gongjian.oversight.coverage.models import Finding, Proposal, Snapshot
from gongjian.registers.access.models import Grant
from gongjian.registers.accounts.models import SavedView, User
from gongjian.registers.members.models import Member, Transfer
from gongjian.registers.members.naming import name_keys
from gongjian.registers.organizations.models import Organization, OrganizationFigures, Post
from gongjian.registers.places.models import Place
from gongjian.registers.units.models import Cover, Unit, UnitFigures
from tests.entry.handed_in import hand_in

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
ROOT_ID = 900
VIEWER_ID = 990
PASSWORD = "two-communities"


@dataclass(frozen=True, slots=True)
class Community:
    """Its mark, its first row id, and what its people and firms are known by besides names."""

    mark: str
    first: int
    phone: str
    identity: str
    code: str

    @property
    def path(self) -> str:
        return path_of(self.first, path_of(ROOT_ID))

    @property
    def secrets(self) -> tuple[str, ...]:
        """What nobody of another community may ever read."""
        return (self.mark, self.phone, self.identity, self.code)

    def findings(self) -> Sequence[int]:
        """Ids of its findings; its other rows have ids from FIRST on."""
        findings = Finding.objects.filter(org_path__startswith=self.path).order_by("pk")
        return findings.values_list("pk", flat=True)[:4]


A = Community("安梨", 910, "15400000910", "320402198001010910", "91320402MA00000910")
B = Community("泊棠", 920, "15400000920", "320402198001010920", "91320402MA00000920")


def build() -> None:
    """The street, judged as of today."""
    root = organization(ROOT_ID, "试验街道党工委", None, kind="working_committee")
    for community in (A, B):
        settle(community, root)
    judge_all(now=NOW)


def settle(community: Community, root: Organization) -> None:
    mark, first = community.mark, community.first
    place = named(Place, f"{mark}社区", id=first, kind="community", address=f"{mark}路 1 号", org_path=community.path)
    named(Place, f"{mark}大厦", id=first + 1, kind="building", community=place, org_path=community.path)
    top = organization(first, f"{mark}社区综合党委", root, kind="committee", community=place, phone=community.phone)
    branch = organization(first + 1, f"{mark}社区第一党支部", top, kind="branch", community=place, note=f"{mark}备注")
    Post.objects.create(id=first, organization=branch, title="书记", holder=f"{mark}书记")
    people(community, branch, place, firms(community, branch, place))
    traces(community, branch)
    meet(community, branch)
    hand_in(mark, first, top, branch, NOW)
    assess(community, branch)
    look_into(community, branch)


def meet(community: Community, branch: Organization) -> None:
    """A meeting that was held, with its people, words and what follows, and one to which the branch is invited."""
    mark, first = community.mark, community.first
    common = {"organization": branch, "org_path": branch.path, "chair": f"{mark}书记", "place": f"{mark}大厦"}
    held = Meeting.objects.create(
        id=first, kind="assembly", title=f"{mark}党员大会", starts_at=NOW, state="held", **common
    )
    coming = Meeting.objects.create(
        id=first + 1,
        kind="joint_conference",
        title=f"{mark}联席会议",
        starts_at=NOW + timedelta(days=3),
        state="called",
        **common,
    )
    for at, meeting in enumerate((held, coming)):
        Attendee.objects.create(
            id=first + at, meeting=meeting, name=f"{mark}英", party=branch.name, party_organization=branch
        )
    item = Item.objects.create(id=first, meeting=held, order=1, title=f"{mark}议题", speeches=f"{mark}发言")
    Resolution.objects.create(id=first, meeting=held, item=item, text=f"{mark}决定")
    FollowUp.objects.create(
        id=first, meeting=held, text=f"{mark}后续", owner=branch, org_path=branch.path, due_on=TODAY
    )


def look_into(community: Community, branch: Organization) -> None:
    """A study under way with its plan, a note and a problem, and a finished one with what changed because of it."""
    mark, first = community.mark, community.first
    common = {"organization": branch, "org_path": branch.path, "question": f"{mark}问什么", "workers": f"{mark}经办"}
    days = {"since": TODAY, "until": TODAY + timedelta(days=30)}
    running = Study.objects.create(id=first, title=f"{mark}课题", state="running", **common, **days)
    finished = Study.objects.create(
        id=first + 1,
        title=f"{mark}旧课题",
        state="finished",
        finished_on=TODAY,
        findings=f"{mark}发现",
        **common,
        **days,
    )
    Step.objects.create(id=first, study=running, order=1, text=f"{mark}走访", due_on=TODAY)
    note = Note.objects.create(
        id=first, study=running, kind="visit", on=TODAY, whom=f"{mark}电子厂", text=f"{mark}说的", by="经办", at=NOW
    )
    for at, study in enumerate((running, finished)):
        Problem.objects.create(
            id=first + at,
            study=study,
            note=note,
            text=f"{mark}问题",
            owner=branch,
            org_path=branch.path,
            found_on=TODAY,
            look_on=TODAY,
        )
    for at, became in enumerate(("topic", "duty"), 2):
        Problem.objects.create(
            id=first + at,
            study=running,
            text=f"{mark}转办的问题",
            owner=branch,
            org_path=branch.path,
            found_on=TODAY,
            look_on=TODAY,
            state="turned",
            turned_on=TODAY,
            became=became,
            became_id=first,
            became_words=f"{mark}去处",
        )
    Consequence.objects.create(id=first, study=finished, on=TODAY, text=f"{mark}改变", by=f"{mark}经办")


def assess(community: Community, branch: Organization) -> None:
    """A scheme of the community with a line, a result, a paper, an appeal and a deduction; and a draft beside it."""
    mark, first, top = community.mark, community.first, Organization.objects.get(pk=community.first)
    common = {"organization": top, "org_path": top.path, "kinds": ["branch"], "closes_on": date(2027, 1, 20)}
    period = {"first": date(2026, 10, 1), "last": date(2026, 12, 31)}
    scheme = Scheme.objects.create(id=first, title=f"{mark}考核", stage="open", **period, **common)
    draft = Scheme.objects.create(id=first + 1, title=f"{mark}下一期考核", **period, **common)
    line = {"group": f"{mark}组", "weight": 1000, "measure": "judged", "org_path": top.path}
    kept = Indicator.objects.create(id=first, scheme=scheme, name=f"{mark}指标", **line)
    Indicator.objects.create(id=first + 1, scheme=draft, name=f"{mark}新指标", **line)
    sheet = {
        "lines": [
            {
                "indicator": kept.pk,
                "group": f"{mark}组",
                "name": f"{mark}指标",
                "measure": "judged",
                "weight": 1000,
                "points": 800,
                "counted": True,
                "rows": "",
                "cases": [],
                "more": 0,
                "value": None,
                "link": "",
                "state": "judged",
                "says": f"{mark}理由",
            }
        ],
        "adjustments": [{"pk": first, "points": -100, "reason": f"{mark}通报", "link": "/o/", "by": f"{mark}经办"}],
    }
    result = Result.objects.create(
        id=first,
        scheme=scheme,
        organization=branch,
        org_path=branch.path,
        kind="branch",
        size="small",
        points=700,
        full=1000,
        band="plain",
        sheet=sheet,
    )
    Adjustment.objects.create(
        id=first, result=result, points=-100, reason=f"{mark}通报", link="/o/", by=f"{mark}经办", at=NOW
    )
    Appeal.objects.create(
        id=first,
        result=result,
        indicator=kept,
        org_path=branch.path,
        text=f"{mark}申诉",
        by=f"{mark}经办",
        at=NOW,
    )
    Party.objects.create(
        id=first, scheme=scheme, organization=branch, org_path=branch.path, side="community", rates=True
    )


def firms(community: Community, branch: Organization, place: Place) -> Unit:
    mark, first = community.mark, community.first
    common = {"community": place, "org_path": community.path, "phone": community.phone, "address": f"{mark}路 2 号"}
    covered = named(
        Unit, f"{mark}电子厂", id=first, kind="enterprise", code=community.code, contact=f"{mark}联系人", **common
    )
    gap = named(Unit, f"{mark}科技公司", id=first + 1, kind="enterprise", members_full=4, members_total=4, **common)
    for unit in (covered, gap):
        UnitFigures.objects.create(unit=unit)
    Cover.objects.create(id=first, organization=branch, unit=covered, unit_name=covered.name, said_by_organization=True)
    index_names("units", [Naming(covered.pk, covered.name, covered.code), Naming(gap.pk, gap.name)])
    return covered


def people(community: Community, branch: Organization, place: Place, unit: Unit) -> None:
    first, path = community.first, community.path
    settled = member(
        community,
        first,
        "英",
        org_path=branch.path,
        organization=branch,
        unit=unit,
        workplace=unit.name,
        identity_sealed=encrypt(community.identity),
        identity_index=index_of(community.identity),
        category="resident",
        community=place,
    )
    member(community, first + 1, "雄", org_path=path, community=place, category="floating", away_place="外地")
    Transfer.objects.create(
        id=first,
        member=settled,
        from_organization=branch,
        from_path=branch.path,
        to_outside=f"{community.mark}以外",
        sent_at=NOW,
        sent_by=f"{community.mark}经办",
        letter_valid_until=TODAY + timedelta(days=60),
    )


def member(owner: Community, row_id: int, given: str, **fields: Any) -> Member:
    name = f"{owner.mark}{given}"
    keys = name_keys(name)
    return Member.objects.create(
        id=row_id, name=name, phone=owner.phone, note=f"{owner.mark}备注", status="full", **keys, **fields
    )


def traces(community: Community, branch: Organization) -> None:
    """What work leaves behind: history, a proposal, an import with its file, counts, a saved view."""
    mark, first, path = community.mark, community.first, branch.path
    Entry.objects.create(
        id=first,
        at=NOW,
        actor=f"{mark}经办",
        verb="修改",
        subject_type="organization",
        subject_id=branch.pk,
        subject=branch.name,
        org_path=path,
        changes={"note": ["", f"{mark}备注"]},
        reason=f"{mark}缘由",
    )
    Proposal.objects.create(
        id=first,
        remedy="found_branch",
        rule="unit_needs_branch",
        subject_type="unit",
        subject_id=first + 1,
        subject_name=f"{mark}科技公司",
        org_path=community.path,
        data={"name": f"{mark}科技公司党支部"},
        summary=f"{mark}科技公司单独建支部",
        proposed_by=f"{mark}经办",
        proposed_by_id=first,
        proposed_at=NOW,
    )
    Snapshot.objects.create(month=date(2026, 10, 1), path=community.path, rule="unit_needs_branch", count=first)
    owner = User.objects.create(id=first, username=f"{mark}经办", name=f"{mark}经办")
    Grant.objects.create(
        id=first, user=owner, role="community_worker", organization_id=first, org_path=community.path, from_on=TODAY
    )
    SavedView.objects.create(
        id=first, user=owner, table="members", name=f"{mark}视图", query="q=1", shared_path=community.path
    )
    content = f"姓名\n{mark}英\n".encode("gb18030")
    file = StoredFile.objects.create(
        id=first,
        name=f"{mark}花名册.csv",
        digest=digest_of(content),
        size=len(content),
        content=encrypt_bytes(content),
        stored_at=NOW,
    )
    batch = Batch.objects.create(
        id=first,
        org_path=community.path,
        created_by=owner,
        created_by_name=owner.name,
        created_at=NOW,
        on=TODAY,
        heartbeat=NOW,
    )
    BatchFile.objects.create(id=first, batch=batch, file=file, name=file.name)


def organization(row_id: int, name: str, parent: Organization | None, **fields: Any) -> Organization:
    path = path_of(row_id, parent.path if parent else "")
    made = named(Organization, name, id=row_id, parent=parent, path=path, org_path=path, **fields)
    OrganizationFigures.objects.create(organization=made, path=path)
    index_names("organizations", [Naming(made.pk, made.name)])
    return made


def named(model: type[Model], name: str, **fields: Any) -> Any:
    keys = {
        "pinyin": sort_key_pinyin(name, person=False),
        "initials": initials(name, person=False),
        "strokes": stroke_key(name),
    }
    return model._default_manager.create(name=name, **keys, **fields)


def colleague(role: str) -> User:
    """Someone who holds ROLE at community A and nothing else."""
    user = User.objects.create_user(f"{role}-a", id=VIEWER_ID, password=PASSWORD, name="试验员")
    Grant.objects.create(user=user, role=role, organization_id=A.first, org_path=A.path, from_on=date(2020, 1, 1))
    return user


def crowd(rows: int = 30) -> None:
    """Many more rows of every kind in community A, so that a page's cost per row would show."""
    place, top = Place.objects.get(pk=A.first), Organization.objects.get(pk=A.first)
    for number in range(1000, 1000 + rows):
        branch = organization(number, f"{A.mark}社区第{number}党支部", top, kind="branch", community=place)
        unit = named(Unit, f"{A.mark}{number}公司", id=number, kind="enterprise", org_path=A.path, members_full=4)
        UnitFigures.objects.create(unit=unit)
        index_names("units", [Naming(unit.pk, unit.name)])
        member(A, number, "众", org_path=branch.path, organization=branch, unit=unit, category="resident")
        member(A, number + rows, "多", org_path=A.path, community=place, category="floating")
    judge_all(now=NOW)
