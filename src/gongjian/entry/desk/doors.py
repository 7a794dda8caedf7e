"""Who gets into the desk's pages, and what becomes of those who come at the wrong moment."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from gongjian.entry.desk import queries
from gongjian.entry.desk.models import Batch
from gongjian.entry.desk.permissions import may_import
from gongjian.entry.desk.terms import NotNow
from gongjian.entry.desk.undoing import TooLate
from gongjian.foundation.files import FileDropped
from gongjian.foundation.pages.toasts import warn

NOT_YOURS = "您的账号不能导入表格。"
View = Callable[..., HttpResponse]


def importers_only(view: View) -> View:
    """VIEW for those who may import; others are told that they may not."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_import(request.user):
            raise PermissionDenied(NOT_YOURS)
        return view(request, *args, **kwargs)

    return checked


def of_batch(view: View) -> View:
    """VIEW(request, batch) at the address of a batch. Somebody else's batch is as if it were not there.

    What cannot be done now is said on the batch's own page.
    """

    @importers_only
    @wraps(view)
    def opened(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        try:
            batch = queries.batch(request.user, pk)
        except Batch.DoesNotExist as missing:
            raise Http404 from missing
        prefetch_related_objects([batch], "files")
        try:
            return view(request, batch, **kwargs)
        except (NotNow, TooLate, FileDropped) as reason:
            warn(request, str(reason))
            return redirect("desk_batch", pk)

    return opened
