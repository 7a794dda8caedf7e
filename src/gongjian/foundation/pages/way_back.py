"""Where a form leads when it is done: to the page it was opened from."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest, *, usual: str = "/") -> str:
    """The page that `next` names, USUAL otherwise; never one of another site, and never anything but an address."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    ours = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if ours else usual
