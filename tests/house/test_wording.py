"""How the platform speaks: full-width punctuation after Chinese, no blame, no shouting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.house.source import python_files, templates, texts, where, without_comments

HALF_WIDTH = re.compile(r"[\u4e00-\u9fff」』”’）][,?!;:]")
FORBIDDEN = re.compile(r"操作失败|系统异常|系统错误|非法|！")
READS_WHAT_OTHERS_TYPED = ("sheets/", "columns.py", "words.py")
TEMPLATE_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)


def said() -> Iterator[tuple[str, str]]:
    """Everything the source says to people, line by line, with the place where it stands."""
    for path in templates().values():
        plain = TEMPLATE_TAG.sub(
            lambda found: "\n" * found.group().count("\n"), without_comments(path.read_text("utf-8"))
        )
        for number, line in enumerate(plain.splitlines(), 1):
            yield where(path, number), line
    for path in python_files():
        for number, text in texts(path):
            yield where(path, number), text


def is_english(text: str) -> bool:
    """An English sentence may name a Chinese term and go on in its own punctuation."""
    return len(re.findall(r"[A-Za-z]", text)) > len(re.findall(r"[\u4e00-\u9fff]", text))


def is_pattern(text: str) -> bool:
    """A regular expression or a list of both forms of a mark names half-width marks on purpose."""
    return "\\" in text or "[" in text or ("：" in text and ":" in text)


def test_chinese_is_followed_by_full_width_punctuation() -> None:
    found = [
        (place, text.strip())
        for place, text in said()
        if HALF_WIDTH.search(text)
        and not is_pattern(text)
        and not is_english(text)
        and not any(name in place for name in READS_WHAT_OTHERS_TYPED)
    ]
    assert found == []


def test_no_sentence_blames_or_shouts() -> None:
    assert [(place, text.strip()) for place, text in said() if FORBIDDEN.search(text) and not is_pattern(text)] == []
