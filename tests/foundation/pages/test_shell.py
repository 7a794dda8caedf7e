"""The frame: only what is installed and allowed, and where one is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import path

from gongjian.foundation import registry
from gongjian.foundation.pages.shell import Shell, current_url, installed, shell
from gongjian.foundation.registry import NavEntry
from gongjian.foundation.scope import Authority, Scope


def blank(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("today/", blank, name="today"),
    path("members/", blank, name="members"),
    path("members/lost/", blank, name="lost"),
    path("help/", blank, name="help"),
]
pytestmark = pytest.mark.urls(__name__)


@dataclass
class Viewer:
    name: str = "周敏"
    organizations: tuple[str, ...] = ("天宁街道",)
    text_size: str = ""
    theme: str = ""
    shortcuts: bool = True
    is_authenticated: bool = True
    is_active: bool = True
    _scope: Scope = field(init=False)

    def __post_init__(self) -> None:
        self._scope = Scope(tuple(Authority(name, frozenset(), "", name) for name in self.organizations))

    def __str__(self) -> str:
        return self.name


@pytest.fixture(autouse=True)
def offered(monkeypatch: pytest.MonkeyPatch) -> None:
    def anyone(user: Any) -> bool:
        return True

    def nobody(user: Any) -> bool:
        return False

    entries = [
        NavEntry("", "今天", "today", anyone, 1, lambda user: 6),
        NavEntry("运作机制", "看不到的", "help", nobody, 2),
        NavEntry("四项措施", "没有装的", "not_installed", anyone, 2),
        NavEntry("组织框架", "党员", "members", anyone, 3, lambda user: 6318),
        NavEntry("组织框架", "失去联系", "lost", anyone, 4, lambda user: 0),
    ]
    monkeypatch.setattr(registry, "navigation", lambda: entries)


def shell_for(user: Any, address: str = "/today/", **cookies: str) -> Shell:
    request = RequestFactory().get(address)
    request.user = user
    request.COOKIES.update(cookies)
    return shell(request)["shell"]


def test_groups_come_in_the_order_of_the_model_and_leave_out_what_cannot_be_opened() -> None:
    found = [(group.label, [entry.label for entry in group.entries]) for group in shell_for(Viewer()).groups]
    assert found == [("", ["今天"]), ("组织框架", ["党员", "失去联系"])]


def test_a_visitor_sees_no_navigation_and_no_name() -> None:
    seen = shell_for(AnonymousUser())
    assert (seen.groups, seen.user_name, seen.scope_name, seen.todo_count) == ((), "", "", None)


def test_counts_are_written_with_separators_and_nothing_for_none() -> None:
    entries = [entry for group in shell_for(Viewer()).groups for entry in group.entries]
    assert [entry.count_text for entry in entries] == ["6", "6,318", ""]


def test_the_badge_counts_what_waits_today() -> None:
    assert shell_for(Viewer()).todo_count == 6


@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/members/", ["党员"]),
        ("/members/12/", ["党员"]),
        ("/members/lost/", ["失去联系"]),
        ("/members-old/", []),
        ("/", []),
    ],
)
def test_the_entry_one_is_under_is_current(address: str, current: list[str]) -> None:
    entries = [entry for group in shell_for(Viewer(), address).groups for entry in group.entries]
    assert [entry.label for entry in entries if entry.current] == current


def test_the_home_page_holds_only_for_itself() -> None:
    assert current_url("/", ["/", "/members/"]) == "/"
    assert current_url("/units/", ["/", "/members/"]) == ""


def test_only_addresses_served_here_are_linked() -> None:
    assert installed(["today", "search", "help"]) == {"today": "/today/", "help": "/help/"}


def test_the_scope_is_named_by_its_first_organization_and_how_many_there_are() -> None:
    assert shell_for(Viewer()).scope_name == "天宁街道"
    assert shell_for(Viewer(organizations=("甲社区", "甲社区", "乙社区"))).scope_name == "甲社区 等 2 处"
    assert shell_for(Viewer(organizations=())).scope_name == ""


def test_the_size_button_offers_the_next_size_and_comes_round() -> None:
    steps = [shell_for(Viewer(text_size=size)).next_size for size in ("standard", "large", "extra")]
    assert [(step.value, step.label) for step in steps] == [
        ("large", "大字版"),
        ("extra", "特大字"),
        ("standard", "标准字"),
    ]


def test_the_accounts_choice_goes_before_the_browsers_and_unknown_values_before_nothing() -> None:
    assert shell_for(Viewer(theme="dark"), theme="auto").theme == "dark"
    assert shell_for(AnonymousUser(), theme="auto", text_size="large").theme == "auto"
    assert shell_for(AnonymousUser(), text_size="huge").text_size == "standard"


def test_a_page_that_shows_no_frame_does_not_make_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "navigation", lambda: pytest.fail("asked for"))
    request = RequestFactory().get("/today/")
    request.user = Viewer()  # type: ignore[assignment]
    assert list(shell(request)) == ["shell"]


def test_the_navigation_names_the_page_one_is_on() -> None:
    navigation = shell_for(Viewer(), "/members/lost/").navigation
    assert '<a href="/members/lost/" aria-current="page">失去联系</a>' in navigation
