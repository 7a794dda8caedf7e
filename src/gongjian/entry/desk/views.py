"""The import desk: hand files in, and follow a batch from page to page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django_htmx.http import HttpResponseClientRefresh

from gongjian.entry.desk import actions, queries
from gongjian.entry.desk.checked_page import choices_in, expected_of, summary_of
from gongjian.entry.desk.checking import TABLES
from gongjian.entry.desk.doors import importers_only, of_batch
from gongjian.entry.desk.file_lines import file_lines
from gongjian.entry.desk.forms import ENDINGS, FilesForm, PasteForm
from gongjian.entry.desk.known import organizations_known_to
from gongjian.entry.desk.mending import first_lines, lines_of, made_so_far
from gongjian.entry.desk.models import Batch
from gongjian.entry.desk.sheet_rows import Need, show_sheet
from gongjian.entry.desk.showing import STEP_OF, STEPS, can_undo, counts_of, line_of, title_of, undo_until
from gongjian.entry.desk.terms import UNDER_WAY, BatchState
from gongjian.entry.desk.undoing import UNDO_DAYS
from gongjian.entry.desk.uploading import MEGABYTE, size_limited
from gongjian.foundation.pages.lookup import SUGGESTED_AT_MOST
from gongjian.foundation.pages.paging import page_of
from gongjian.foundation.sheets.limits import MAX_FILE_BYTES

BATCHES_SHOWN = 20
DIFFERENCES_SHOWN = 30
LEFT_SHOWN = 200


@size_limited
@importers_only
def desk(request: HttpRequest) -> HttpResponse:
    """Earlier batches, and two ways to hand a new one in: files, or a block pasted."""
    if request.method != "POST":
        return desk_page(request)
    pasted = "block" in request.POST
    form = PasteForm(request.POST) if pasted else FilesForm(request.POST, request.FILES)
    if not form.is_valid():
        return desk_page(request, form, status=413 if form.has_error("uploads", "too_large") else 422)
    now = timezone.now()
    files = form.cleaned_data["block" if pasted else "uploads"]
    batch = actions.start_batch(files, by=request.user, now=now, on=timezone.localdate(now))
    return redirect("desk_batch", batch.pk)


def desk_page(request: HttpRequest, form: FilesForm | PasteForm | None = None, *, status: int = 200) -> HttpResponse:
    rows = queries.batches(request.user).prefetch_related("files")
    page = page_of(rows, key="id", query=request.GET, descending=True, size=BATCHES_SHOWN)
    now = timezone.now()
    context = {
        "form": form,
        "files_form": form if isinstance(form, FilesForm) else FilesForm(),
        "paste_form": form if isinstance(form, PasteForm) else PasteForm(),
        "page": page,
        "lines": [line_of(each, now=now) for each in page.rows],
        "tables": TABLES,
        "steps": STEPS,
        "endings": "、".join(each for each in ENDINGS if each not in (".xlsm", ".et")),
        "most_megabytes": MAX_FILE_BYTES // MEGABYTE,
        "undo_days": UNDO_DAYS,
    }
    return render(request, "desk/desk.html", context, status=status)


@of_batch
def batch(request: HttpRequest, batch: Batch) -> HttpResponse:
    """The page of a batch, whatever it is at."""
    state = BatchState(batch.state)
    template, context = PAGES[state]
    frame = {"batch": batch, "title": title_of(batch), "steps": STEPS, "step": STEP_OF.get(state, 0)}
    return render(request, template, {**frame, **context(request, batch)})


@of_batch
def progress(request: HttpRequest, batch: Batch) -> HttpResponse:
    """How far a batch is; once it has stopped, the whole page is asked for again."""
    if batch.state not in UNDER_WAY:
        return HttpResponseClientRefresh()
    return render(request, "desk/progress.html", {"batch": batch, **progress_context(request, batch)})


def progress_context(request: HttpRequest, batch: Batch) -> Mapping[str, Any]:
    return {"progress": queries.progress(batch), "stalled": actions.is_stalled(batch, now=timezone.now())}


def checked_context(request: HttpRequest, batch: Batch) -> Mapping[str, Any]:
    first, rest = first_lines(lines_of(batch.report, on=batch.on))
    summary, differences = summary_of(batch.report), queries.difference(batch, limit=DIFFERENCES_SHOWN + 1)
    files = file_lines(batch.report, batch.files.all())
    return {
        "summary": summary,
        "troubled": [each for each in files if each.trouble],
        "remembered": [each for each in files if each.is_remembered],
        "can_import": batch.can_be_imported and summary.good > 0,
        "lines": first,
        "more_lines": rest,
        "names": names_to_write(request.user) if any(each.is_typed for each in (*first, *rest)) else (),
        "made": made_so_far(batch.fixes, batch.report),
        "expected": expected_of(batch.report),
        "differences": differences[:DIFFERENCES_SHOWN],
        "more_differences": len(differences) > DIFFERENCES_SHOWN,
        "undo_days": UNDO_DAYS,
        "files": files,
        **rows_context(request, batch),
    }


def names_to_write(user: Any) -> list[str]:
    """Names of organizations to complete what is typed, as long as they are not too many for a page."""
    names = list(organizations_known_to(user).values_list("name", flat=True)[: SUGGESTED_AT_MOST + 1])
    return names if len(names) <= SUGGESTED_AT_MOST else []


def rows_context(request: HttpRequest, batch: Batch) -> Mapping[str, Any]:
    """The rows of the table chosen by `sheet`: to be put right, `doubtful` or `outside`; and which `page` of them."""
    choices = choices_in(batch.report)
    if not choices:
        return {"choices": ()}
    number, page = (whole_number(request.GET.get(name)) for name in ("sheet", "page"))
    asked = next((each for each in choices if each.number == number), None)
    outside = next((each for each in choices if each.outside and Need.OUTSIDE in request.GET), None)
    chosen = asked or outside or choices[0]
    need = next((each for each in chosen.needs if each in request.GET), chosen.needs[0])
    entry = batch.report["files"][chosen.number]
    sheet = show_sheet(batch, entry, need, page=page or 1, whole="all" in request.GET)
    return {"choices": choices, "chosen": chosen, "need": need, "sheet": sheet, "entry": entry}


def whole_number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() else None


def done_context(request: HttpRequest, batch: Batch) -> Mapping[str, Any]:
    summary = summary_of(batch.report)
    return {
        "counts": counts_of(batch),
        "skipped": summary.bad,
        "outside": summary.outside,
        "differences": queries.difference(batch, limit=DIFFERENCES_SHOWN),
        "undo_until": undo_until(batch),
        "can_undo": can_undo(batch, now=timezone.now()),
        "left": batch.left[:LEFT_SHOWN],
    }


Context = Callable[[HttpRequest, Batch], Mapping[str, Any]]
PAGES: dict[BatchState, tuple[str, Context]] = {
    BatchState.UPLOADED: ("desk/under_way.html", progress_context),
    BatchState.CHECKING: ("desk/under_way.html", progress_context),
    BatchState.IMPORTING: ("desk/under_way.html", progress_context),
    BatchState.CHECKED: ("desk/checked.html", checked_context),
    BatchState.FAILED: ("desk/checked.html", checked_context),
    BatchState.DONE: ("desk/done.html", done_context),
    BatchState.UNDONE: ("desk/undone.html", done_context),
}
