"""A Word template handed in by somebody does no harm: it is filled in, or refused in words, and soon."""

import io
import subprocess
import zipfile
from subprocess import CompletedProcess
from time import monotonic
from typing import Any

import pytest
from docx import Document

from gongjian.foundation import filling
from gongjian.foundation.documents import BrokenTemplate, blank_page, line, saved
from gongjian.foundation.filling import filled_apart

VALUES = {"heading": "某某党支部 2026 年第 1 次党员大会", "present": ["张某"]}
HOSTILE = {
    "divides by nothing": "{{ 1/0 }}",
    "asks for more memory than there is": "{{ 'a' * 10**10 }}",
    "calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "reaches for what stands behind a value": "{{ heading.__class__.__mro__ }}",
}


def template(text: str) -> bytes:
    document = blank_page()
    line(document, text)
    return saved(document)


def test_a_template_is_filled_in() -> None:
    found = Document(io.BytesIO(filled_apart(template("{{ heading }}，到会 {{ present|join('、') }}"), VALUES)))
    assert found.paragraphs[0].text == "某某党支部 2026 年第 1 次党员大会，到会 张某"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_template_is_refused_in_words(text: str) -> None:
    with pytest.raises(BrokenTemplate, match="模板"):
        filled_apart(template(text), VALUES)


def test_a_template_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "SECONDS", 2)
    endless = "".join(f"{{% for {name} in range(99999) %}}" for name in "abc") + "{% endfor %}" * 3
    began = monotonic()
    with pytest.raises(BrokenTemplate, match="太久"):
        filled_apart(template(endless), VALUES)
    assert monotonic() - began < 10


def test_a_broken_file_is_refused_in_words() -> None:
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template("{{ heading }}"))) as whole, zipfile.ZipFile(broken, "w") as packed:
        for name in whole.namelist():
            packed.writestr(name, b"<x" if name == "word/styles.xml" else whole.read(name))
    with pytest.raises(BrokenTemplate, match="模板"):
        filled_apart(broken.getvalue(), VALUES)


def test_the_process_knows_no_secret_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGJIAN_DATABASE", "postgres://somebody")
    told: dict[str, Any] = {}

    def run(words: list[str], **ways: Any) -> CompletedProcess[bytes]:
        told.update(ways["env"])
        return CompletedProcess(words, 0, b"filled")

    monkeypatch.setattr(subprocess, "run", run)
    assert filled_apart(template("{{ heading }}"), VALUES) == b"filled"
    assert told
    assert not [name for name in told if name.startswith("GONGJIAN")]
