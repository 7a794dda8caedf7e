"""Search over everything: a page, or the list under the box while one types."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from gongjian.entry.search.queries import found
from gongjian.foundation.pages.fragment import page_or_fragment, wants_fragment

ON_PAGE, UNDER_BOX = 20, 5


def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    groups = found(request.user, text, limit=UNDER_BOX if wants_fragment(request) else ON_PAGE)
    context = {"search_text": text, "groups": groups}
    return page_or_fragment(request, "search/search.html", "search/found.html", context)
