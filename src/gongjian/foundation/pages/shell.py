"""The frame round every page: navigation, scope, text size. A context processor gives it to templates as `shell`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.safestring import SafeString

from gongjian.foundation import registry
from gongjian.foundation.scope import scope_of

GROUPS = ("", "组织框架", "工作制度", "运作机制", "四项措施", "民主共建", "设置")
LINKS = ("today", "search", "preferences", "help", "me", "account_logout", "account_change_password", "rules")
TEXT_SIZES = ("standard", "large", "extra")
SIZE_BUTTONS = {"standard": "标准字", "large": "大字版", "extra": "特大字"}
THEME_BUTTONS = {"light": "浅色底", "dark": "深色底", "auto": "底色跟随系统"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of the screen's preferences: what it posts and what it says."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Entry:
    label: str
    url: str
    url_name: str
    count: int | None
    current: bool

    @property
    def count_text(self) -> str:
        return f"{self.count:,}" if self.count else ""


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    entries: tuple[Entry, ...]


class Shell:
    """All that base.html shows round the page, each found when it is first shown."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.user = getattr(request, "user", None)
        self.demo = bool(getattr(settings, "DEMO", False))

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        return navigation_for(self.user, self.request.path)

    @cached_property
    def navigation(self) -> SafeString:
        """The groups as HTML, written once for both places they stand in."""
        return drawn(self.groups)

    @cached_property
    def links(self) -> dict[str, str]:
        """Only addresses that this installation serves."""
        return installed(LINKS)

    @cached_property
    def scope_name(self) -> str:
        return scope_name(self.user)

    @cached_property
    def user_name(self) -> str:
        return str(self.user) if self.user is not None and self.user.is_authenticated else ""

    @cached_property
    def text_size(self) -> str:
        return preference(self.request, "text_size", TEXT_SIZES)

    @cached_property
    def theme(self) -> str:
        return preference(self.request, "theme", tuple(THEME_BUTTONS))

    @cached_property
    def shortcuts(self) -> bool:
        return bool(getattr(self.user, "shortcuts", False))

    @cached_property
    def todo_count(self) -> int | None:
        counts = [entry.count for group in self.groups for entry in group.entries if entry.url_name == "today"]
        return counts[0] if counts else None

    @cached_property
    def next_size(self) -> Choice:
        """标准 → 大字 → 特大 → 标准."""
        following = TEXT_SIZES[(TEXT_SIZES.index(self.text_size) + 1) % len(TEXT_SIZES)]
        return Choice(following, SIZE_BUTTONS[following])

    @property
    def other_themes(self) -> list[Choice]:
        return [Choice(value, label) for value, label in THEME_BUTTONS.items() if value != self.theme]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the frame for this viewer at this address; a fragment shows nothing of it."""
    return {"shell": Shell(request)}


@lru_cache(maxsize=500)
def drawn(groups: tuple[Group, ...]) -> SafeString:
    """GROUPS as HTML, kept by what they say: many people look at the same navigation again and again."""
    return render_to_string("shell/navigation.html", {"groups": groups})


def navigation_for(user: Any, path: str) -> tuple[Group, ...]:
    """The groups of the model with the entries USER may open; the one PATH lies under is current."""
    if user is None or not user.is_authenticated:
        return ()
    offered = [each for each in registry.navigation() if each.may_open(user)]
    urls = installed(each.url_name for each in offered)
    here = current_url(path, urls.values())
    entries: dict[str, list[Entry]] = {label: [] for label in GROUPS}
    for each in [each for each in offered if each.url_name in urls]:
        url = urls[each.url_name]
        count = each.count(user) if each.count else None
        entries.setdefault(each.group, []).append(Entry(each.label, url, each.url_name, count, url == here))
    return tuple(Group(label, tuple(found)) for label, found in entries.items() if found)


def current_url(path: str, urls: Iterable[str]) -> str:
    """The longest of URLS that PATH is or lies under, "" when none is; "/" holds only for itself."""
    holds = [url for url in urls if path == url or (url != "/" and path.startswith(url.rstrip("/") + "/"))]
    return max(holds, key=len, default="")


def installed(names: Iterable[str]) -> dict[str, str]:
    """The addresses of those url NAMES that are served here."""
    found = {name: address_of(name, settings.ROOT_URLCONF, get_script_prefix()) for name in names}
    return {name: address for name, address in found.items() if address}


@cache
def address_of(name: str, served: str, prefix: str) -> str:
    """Where NAME is found among the addresses SERVED (a module) below PREFIX, "" when it is not."""
    try:
        return reverse(name, served)
    except NoReverseMatch:
        return ""


def scope_name(user: Any) -> str:
    """What the viewer answers for, in words: the first organization and how many more."""
    names = list(dict.fromkeys(each.organization for each in scope_of(user).authorities if each.organization))
    return f"{names[0]} 等 {len(names)} 处" if len(names) > 1 else "".join(names)


def preference(request: HttpRequest, name: str, allowed: tuple[str, ...]) -> str:
    """The account's choice, else this browser's (a cookie of the same name), else the first of ALLOWED."""
    chosen = getattr(getattr(request, "user", None), name, "") or request.COOKIES.get(name, "")
    return chosen if chosen in allowed else allowed[0]
