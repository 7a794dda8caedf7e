"""Views that end a batch: import it, drop it, take it back."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongjian.entry.desk import actions, queries
from gongjian.entry.desk.doors import of_batch
from gongjian.entry.desk.models import Batch
from gongjian.entry.desk.showing import can_undo, counts_of, title_of, undo_until
from gongjian.entry.desk.terms import NotNow
from gongjian.entry.desk.undoing import InTheWay, Obstacle
from gongjian.foundation.pages.toasts import say

OBSTACLES_SHOWN = 200


@require_POST
@of_batch
def start(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Import; with `skip` in the form, without the bad rows."""
    actions.start_import(batch, skip_bad_rows="skip" in request.POST, by=request.user, now=timezone.now())
    return redirect("desk_batch", batch.pk)


@require_POST
@of_batch
def check_again(request: HttpRequest, batch: Batch) -> HttpResponse:
    actions.check_again(batch, by=request.user, now=timezone.now())
    return redirect("desk_batch", batch.pk)


@require_POST
@of_batch
def go_on(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Take up work that was left lying; whoever waits for it sees to that."""
    actions.resume_stalled(now=timezone.now(), among=queries.batches(request.user).filter(pk=batch.pk))
    return redirect("desk_batch", batch.pk)


@require_POST
@of_batch
def discard(request: HttpRequest, batch: Batch) -> HttpResponse:
    title = title_of(batch)
    actions.discard(batch, by=request.user, now=timezone.now())
    say(request, f"已取消“{title}”的导入，什么都没有写入。")
    return redirect("desk")


@of_batch
def undo(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Say what taking the batch back means and what stands in the way; do it on POST (`leave`: leave that standing)."""
    now = timezone.now()
    if not can_undo(batch, now=now):
        raise NotNow("这一批现在不能撤销：没有导入，已经撤销过，或者超过了期限。")
    if request.method == "POST":
        try:
            actions.undo(batch, by=request.user, now=now, leave_changed="leave" in request.POST)
        except InTheWay as accident:
            return undo_page(request, batch, accident.obstacles, status=409)
        return redirect("desk_batch", batch.pk)
    return undo_page(request, batch, obstacles_to(request, batch))


def obstacles_to(request: HttpRequest, batch: Batch) -> tuple[Obstacle, ...]:
    """What would stand in the way, found out by taking the batch back and letting that go again."""
    try:
        with transaction.atomic():
            actions.undo(Batch(pk=batch.pk), by=request.user, now=timezone.now())
            transaction.set_rollback(True)
    except InTheWay as accident:
        return accident.obstacles
    return ()


def undo_page(
    request: HttpRequest, batch: Batch, obstacles: tuple[Obstacle, ...], *, status: int = 200
) -> HttpResponse:
    context = {
        "batch": batch,
        "title": title_of(batch),
        "counts": counts_of(batch),
        "until": undo_until(batch),
        "obstacles": obstacles[:OBSTACLES_SHOWN],
        "obstacle_count": len(obstacles),
    }
    return render(request, "desk/undo.html", context, status=status)
