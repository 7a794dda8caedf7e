"""Files to take away: empty tables, one's own file with the problems marked, the rows that were left out."""

from __future__ import annotations

from pathlib import PurePath

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from gongjian.entry.desk.checking import Source
from gongjian.entry.desk.doors import importers_only, of_batch
from gongjian.entry.desk.grouping import TABLE_OF
from gongjian.entry.desk.marking import marked_file
from gongjian.entry.desk.models import Batch
from gongjian.entry.desk.showing import title_of
from gongjian.entry.desk.skipped import skipped_rows
from gongjian.entry.desk.working import checked_anew
from gongjian.foundation.exports import tell_export
from gongjian.foundation.files import content_of
from gongjian.foundation.pages.lists.exporting import download
from gongjian.foundation.sheets.errors import UnreadableFile
from gongjian.foundation.sheets.writing import write_template


@importers_only
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty table to fill in."""
    if kind not in TABLE_OF:
        raise Http404
    return download(write_template(TABLE_OF[kind]), f"{TABLE_OF[kind].label}（空表）.xlsx")


@of_batch
def marked(request: HttpRequest, batch: Batch, file: int) -> HttpResponse:
    """A file of the batch with everything the check found marked in it."""
    found = batch.files.filter(pk=file).select_related("file").first()
    if found is None:
        raise Http404
    try:
        content = marked_file(Source(found.name, content_of(found.file)), checked_anew(batch), batch.fixes)
    except UnreadableFile as unreadable:
        raise Http404 from unreadable
    return download(content, f"{PurePath(found.name).stem}（标红）.xlsx")


@of_batch
def skipped(request: HttpRequest, batch: Batch) -> HttpResponse:
    """The rows that were not imported, table by table, with what is wrong with each."""
    content, rows = skipped_rows(batch)
    label = f"{title_of(batch)}（没有导入的行）"
    tell_export(label=label, rows=rows, path=batch.org_path, by=request.user, now=timezone.now())
    return download(content, f"{label}.xlsx")
