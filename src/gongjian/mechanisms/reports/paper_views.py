"""A report on paper and as files."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from gongjian.foundation.documents import MEDIA_TYPE
from gongjian.foundation.exports import tell_export
from gongjian.foundation.pages.lists import exporting
from gongjian.foundation.pages.toasts import warn
from gongjian.foundation.scope import scope_of
from gongjian.mechanisms.reports.consolidating import assembled
from gongjian.mechanisms.reports.models import Report
from gongjian.mechanisms.reports.paper import paper_of, parts_of
from gongjian.mechanisms.reports.queries import reports_for
from gongjian.mechanisms.reports.sheet import in_sheets
from gongjian.mechanisms.reports.word import in_word


def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """The report in official-document layout."""
    chosen = get_object_or_404(reports_for(request.user), pk=pk)
    context = {"report": chosen, "paper": paper_of(chosen, parts_of(chosen))}
    return render(request, "reports/paper.html", context)


def word(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = get_object_or_404(reports_for(request.user), pk=pk)
    content = in_word(paper_of(chosen, parts_of(chosen)))
    tell(request, chosen)
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(chosen.title)}.docx"
    return response


def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Figures, texts and what subordinates reported as a workbook."""
    chosen = get_object_or_404(reports_for(request.user), pk=pk)
    if not scope_of(request.user).holds("sheets.export", chosen.org_path):
        warn(request, "您的账号不能导出。要导出的话，请找街道的系统管理员开通。")
        return redirect("report", pk)
    assembly = assembled(chosen) if chosen.assembles else None
    content = in_sheets(chosen, parts_of(chosen), assembly)
    tell(request, chosen)
    return exporting.download(content, f"{chosen.title}.xlsx")


def tell(request: HttpRequest, chosen: Report) -> None:
    tell_export(label=f"汇报 {chosen.title}", rows=1, path=chosen.org_path, by=request.user, now=timezone.now())
