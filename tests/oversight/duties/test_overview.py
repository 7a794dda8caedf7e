"""工作覆盖 on the board: every number opens the periods it counts, each sees what is theirs, months add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongjian.foundation import registry
from gongjian.oversight.coverage.actions import catch_up
from gongjian.oversight.coverage.areas import areas_for
from gongjian.oversight.coverage.boards import Worked
from gongjian.oversight.coverage.models import Snapshot
from gongjian.oversight.coverage.queries import numbers_of
from gongjian.oversight.coverage.snapshots import take_snapshot
from gongjian.oversight.coverage.strips import look_of, worked
from gongjian.oversight.coverage.work_board import work_board
from gongjian.oversight.duties import actions, overview
from gongjian.oversight.duties.models import Occurrence
from gongjian.registers.accounts.models import User
from gongjian.registers.organizations.models import Organization
from tests.oversight.duties.conftest import Street
from tests.oversight.duties.test_views import client_for
from tests.street import NOW, TODAY, organization, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def mixed(street: Street) -> Street:
    """One met late in the first quarter, one is excused from the second on."""
    street.work.done(street.branches["乙一"], date(2026, 5, 2), serves=date(2026, 3, 1))
    one = [street.branches["乙二"]]
    actions.excuse("assembly", one, first=date(2026, 4, 1), last=date(2026, 12, 31), reason="停办", by=None, now=NOW)
    actions.start_calendar(street.root, first=date(2025, 10, 1), by=None, now=NOW)
    catch_up(now=NOW)
    return street


def counts(person: User | None, paths: list[str]) -> dict[str, Counter[str]]:
    return numbers_of([overview.kept(person, paths)])[0]


def total(client: Client, url: str) -> int:
    found: int = client.get(url).context["list"].page.total.value
    return found


def test_what_is_counted_is_what_the_rows_are(mixed: Street) -> None:
    """A quarter of 2025 and three of 2026 for four branches, eleven months and December of one body; one row late."""
    every = counts(user("street_office", mixed.root), [mixed.root.path, mixed.parts["乙"].path])
    assert dict(every[mixed.parts["乙"].path]) == {"late": 1, "overdue": 5, "excused": 2, "behind": 2}
    found = every[mixed.root.path]
    assert (found["done"], found["late"], found["excused"], found["behind"]) == (3, 1, 2, 5)
    since = Occurrence.objects.filter(due_on__gte=date(2025, 11, 23), due_on__lt=TODAY)
    assert sum(found.values()) - found["behind"] == since.count()


def test_every_number_of_the_board_of_work_opens_as_many_rows(mixed: Street) -> None:
    for person in (user("street_office", mixed.root), user("community_worker", mixed.parts["乙"])):
        client, board = client_for(person), work_board(person, areas_for(person, top=None))
        cells = [each for row in (*board.rows, board.total) for each in (*row.cells, *row.rates) if each.url]
        assert len(cells) > 6
        assert [total(client, each.url) for each in cells] == [each.opens for each in cells]


def test_each_sees_the_numbers_of_what_is_theirs(mixed: Street) -> None:
    worker = user("community_worker", mixed.parts["乙"])
    assert counts(worker, [mixed.root.path])[mixed.root.path]["late"] == 1
    assert counts(worker, [mixed.parts["甲"].path])[mixed.parts["甲"].path] == {}
    assert counts(None, [mixed.root.path])[mixed.root.path] == {}


def test_the_months_of_an_organization_add_up_to_what_is_kept(mixed: Street) -> None:
    ids = list(Organization.objects.values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as queries:
        months = overview.months(ids, TODAY)
    assert len(queries) == 1
    assert {len(each) for each in months.values()} == {13}
    every = sum((worked(each) for each in months.values()), Worked())
    kept = counts(user("street_office", mixed.root), [mixed.root.path])[mixed.root.path]
    assert (every.done, every.late, every.overdue, every.excused) == tuple(
        kept[key] for key in ("done", "late", "overdue", "excused")
    )


def test_a_month_looks_as_its_worst_period(mixed: Street) -> None:
    months = overview.months([each.pk for each in mixed.branches.values()], TODAY)
    looks = {
        name: {each.first.isoformat()[:7]: look for each in months[branch.pk] if (look := look_of(each))}
        for name, branch in mixed.branches.items()
    }
    assert looks["甲一"] == {"2025-12": "none", "2026-03": "full", "2026-06": "full", "2026-09": "full"}
    assert looks["乙一"] == {"2025-12": "none", "2026-03": "half", "2026-06": "none", "2026-09": "none"}
    assert looks["乙二"] == {"2025-12": "none", "2026-03": "none", "2026-06": "free", "2026-09": "free"}


def test_those_behind_are_those_with_something_overdue_of_their_own(mixed: Street) -> None:
    assert set(overview.behind(Organization.objects.all())) == {*mixed.branches.values(), mixed.body}


def test_the_list_of_organizations_opens_their_periods_and_what_ends_them(mixed: Street) -> None:
    office = client_for(user("street_office", mixed.root))
    one = mixed.branches["乙一"]
    page = office.get("/k/organizations?work=behind").content.decode()
    assert f'href="/d/periods?one={one.pk}&amp;since=2025-11-23&amp;until=2026-11-22"' in page
    assert 'title="2026 年 3 月：逾期补办 1 期"' in page
    assert "党员大会 3 期没有办" in page
    assert f'href="/d/begin/{one.pk}/assembly?serves=2025-10-01">补办</a>' in page
    assert '/excuse_duty">免办</a>' in page


def test_the_list_takes_as_many_questions_for_many_as_for_few(mixed: Street) -> None:
    office = client_for(user("street_office", mixed.root))
    office.get("/k/organizations")
    numbers = []
    for name in ("", "添一", "添二", "添三"):
        if name:
            organization(f"{name}支部", "branch", mixed.parts["甲"])
        with CaptureQueriesContext(connection) as queries:
            assert office.get("/k/organizations").status_code == 200
        numbers.append(len(queries))
    assert max(numbers) == numbers[0] <= 12


def test_the_board_takes_no_more_than_twelve_questions(mixed: Street) -> None:
    office = client_for(user("street_office", mixed.root))
    for url in ("/k/", "/k/?by=work", f"/k/?org={mixed.body.pk}"):
        office.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert "工作覆盖" in office.get(url).content.decode()
        assert len(queries) <= 12


def test_where_nobody_says_how_the_work_stands_the_board_is_whole(
    mixed: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_offers", [replace(each, work_coverage=()) for each in registry._offers])
    office = client_for(user("street_office", mixed.root))
    for url in ("/k/", "/k/?by=work", "/k/organizations", "/k/organizations?work=behind"):
        page = office.get(url)
        assert (page.status_code, "工作覆盖" in page.content.decode()) == (200, False)


def test_a_month_is_kept_and_the_board_draws_how_work_went_since(mixed: Street) -> None:
    client, path = client_for(user("street_office", mixed.root)), mixed.root.path
    now_there = overview.totals([mixed.root])[mixed.root.pk]
    owed = now_there["done"] + now_there["late"] + now_there["overdue"]
    take_snapshot(month=TODAY)
    kept = dict(Snapshot.objects.filter(path=path, rule__startswith="work.").values_list("rule", "count"))
    assert kept == {"work.owed": owed, "work.overdue": now_there["overdue"]}
    assert client.get("/k/?by=work").context["trend_words"] == "从这个月开始记"
    earlier = {"month": date(2026, 10, 1), "path": path}
    Snapshot.objects.create(**earlier, rule="work.owed", count=owed)
    Snapshot.objects.create(**earlier, rule="work.overdue", count=now_there["overdue"] + 3)
    text = client.get("/k/?by=work").content.decode()
    assert "没有办的 2 个月减少 3 期" in text
    share = [f"{(owed - missing) / owed:.1%}" for missing in (now_there["overdue"] + 3, now_there["overdue"])]
    assert f"工作覆盖 {share[0]} → {share[1]}" in text
    assert "没有办的" not in client.get("/k/").content.decode()
