"""Views that put a checked batch right: like problems together, cells one by one, columns."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongjian.entry.desk import actions
from gongjian.entry.desk.checked_page import tables_in
from gongjian.entry.desk.column_form import ColumnForm
from gongjian.entry.desk.doors import of_batch
from gongjian.entry.desk.layouts import layout_of
from gongjian.entry.desk.mending import UNDECIDED, fixes_for
from gongjian.entry.desk.models import Batch
from gongjian.entry.desk.sheet_rows import edits_of
from gongjian.entry.desk.showing import STEPS, title_of
from gongjian.entry.desk.terms import EDITABLE, NotNow
from gongjian.foundation.pages.toasts import say, warn

CHANGED_MEANWHILE = "这些行刚才已经改过了，没有再改。"
NOTHING_TYPED = "没有看到改动。在标出来的格子里改好，再点保存。"


@require_POST
@of_batch
def fix(request: HttpRequest, batch: Batch) -> HttpResponse:
    """One choice for all problems of a line."""
    if request.POST.get("choice") == UNDECIDED:
        warn(request, "还没有选改成哪一个。选好再点。")
        return back(request, batch)
    fixes = fixes_for(batch.report, request.POST.dict(), on=batch.on)
    if not fixes:
        warn(request, CHANGED_MEANWHILE)
        return back(request, batch)
    actions.apply_fixes(batch, fixes, by=request.user, now=timezone.now())
    say(request, "改好了，再检查一遍。")
    return back(request, batch)


@require_POST
@of_batch
def take_back(request: HttpRequest, batch: Batch) -> HttpResponse:
    numbers = {int(text) for text in request.POST.getlist("number") if text.isascii() and text.isdigit()}
    actions.take_back_fixes(batch, numbers, by=request.user, now=timezone.now())
    return back(request, batch)


@require_POST
@of_batch
def edit_cells(request: HttpRequest, batch: Batch, table: int) -> HttpResponse:
    """What was typed into the cells of a page of rows; fields are called cell-<row>-<field>."""
    typed = {}
    for name, text in request.POST.items():
        kind, _, rest = name.partition("-")
        number, _, field = rest.partition("-")
        if kind == "cell" and number.isascii() and number.isdigit():
            typed[int(number), field] = str(text)
    edits = edits_of(batch, table_or_404(batch, table), typed)
    if edits:
        actions.apply_fixes(batch, edits, by=request.user, now=timezone.now())
        say(request, f"改了 {len(edits)} 格，再检查一遍。")
    else:
        warn(request, NOTHING_TYPED)
    return back(request, batch)


@of_batch
def columns(request: HttpRequest, batch: Batch, table: int) -> HttpResponse:
    """Which column of a table is which field; what is chosen by hand comes before what was recognized."""
    if batch.state not in EDITABLE:
        raise NotNow(f"这一批现在是“{batch.get_state_display()}”，不能再对列。")
    entry = table_or_404(batch, table)
    form = ColumnForm(batch, entry, request.POST or None)
    if request.method == "POST" and form.is_valid():
        place = entry["file"], entry["sheet"]
        actions.assign_columns(batch, *place, form.chosen(), by=request.user, now=timezone.now())
        say(request, "列对好了，再检查一遍。下次表头一样的表，就照这样读。")
        return redirect("desk_batch", batch.pk)
    tables = [(number, each["file"], each["sheet"]) for number, each in tables_in(batch.report)]
    context = {"batch": batch, "title": title_of(batch), "entry": entry, "form": form, "tables": tables, "table": table}
    context |= {"steps": STEPS, "layout": layout_of(batch, entry["kind"], form.headers)}
    return render(request, "desk/columns.html", context, status=422 if form.errors else 200)


@require_POST
@of_batch
def forget(request: HttpRequest, batch: Batch, table: int) -> HttpResponse:
    """Read a table by its headers again, whatever was matched by hand before."""
    entry = table_or_404(batch, table)
    actions.forget_columns(batch, entry["file"], entry["sheet"], by=request.user, now=timezone.now())
    say(request, "不再记住了，按表头重新认了一遍。")
    return redirect("desk_columns", batch.pk, table)


@require_POST
@of_batch
def leave_out(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Go on without one `file` of the batch."""
    number = request.POST.get("file", "")
    left = next((each for each in batch.files.all() if str(each.pk) == number), None)
    if left is None:
        raise Http404
    actions.leave_out(batch, left.pk, by=request.user, now=timezone.now())
    say(request, f"不要“{left.name}”了，其余的再检查一遍。")
    return redirect("desk_batch", batch.pk)


def table_or_404(batch: Batch, number: int) -> dict[str, Any]:
    """The table with a NUMBER in the report."""
    found: dict[str, Any] | None = dict(tables_in(batch.report)).get(number)
    if found is None:
        raise Http404
    return found


def back(request: HttpRequest, batch: Batch) -> HttpResponse:
    """The batch's page where it was left; fields that begin with at- say which table and which page of its rows."""
    kept = {name.removeprefix("at-"): value for name, value in request.POST.items() if name.startswith("at-")}
    query = f"?{urlencode(kept)}" if kept else ""
    return redirect(f"{reverse('desk_batch', args=[batch.pk])}{query}")
