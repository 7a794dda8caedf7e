"""What the office decides: told in the history, done once however often it is sent, and nothing owed by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongjian.foundation.history import Entry
from gongjian.foundation.refusals import Refused
from gongjian.oversight.coverage.actions import catch_up
from gongjian.oversight.duties import actions
from gongjian.oversight.duties.models import Duty, Exemption, Occurrence, SpecialDay
from gongjian.oversight.duties.schedules import duties_in_force
from gongjian.registers.organizations.models import Organization
from tests.oversight.duties.offered import ASSEMBLY, Work, offer
from tests.street import NOW, TODAY, organization

pytestmark = pytest.mark.django_db
YEAR = date(2026, 1, 1)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    return offer(monkeypatch, ASSEMBLY)


@pytest.fixture
def street(work: Work) -> Organization:
    root = organization("某街道党工委", "working_committee")
    for name in ("甲", "乙"):
        organization(f"{name}支部", "branch", root)
    return root


def start(root: Organization, first: date = YEAR) -> None:
    actions.start_calendar(root, first=first, by=None, now=NOW)
    catch_up(now=NOW)


def branch(name: str) -> Organization:
    return Organization.objects.get(name=f"{name}支部")


def owed(name: str) -> list[str]:
    rows = Occurrence.objects.filter(organization=branch(name)).order_by("first")
    return [f"{each.key} {each.state(TODAY)}" for each in rows]


def verbs() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("verb", flat=True))


def test_nothing_is_owed_before_the_calendar_is_started(street: Organization) -> None:
    catch_up(now=NOW)
    assert Occurrence.objects.count() == 0


def test_from_its_month_on_every_branch_owes_its_quarters(street: Organization, work: Work) -> None:
    work.done(branch("甲"), date(2026, 5, 9))
    start(street, date(2026, 3, 20))
    assert owed("甲") == ["2026-Q2 discharged", "2026-Q3 overdue", "2026-Q4 open"]
    assert owed("乙") == ["2026-Q2 overdue", "2026-Q3 overdue", "2026-Q4 open"]


def test_starting_twice_is_one_start_and_another_month_moves_it(street: Organization) -> None:
    for first in (YEAR, YEAR, date(2026, 7, 9)):
        actions.start_calendar(street, first=first, by=None, now=NOW)
    catch_up(now=NOW)
    assert owed("甲") == ["2026-Q3 overdue", "2026-Q4 open"]
    assert verbs() == ["启用应办日历", "改应办日历的起算月"]


OWN = {
    "label": "走访党员",
    "evidence": "work",
    "kinds": ["branch"],
    "bodies": [],
    "needs": "",
    "months": 6,
    "times": 1,
    "due_day": "last",
    "due_number": 0,
    "lead_days": 10,
    "basis": "街道工作要点",
    "stopped": False,
}


def test_an_office_sets_a_duty_of_its_own_for_its_part_of_the_tree(street: Organization) -> None:
    part = organization("某社区党总支", "general_branch", street)
    organization("丙支部", "branch", part)
    start(street)
    actions.set_duty("own-1", OWN, at=part, in_force_from=date(2026, 7, 15), reason="今年重点", by=None, now=NOW)
    catch_up(now=NOW)
    assert Occurrence.objects.filter(duty="own-1").values_list("organization__name", "key", "due_on").get() == (
        "丙支部",
        "2026-H2",
        date(2026, 12, 31),
    )
    assert Entry.objects.get(verb="新增应办事项").reason == "今年重点"


def test_what_is_owed_by_term_stays_so_and_nothing_else_becomes_so(street: Organization) -> None:
    for key, rhythm, other in (("own-1", "term", "months"), ("own-2", "days", "term")):
        told = {"at": street, "reason": "重点", "by": None, "now": NOW}
        actions.set_duty(key, {**OWN, "rhythm": rhythm, "days": ["03-15"]}, in_force_from=YEAR, **told)
        with pytest.raises(Refused, match="不能互相改"):
            actions.set_duty(key, {**OWN, "rhythm": other}, in_force_from=TODAY, **told)


def test_setting_the_same_twice_tells_it_once(street: Organization) -> None:
    for _ in range(2):
        actions.set_duty("own-1", OWN, at=street, in_force_from=YEAR, reason="重点", by=None, now=NOW)
    assert (verbs(), Duty.objects.count()) == (["新增应办事项"], 1)


def test_those_chosen_by_hand_owe_whatever_their_kind(street: Organization) -> None:
    start(street)
    values = {**OWN, "kinds": []}
    actions.set_duty(
        "own-1", values, at=street, chosen=[branch("乙")], in_force_from=YEAR, reason="试点", by=None, now=NOW
    )
    catch_up(now=NOW)
    assert set(Occurrence.objects.filter(duty="own-1").values_list("organization__name", flat=True)) == {"乙支部"}


def test_a_stopped_duty_is_owed_until_its_last_month(street: Organization) -> None:
    start(street)
    [duty] = duties_in_force()
    actions.stop_duty(duty.latest, at=street, in_force_from=date(2026, 8, 1), reason="合并", by=None, now=NOW)
    catch_up(now=NOW)
    assert owed("甲") == ["2026-Q1 overdue", "2026-Q2 overdue", "2026-Q3 overdue"]
    assert Occurrence.objects.get(organization=branch("甲"), key="2026-Q3").due_on == date(2026, 7, 31)


def test_the_superior_excuses_several_at_once_and_each_hears_of_it(street: Organization) -> None:
    start(street)
    both = [branch("甲"), branch("乙")]
    for _ in range(2):
        actions.excuse("assembly", both, first=YEAR, last=date(2026, 6, 30), reason="拆迁停办", by=None, now=NOW)
    catch_up(now=NOW)
    assert owed("乙") == ["2026-Q1 excused", "2026-Q2 excused", "2026-Q3 overdue", "2026-Q4 open"]
    assert verbs().count("免办") == 2


def test_an_exemption_that_ends_before_it_begins_is_refused(street: Organization) -> None:
    with pytest.raises(Refused):
        actions.excuse("assembly", [street], first=TODAY, last=YEAR, reason="停办", by=None, now=NOW)


def test_an_exemption_taken_back_is_owed_again(street: Organization) -> None:
    start(street)
    [made] = actions.excuse("assembly", [branch("甲")], first=YEAR, last=TODAY, reason="停办", by=None, now=NOW)
    catch_up(now=NOW)
    for _ in range(2):
        actions.end_exemption(made, by=None, now=NOW)
    catch_up(now=NOW)
    assert owed("甲")[0] == "2026-Q1 overdue"
    assert (Exemption.objects.count(), verbs().count("收回免办")) == (0, 1)


def test_loaded_holidays_move_the_due_days_and_can_be_taken_back(street: Organization) -> None:
    values = {**OWN, "months": 1, "due_day": "working day after", "due_number": 1}
    actions.set_duty("own-1", values, at=street, in_force_from=date(2026, 10, 1), reason="重点", by=None, now=NOW)
    start(street)
    due = Occurrence.objects.filter(duty="own-1", key="2026-10").values_list("due_on", flat=True).distinct()
    assert due.get() == date(2026, 11, 2)
    days = {date(2026, 11, 2): (False, "停工"), date(2026, 11, 7): (True, "")}
    assert actions.load_special_days(days, at=street, by=None, now=NOW) == (2, 0)
    assert actions.load_special_days(days, at=street, by=None, now=NOW) == (0, 0)
    catch_up(now=NOW)
    assert due.get() == date(2026, 11, 3)
    actions.drop_special_day(SpecialDay.objects.get(works=False), at=street, by=None, now=NOW)
    catch_up(now=NOW)
    assert due.get() == date(2026, 11, 2)


def test_an_organization_that_ends_owes_nothing_that_was_due_later(street: Organization) -> None:
    start(street)
    Organization.objects.filter(name="乙支部").update(state="ended", ended_on=date(2026, 8, 1))
    catch_up(now=NOW + timedelta(days=1))
    assert owed("乙") == ["2026-Q1 overdue", "2026-Q2 overdue"]
