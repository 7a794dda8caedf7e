"""The door for files: what is too large is turned away before it is read."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from gongjian.foundation.sheets.limits import MAX_FILE_BYTES

MAX_UPLOAD_BYTES = 2 * MAX_FILE_BYTES
MEGABYTE = 1024**2
View = Callable[[HttpRequest], HttpResponse]

TOO_MUCH = (
    f"一个文件最大 {MAX_FILE_BYTES // MEGABYTE} MB，一次合起来最大 {MAX_UPLOAD_BYTES // MEGABYTE} MB。什么都没有存。"
)
TOO_LONG = "粘贴的内容太多，一次放不下。什么都没有存。请把表格存成文件，在“选文件”那里传。"


def size_limited(view: View) -> View:
    """VIEW behind a look at Content-Length.

    The check of the form's token reads the whole body, so it runs inside, after the size is known.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def limited(request: HttpRequest) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_UPLOAD_BYTES:
            return too_large(request, TOO_MUCH)
        try:
            return protected(request)
        except RequestDataTooBig:
            return too_large(request, TOO_LONG)

    return limited


def too_large(request: HttpRequest, reason: str) -> HttpResponse:
    return render(request, "413.html", {"reason": reason}, status=413)
