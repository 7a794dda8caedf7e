"""Templates: none unused, none that looks up the stairs, none that the content security policy would break."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.source import (
    foreign_templates,
    height,
    module_of,
    python_files,
    static_files,
    templates,
    texts,
    where,
    without_comments,
)

URL_TAG = re.compile(r"""\{%\s*url\s+["']([\w:.-]+)["']""")
NAMED_BY_DJANGO = {"403_csrf.html"}


def names(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Each url name and the module of its view."""
    for each in resolver.url_patterns:
        if isinstance(each, URLPattern):
            view = getattr(each.callback, "view_class", each.callback)
            yield f"{prefix}{each.name}", view.__module__
        else:
            yield from names(each, f"{prefix}{each.namespace}:" if each.namespace else prefix)


def test_no_template_links_to_a_higher_floor() -> None:
    owners = dict(names(get_resolver()))
    upward = [
        f"{where(path)}: {name}"
        for path in templates().values()
        for name in URL_TAG.findall(path.read_text("utf-8"))
        if owners.get(name, "").startswith("gongjian.") and height(owners[name]) > height(module_of(path))
    ]
    assert upward == []


def test_every_address_a_template_names_exists() -> None:
    known = dict(names(get_resolver()))
    named = [(where(path), name) for path in templates().values() for name in URL_TAG.findall(path.read_text("utf-8"))]
    assert [each for each in named if each[1] not in known] == []


def test_every_template_is_used() -> None:
    mentioned = {text for path in python_files() for _, text in texts(path)} | foreign_templates() | NAMED_BY_DJANGO
    sources = "\n".join(path.read_text("utf-8") for path in templates().values())
    unused = [
        name
        for name in templates()
        if name not in mentioned and f'"{name}"' not in sources and not is_component_in(name, sources)
    ]
    assert unused == []


def is_component_in(name: str, sources: str) -> bool:
    """`cotton/head.html` is used as `<c-head`, `cotton/list/row.html` as `<c-list.row`."""
    if not name.startswith("cotton/"):
        return False
    tag = name.removeprefix("cotton/").removesuffix(".html").replace("/", ".").replace("_", "-")
    return re.search(rf"<c-{re.escape(tag)}[\s/>]", sources) is not None


def test_every_style_sheet_and_script_is_used() -> None:
    sources = "\n".join(path.read_text("utf-8") for path in templates().values())
    loaded = [*static_files(".css"), *static_files(".js")]
    assert [where(path) for path in loaded if path.name not in sources] == []


def test_nothing_in_a_template_offends_the_content_security_policy() -> None:
    banned = {
        "style attribute": r"<[^>]*\sstyle=",
        "style element": r"<style\b",
        "inline script": r"<script\b(?![^>]*\bsrc=)",
        "event attribute": r"<[^>]*\son(click|change|submit|input|load|key\w+|mouse\w+|focus|blur)=",
        "hx-on": r"\shx-on[:-]",
        "javascript address": r"javascript:",
    }
    found = [
        f"{where(path)}: {name}"
        for path in templates().values()
        for name, pattern in banned.items()
        if re.search(pattern, without_comments(path.read_text("utf-8")))
    ]
    assert found == []
