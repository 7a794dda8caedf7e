"""Pages by key: nothing shown twice, nothing left out, both ways."""

from __future__ import annotations

from base64 import urlsafe_b64encode

import pytest
from django.core.exceptions import FieldDoesNotExist

from gongjian.foundation.pages.paging import Page, Total, bounded_count, page_of
from gongjian.registers.accounts.models import User

NAMES = ["高敏", "高敏", "高敏", "陈立", "徐慧芳", "钱国平", "周敏"]

FORGED = [urlsafe_b64encode(text).decode() for text in (b'["\\ud800", 1]', b'["a\\u0000", 1]', b"[1e999, 1e999]")]
pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> None:
    for number, name in enumerate(NAMES):
        User.objects.create(username=f"u{number}", name=name)


def page(query: dict[str, str], *, descending: bool = False) -> Page:
    return page_of(User.objects.all(), key="name", query=query, descending=descending, size=2)


def walk(step: str, start: dict[str, str], *, descending: bool = False) -> list[list[str]]:
    """The user names on each page from START on, following `after` or `before` to the end."""
    seen, query = [], start
    while True:
        shown = page(query, descending=descending)
        seen.append([user.username for user in shown.rows])
        following = getattr(shown, step)
        if not following:
            return seen
        query = {step: following}


@pytest.mark.usefixtures("people")
def test_forward_every_row_comes_once_and_equals_are_told_apart_by_their_id() -> None:
    order = list(User.objects.order_by("name", "pk").values_list("username", flat=True))
    assert walk("after", {}) == [order[0:2], order[2:4], order[4:6], order[6:7]]


@pytest.mark.usefixtures("people")
def test_descending_turns_both_the_key_and_the_id() -> None:
    order = list(User.objects.order_by("-name", "-pk").values_list("username", flat=True))
    assert walk("after", {}, descending=True) == [order[0:2], order[2:4], order[4:6], order[6:7]]


@pytest.mark.usefixtures("people")
def test_back_from_the_last_page_leads_to_the_first() -> None:
    order = list(User.objects.order_by("name", "pk").values_list("username", flat=True))
    last = page({"after": page({"after": page({"after": page({}).after}).after}).after})
    assert walk("before", {"before": last.before}) == [order[4:6], order[2:4], order[0:2]]


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("token", ["nonsense", "W10", "bnVsbA", "WzEsMiwzXQ", "WyJhIiwieCJd", "W251bGwsIDFd", *FORGED])
def test_a_token_that_is_not_ours_gives_the_first_page(token: str) -> None:
    assert page({"after": token}).rows == page({}).rows


@pytest.mark.usefixtures("people")
def test_a_key_that_no_row_has_is_the_callers_mistake() -> None:
    with pytest.raises(FieldDoesNotExist):
        page_of(User.objects.all(), key="missing", query={"after": page({}).after})


def test_an_empty_table_has_one_page_without_neighbors() -> None:
    assert page({}) == Page(rows=[], before="", after="", total=Total(0))


@pytest.mark.usefixtures("people")
def test_counting_stops_at_the_limit_and_says_so() -> None:
    assert bounded_count(User.objects.all(), limit=7) == Total(7, exact=True)
    assert bounded_count(User.objects.all(), limit=6) == Total(6, exact=False)
    assert str(Total(10_000, exact=False)) == "10,000+"
    assert str(Total(6318)) == "6,318"


@pytest.mark.usefixtures("people")
def test_a_page_costs_two_queries_however_far_it_is(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    far = {"after": page({"after": page({}).after}).after}
    with django_assert_num_queries(2):
        page({})
    with django_assert_num_queries(2):
        page(far)
