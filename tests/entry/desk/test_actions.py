"""What a person does with a batch, and what the background makes of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongjian.entry.desk import queries
from gongjian.entry.desk.actions import (
    STALLED_AFTER,
    NotNow,
    apply_fix,
    assign_columns,
    check_again,
    import_now,
    resume_stalled,
    start_batch,
    start_import,
    take_back_fix,
    undo,
)
from gongjian.entry.desk.checking import Source
from gongjian.entry.desk.models import Batch
from gongjian.foundation.files import StoredFile, content_of
from gongjian.foundation.history import Entry
from gongjian.registers.accounts.models import User
from gongjian.registers.members.models import Member
from gongjian.registers.organizations.models import Organization
from tests import rosters, street
from tests.street import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.stores]

WRONG = "东园第九支部"


@pytest.fixture
def office() -> User:
    rosters.take_in([rosters.file("organizations.csv", rosters.organizations())])
    return street.user("street_office", Organization.objects.get(name=rosters.ROOT))


def with_a_wrong_branch() -> list[tuple[str, bytes]]:
    table = rosters.members()
    for row in table[:2]:
        row["党支部"] = WRONG
    return rosters.files(members=table)


def batch_of(handed_in: list[tuple[str, bytes]], by: User) -> Batch:
    return start_batch(handed_in, by=by, now=NOW, on=TODAY)


def test_files_handed_in_are_checked_and_nothing_is_written_yet(office: User) -> None:
    batch = batch_of(rosters.files(), office)
    assert (batch.state, batch.verdict, Member.objects.count()) == ("checked", "clean", 0)
    assert [each["errors_count"] for each in batch.report["files"]] == [0, 0, 0]
    assert batch.report["summary"] == {"organizations": 9, "units": 3, "members": 5}
    assert batch.report["counts"]["organizations"] == {"new": 0, "changed": 0, "unchanged": 9}
    assert batch.report["counts"]["members"] == {"new": 5, "changed": 0, "unchanged": 0}
    assert queries.progress(batch).finished


def test_files_are_kept_sealed_and_once(office: User) -> None:
    batch_of(rosters.files(), office)
    batch_of([*rosters.files(), rosters.file("more.csv", rosters.members())], office)
    assert StoredFile.objects.count() == 4
    stored = StoredFile.objects.get(name="members.csv")
    assert rosters.identity(1).encode() not in bytes(stored.content)
    assert content_of(stored) == dict(rosters.files())["members.csv"]


def test_the_same_files_again_give_the_open_batch_back(office: User) -> None:
    first = batch_of(rosters.files(), office)
    assert batch_of(rosters.files(), office) == first


def test_like_problems_are_one_group_and_corrected_in_one_go(office: User) -> None:
    batch = batch_of(with_a_wrong_branch(), office)
    group = batch.report["groups"][0]
    assert (group["code"], group["count"], group["severity"]) == ("branch_unknown", 2, "error")
    assert [(value["found"], value["count"]) for value in group["values"]] == [(WRONG, 2)]
    assert rosters.FIRST in group["values"][0]["choices"]
    apply_fix(batch, {"field": "organization", "found": WRONG, "replacement": rosters.FIRST}, by=office, now=NOW)
    assert (batch.state, batch.verdict, batch.report["groups"]) == ("checked", "clean", [])
    take_back_fix(batch, 0, by=office, now=NOW)
    assert (batch.fixes, batch.verdict) == ([], "rows_bad")


def test_a_column_may_be_left_out_and_taken_in_again_by_hand(office: User) -> None:
    batch = batch_of(rosters.files(), office)
    headers = next(each for each in batch.report["sheets"] if each["file"] == "members.csv")["headers"]
    assign_columns(batch, "members.csv", "", {headers.index("党支部"): None}, by=office, now=NOW)
    columns = next(each for each in batch.report["sheets"] if each["file"] == "members.csv")["columns"]
    assert "organization" not in columns
    assign_columns(batch, "members.csv", "", {}, by=office, now=NOW)
    columns = next(each for each in batch.report["sheets"] if each["file"] == "members.csv")["columns"]
    assert columns["organization"] == headers.index("党支部")


def test_bad_rows_hold_the_import_back_until_they_are_left_out(office: User) -> None:
    batch = batch_of(with_a_wrong_branch(), office)
    with pytest.raises(NotNow):
        start_import(batch, skip_bad_rows=False, by=office, now=NOW)
    start_import(batch, skip_bad_rows=True, by=office, now=NOW)
    assert (batch.state, batch.counts["members"]) == ("done", {"new": 3, "changed": 0, "unchanged": 0})
    assert set(Entry.objects.filter(batch_id=batch.pk).values_list("actor", flat=True)) == {office.name}


def test_a_batch_is_imported_once(office: User) -> None:
    batch = batch_of(rosters.files(), office)
    start_import(batch, skip_bad_rows=False, by=office, now=NOW)
    for again in (start_import, check_again):
        with pytest.raises(NotNow):
            again(batch, by=office, now=NOW, **({"skip_bad_rows": False} if again is start_import else {}))


def test_the_difference_is_shown_before_and_after(office: User) -> None:
    rosters.take_in(rosters.files())
    table = rosters.members()
    table[0] |= {"党支部": rosters.SECOND, "人员类别": "预备"}
    batch = batch_of(rosters.files(members=table), office)
    expected = {"人员类别": ("正式党员", "预备党员"), "组织关系所在党支部": (rosters.FIRST, rosters.SECOND)}
    assert [(each.subject, dict(each.changes)) for each in queries.difference(batch)] == [("何一", expected)]
    start_import(batch, skip_bad_rows=False, by=office, now=NOW)
    assert [(each.subject, dict(each.changes)) for each in queries.difference(batch)] == [("何一", expected)]


def test_a_worker_that_vanished_is_followed_by_another(office: User) -> None:
    batch = batch_of(rosters.files(), office)
    for state, after in (("checking", "checked"), ("uploaded", "checked"), ("importing", "done")):
        Batch.objects.filter(pk=batch.pk).update(state=state, heartbeat=NOW)
        assert resume_stalled(now=NOW + STALLED_AFTER) == 0
        assert resume_stalled(now=NOW + STALLED_AFTER + timedelta(seconds=1)) == 1
        batch.refresh_from_db()
        assert batch.state == after
    Batch.objects.filter(pk=batch.pk).update(state="checking", heartbeat=NOW)
    assert resume_stalled(now=NOW + timedelta(seconds=1), after=timedelta(0)) == 1
    assert Member.objects.count() == 5


def test_the_operator_imports_at_once_and_an_import_of_nothing_new_leaves_no_batch(office: User) -> None:
    for _ in range(2):
        checked = rosters.checked(rosters.files())
        import_now([Source(*each) for each in rosters.files()], checked, by=None, now=NOW, on=TODAY)
    assert [(batch.state, batch.created_by_name, batch.files.count()) for batch in Batch.objects.all()] == [
        ("done", "命令行", 3)
    ]


def test_batches_are_seen_by_those_who_import_for_the_same_part_of_the_tree(office: User) -> None:
    worker = street.user("community_worker", Organization.objects.get(name=rosters.EAST))
    other = street.user("community_worker", Organization.objects.get(name=rosters.WEST))
    batch = batch_of([rosters.file("members.csv", rosters.members())], worker)
    seen = {user.username: list(queries.batches(user)) for user in (worker, other, office)}
    assert seen == {worker.username: [batch], other.username: [], office.username: [batch]}
    with pytest.raises(Batch.DoesNotExist):
        queries.batch(other, batch.pk)


def test_an_undone_batch_says_so(office: User) -> None:
    batch = batch_of(rosters.files(), office)
    start_import(batch, skip_bad_rows=False, by=office, now=NOW)
    undo(batch, by=office, now=batch.finished_at)
    assert queries.progress(batch).sentence == "已撤销"
