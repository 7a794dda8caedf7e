"""Style sheets and scripts stay within what Chromium 88 understands (360, UOS and WeChat may be that old)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.source import static_files, where, without_comments

CSS_BANNED = {
    ":has()": r":has\(",
    ":is()": r":is\(",
    "@container": r"@container\b",
    "@layer": r"@layer\b",
    "@scope": r"@scope\b",
    "nesting": r"(?<![\w-])&",
    "oklch()": r"\bok(lch|lab)\(",
    "color-mix()": r"color-mix\(",
    "aspect-ratio": r"(?<![\w-])aspect-ratio\s*:",
    "inset": r"(?<![\w-])inset\s*:",
    "small or dynamic viewport units": r"\d[sdl]v[hw]\b",
    "individual transforms": r"(?<![\w-])(translate|rotate|scale)\s*:",
    "subgrid": r"\bsubgrid\b",
}
GROUPS = ("@media", "@supports", "@keyframes")
JS_BANNED = {
    ".at()": r"\.at\(",
    ".findLast()": r"\.findLast(Index)?\(",
    "copying array methods": r"\.to(Sorted|Reversed|Spliced)\(",
    "structuredClone": r"\bstructuredClone\(",
    "Object.hasOwn": r"\bObject\.hasOwn\(",
    "Object.groupBy": r"\b(Object|Map)\.groupBy\(",
    "crypto.randomUUID": r"\brandomUUID\(",
    "AbortSignal.timeout": r"\bAbortSignal\.(timeout|any)\(",
    "static blocks": r"\bstatic\s*\{",
    "private checks": r"#\w+\s+in\s",
    "error causes": r"\{\s*cause\s*:",
    "popover": r"\b(show|hide|toggle)Popover\(",
    "scrollend": r"[\"']scrollend[\"']",
    ":has() in a selector": r":has\(",
    "eval": r"\beval\(|\bnew Function\(",
}


def banned_in(text: str, banned: dict[str, str]) -> list[str]:
    return [name for name, pattern in banned.items() if re.search(pattern, text)]


def has_nested_rule(text: str) -> bool:
    """Whether a rule stands inside another that is no group such as @media; the margins of a page stand in @page."""
    open_rules: list[str] = []
    for prelude, brace in re.findall(r"([^{};]*)([{};])", text):
        if brace == "{":
            around = open_rules[-1] if open_rules else ""
            margin = prelude.strip().startswith("@") and around.startswith("@page")
            if around and not margin and not around.startswith(GROUPS):
                return True
            open_rules.append(prelude.strip())
        elif brace == "}" and open_rules:
            open_rules.pop()
    return False


@pytest.mark.parametrize("path", static_files(".css"), ids=lambda path: path.name)
def test_a_style_sheet_uses_nothing_newer_than_chromium_88(path: Path) -> None:
    text = without_comments(path.read_text("utf-8"))
    assert banned_in(text, CSS_BANNED) == []
    assert not has_nested_rule(text), f"{where(path)} nests rules"


@pytest.mark.parametrize("path", static_files(".js"), ids=lambda path: path.name)
def test_a_script_uses_nothing_newer_than_chromium_88(path: Path) -> None:
    assert banned_in(path.read_text("utf-8"), JS_BANNED) == []


def test_the_check_itself_sees_what_is_banned() -> None:
    assert banned_in("a:has(b){inset:0}", CSS_BANNED) == [":has()", "inset"]
    assert banned_in("x.at(-1)", JS_BANNED) == [".at()"]
    assert has_nested_rule(".a{color:red;.b{color:blue}}")
    assert not has_nested_rule("@page{margin:0;@bottom-center{content:counter(page)}}")
    assert not has_nested_rule("@page :left{@bottom-left{content:counter(page)}}")
    assert has_nested_rule("@page{.a{color:red}}")
    assert not has_nested_rule("@media print{.a{color:red}.b{color:blue}}.c{top:0}")
