"""调研报告: written together, printed, taken away as a Word file."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongjian.foundation.documents import MEDIA_TYPE
from gongjian.foundation.exports import tell_export
from gongjian.foundation.merging import Merged
from gongjian.foundation.pages.writing import said_saved, sent_texts, told_back
from gongjian.mechanisms.research import actions
from gongjian.mechanisms.research.models import Study
from gongjian.mechanisms.research.queries import studies_for
from gongjian.mechanisms.research.reading import read
from gongjian.mechanisms.research.report import report_of
from gongjian.mechanisms.research.views import kept
from gongjian.mechanisms.research.word import in_word

TEXTS = (("findings", "调研发现", 12), ("advice", "对策建议", 8))


def written(request: HttpRequest, pk: int) -> HttpResponse:
    """Findings and advice as fields beside what the platform has put together; one button saves without a script."""
    chosen = kept(request, pk)
    if not chosen.is_open:
        return redirect("study_print", pk)
    if request.method == "POST":
        return said_saved(request, write(request, chosen), redirect("study_report", pk))
    context = {
        "study": chosen,
        "report": report_of(read(chosen, user=request.user, on=timezone.localdate())),
        "texts": [(name, label, rows, getattr(chosen, name)) for name, label, rows in TEXTS],
    }
    return render(request, "research/report.html", context)


@require_POST
def texts(request: HttpRequest, pk: int) -> HttpResponse:
    """What a script saves every few seconds."""
    chosen = kept(request, pk)
    return told_back(lambda: write(request, chosen))


def write(request: HttpRequest, chosen: Study) -> dict[str, Merged]:
    """Every text of the form, saved with what others wrote."""
    now = timezone.now()
    return {
        name: actions.write_report(chosen, name, base=base, text=text, by=request.user, now=now)
        for name, base, text in sent_texts(request.POST, [each[0] for each in TEXTS])
    }


def printed(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = get_object_or_404(studies_for(request.user), pk=pk)
    report = report_of(read(chosen, user=request.user, on=timezone.localdate()))
    return render(request, "research/paper.html", {"study": chosen, "report": report})


def word(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = get_object_or_404(studies_for(request.user), pk=pk)
    content = in_word(report_of(read(chosen, user=request.user, on=timezone.localdate())))
    tell_export(label=f"调研报告 {chosen.title}", rows=1, path=chosen.org_path, by=request.user, now=timezone.now())
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{chosen.title}调研报告.docx')}"
    return response
