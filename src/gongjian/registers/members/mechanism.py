"""What the register of members offers upstairs."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from gongjian.foundation.registry import NavEntry, Offers, SearchSource, Subject, Tab, TodoSource
from gongjian.registers.members import counting, searching, waiting
from gongjian.registers.members.coverage import FINDING_RULES, REMEDIES
from gongjian.registers.members.figures import FIGURES
from gongjian.registers.members.intake import follow_places, link_to_units
from gongjian.registers.members.listing import former_members_table, members_table
from gongjian.registers.members.models import Member, Transfer
from gongjian.registers.members.permissions import may_see_some
from gongjian.registers.members.terms import TransferState
from gongjian.registers.organizations.queries import figures_of

NAMED = 5


def visible_to(user: Any) -> Any:
    return Member.objects.visible_to(user)


def of_organization(user: Any, organization: Any) -> tuple[str, int] | None:
    """The tab 党员 of an organization: those affiliated to it and to those below it."""
    if not may_see_some(user):
        return None
    return f"{reverse('members')}?organization={organization.pk}&placed=yes", figures_of(organization).members


def of_unit(user: Any, unit: Any) -> tuple[str, int] | None:
    """The tab 登记党员 of a unit: those on the roll who work there and whom USER may see."""
    if not may_see_some(user):
        return None
    count = Member.objects.visible_to(user).on_roll().filter(unit=unit).count()
    return f"{reverse('members')}?{urlencode({'workplace': unit.name})}", count


def still_awaited(organization: Any) -> str:
    """Why an organization to which members are on their way cannot end yet: they would arrive nowhere."""
    coming = Transfer.objects.filter(to_organization=organization, state=TransferState.SENT).order_by("pk")
    names = list(coming.values_list("member__name", flat=True))
    if not names:
        return ""
    shown = "、".join(names[:NAMED]) + (f"等 {len(names)} 名党员" if len(names) > NAMED else "")
    return f"{shown}正在转进“{organization.name}”。先接收或退回，再撤销。"


OFFERS = Offers(
    label="党员",
    basis="组织框架",
    navigation=[NavEntry("组织框架", "党员", "members", may_see_some, order=30)],
    subjects=[Subject("members", "党员", visible_to, "member")],
    finding_rules=FINDING_RULES,
    remedies=REMEDIES,
    todos=[TodoSource("transfers", "转接", waiting.find, waiting.counted)],
    searches=[SearchSource("members", "党员", searching.find, order=10)],
    tabs=[Tab("organization", "党员", of_organization, order=10), Tab("unit", "登记党员", of_unit, order=10)],
    recounts=[counting.recount],
    followers=[follow_places],
    holders=[still_awaited],
    figures=FIGURES,
    tables=[lambda on: members_table(on=on), lambda on: former_members_table(on=on)],
    hirers=[link_to_units],
)
