"""Search over everything: a page, or the list under the box while one types."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from gongjian.entry.search.queries import found
from gongjian.foundation.pages.fragment import page_or_fragment, wants_fragment
from gongjian.foundation.personal import is_personal

ON_PAGE, UNDER_BOX = 20, 5


def search(request: HttpRequest) -> HttpResponse:
    """The box posts. Words then get an address that can be shared; a person's number is answered in none."""
    posted, under_box = request.method == "POST", wants_fragment(request)
    text = (request.POST if posted else request.GET).get("q", "").strip()
    personal = is_personal(text)
    if posted and not under_box and not personal:
        return redirect(f"{reverse('search')}?{urlencode({'q': text})}" if text else "search")
    groups = found(request.user, text, limit=UNDER_BOX if under_box else ON_PAGE)
    context = {"search_text": text, "title_text": "" if personal else text, "groups": groups}
    return page_or_fragment(request, "search/search.html", "search/found.html", context)


search.changes_nothing = True  # type: ignore[attr-defined]
