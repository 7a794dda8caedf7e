"""A page on which several people write texts at once: what it sends, and what it is told back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from gongjian.foundation.merging import Merged
from gongjian.foundation.pages.toasts import say, warn
from gongjian.foundation.refusals import Refused

MOST_WORDS = 20_000


def sent_texts(posted: Mapping[str, str], names: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """(name, what the writer began from, what the writer made of it) of the texts that were sent."""
    for name in names:
        if name in posted:
            yield name, plain(posted.get(f"base-{name}", "")), plain(posted[name])


def plain(text: str) -> str:
    """Line ends as the database keeps them, and none of the signs it cannot keep."""
    return text.replace("\r\n", "\n").replace("\0", "")[:MOST_WORDS]


def told_back(save: Callable[[], Mapping[str, Merged]]) -> JsonResponse:
    """To a script that saves every few seconds: the texts as they stand now, others' words among them."""
    try:
        found = save()
    except Refused as refusal:
        return JsonResponse({"refused": str(refusal)}, status=409)
    texts = {name: {"text": each.text, "touched": each.touched} for name, each in found.items()}
    return JsonResponse({"texts": texts, "saved": f"{timezone.localtime():%H:%M}"})


def said_saved(request: HttpRequest, found: Mapping[str, Any], back: HttpResponse) -> HttpResponse:
    """To one who pressed 保存: go BACK, and say whether somebody wrote in the same place meanwhile."""
    if any(each.touched for each in found.values()):
        warn(request, "有别人同时写了同样的地方。两份都留着，请合并成一份。")
    else:
        say(request, f"已存 {timezone.localtime():%H:%M}。")
    return back
