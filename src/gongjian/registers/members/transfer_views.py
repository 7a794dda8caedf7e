"""Pages of transfers: send, answer, withdraw, close."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongjian.foundation.pages.forms import as_written
from gongjian.foundation.pages.lists import UnreadFilter, selection_from
from gongjian.foundation.pages.paging import page_of
from gongjian.foundation.pages.toasts import say, warn
from gongjian.foundation.pages.way_back import way_back
from gongjian.foundation.scope import scope_of, within
from gongjian.registers.members import permissions, queries
from gongjian.registers.members import transfers as acts
from gongjian.registers.members.actions import InTransfer
from gongjian.registers.members.forms import ReasonForm, ReceiptForm, SendForm
from gongjian.registers.members.listing import members_table
from gongjian.registers.members.models import Transfer
from gongjian.registers.members.terms import TransferState
from gongjian.registers.organizations.queries import organizations_for

SHOWN = 20
BEGINNING, MOMENT = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
LAST_MOMENT = 10**17
TABS = {"in": queries.incoming_for, "out": queries.outgoing_for, "done": queries.answered_for}
REFUSALS = (acts.WrongReceiver, acts.Answered, InTransfer)


def transfers(request: HttpRequest) -> HttpResponse:
    """What waits here, what waits elsewhere, and what is done."""
    if not permissions.may_send_some(request.user):
        raise PermissionDenied("您的账号不办转接。")
    counts = {"in": queries.incoming_for(request.user).count(), "out": queries.outgoing_for(request.user).count()}
    usual = "out" if counts["out"] and not counts["in"] else "in"
    tab = request.GET.get("tab", usual)
    tab = tab if tab in TABS else usual
    rows = TABS[tab](request.user)
    if tab == "done" and "way" in request.GET:
        rows = rows.filter(pk__in=asked_for(request).values("pk"))
    page = page_of(rows, key="id", query=request.GET, descending=tab == "done")
    context = {"tab": tab, "page": page, "counts": counts, "today": timezone.localdate()}
    return render(request, "members/transfers.html", context)


def asked_for(request: HttpRequest) -> QuerySet[Transfer]:
    """The transfers behind a figure of a report: `way`, `organization`, `since`, `until`; none where one is missing."""
    asked = {name: as_written(request.GET.get(name, "")) for name in ("since", "until")}
    text = request.GET.get("organization", "")
    chosen = organizations_for(request.user).filter(pk=text).first() if text.isdecimal() and len(text) < 19 else None
    if chosen is None or asked["since"] is None or asked["until"] is None:
        return Transfer.objects.none()
    since, until = asked["since"].date, asked["until"].date
    return queries.moved(request.GET.get("way", ""), path=chosen.path, since=since, until=until)


@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Where to, for those picked; the second post sends. Members in transfer or not the viewer's stay out of it."""
    user, back = request.user, way_back(request, usual=reverse("members"))
    try:
        selection = selection_from(members_table(on=timezone.localdate()), request.POST, user)
    except UnreadFilter as refused:
        warn(request, str(refused))
        return redirect(back)
    mine = selection.rows.filter(within("org_path", scope_of(user), "members.transfer"))
    rows = mine.exclude(transfers__state=TransferState.SENT).order_by("pinyin", "pk")
    total = rows.count()
    if not total:
        warn(request, "选的党员里没有能转接的。还没有选，就先勾选；正在转接的，等对方答复。")
        return redirect(back)
    form = SendForm(request.POST if "reason" in request.POST else None)
    if form.is_valid():
        try:
            sent = acts.send(members=list(rows), **form.cleaned_data, by=user, now=timezone.now())
        except REFUSALS as refusal:
            form.add_error("to", str(refusal))
        else:
            undo = reverse("transfers_withdraw", args=[(sent[0].sent_at - BEGINNING) // MOMENT])
            say(request, f"已转出 {len(sent):,} 名党员，等对方接收。接收以前仍由您这里管。", undo=undo)
            return redirect(f"{reverse('transfers')}?tab=out")
    context = {
        "form": form,
        "carried": selection.fields,
        "shown": rows.select_related("organization")[:SHOWN],
        "total": total,
        "back": back,
        "more": max(total - SHOWN, 0),
        "left_out": selection.rows.count() - total,
        "branches": queries.branch_names_for(user),
    }
    return render(request, "members/send.html", context, status=422 if form.errors else 200)


@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    """Accept those ticked; what somebody else answered meanwhile is skipped and said."""
    picked = [text for text in request.POST.getlist("pick") if text.isdecimal() and len(text) < 19]
    waiting = list(queries.incoming_for(request.user).filter(pk__in=picked))
    accepted = 0
    for each in waiting:
        try:
            acts.accept(transfer=each, by=request.user, now=timezone.now())
            accepted += 1
        except REFUSALS as refusal:
            warn(request, str(refusal))
    if accepted:
        say(request, f"已接收 {accepted:,} 名党员。")
    elif not waiting:
        warn(request, "没有要接收的。还没有选，就先勾选；已经接收或退回的，不用再办。")
    return redirect("transfers")


def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    transfer = still_open(request, queries.incoming_for(request.user), pk)
    if transfer is None:
        return redirect("transfers")
    form = ReasonForm(request.POST or None)
    return _answered(request, transfer, form, "members/return.html", _send_back)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    transfer = still_open(request, queries.outgoing_for(request.user), pk)
    if transfer is None:
        return redirect("transfers")
    try:
        acts.withdraw(transfer=transfer, by=request.user, now=timezone.now())
    except REFUSALS as refusal:
        warn(request, str(refusal))
    else:
        say(request, f"“{transfer.member.name}”的转接已撤回。")
    return redirect(f"{reverse('transfers')}?tab=out")


@require_POST
def withdraw_all(request: HttpRequest, moment: int) -> HttpResponse:
    """Undo a sending: all that the visitor sent at that MOMENT (microseconds) and nobody answered yet."""
    sent_at = BEGINNING + min(moment, LAST_MOMENT) * MOMENT
    try:
        count = acts.withdraw_all(sent_at=sent_at, by=request.user, now=timezone.now())
    except REFUSALS as refusal:
        warn(request, str(refusal))
    else:
        say(request, f"已撤回 {count:,} 名党员的转接。" if count else "没有可以撤回的了。")
    return redirect(f"{reverse('transfers')}?tab=out")


def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    outgoing = queries.outgoing_for(request.user).filter(to_organization__isnull=True)
    transfer = still_open(request, outgoing, pk)
    if transfer is None:
        return redirect("transfers")
    form = ReceiptForm(request.POST or None)
    return _answered(request, transfer, form, "members/receipt.html", _close)


def still_open(request: HttpRequest, rows: QuerySet[Transfer], pk: int) -> Transfer | None:
    """That one of ROWS; None, and it is said, where somebody or the same person's second click has answered it."""
    found = rows.filter(pk=pk).first()
    if found is None:
        answered = get_object_or_404(queries.answered_for(request.user), pk=pk)
        warn(request, f"“{answered.member.name}”的转接{TransferState(answered.state).label}，不用再办。")
    return found


def _send_back(request: HttpRequest, transfer: Transfer, values: dict[str, Any]) -> str:
    acts.send_back(transfer=transfer, reason=values["reason"], by=request.user, now=timezone.now())
    return f"“{transfer.member.name}”已退回。"


def _close(request: HttpRequest, transfer: Transfer, values: dict[str, Any]) -> str:
    acts.close_outside(transfer=transfer, receipt_on=values["on"], by=request.user, now=timezone.now())
    return f"“{transfer.member.name}”的转接已办结，名册里不再计数。"


def _answered(
    request: HttpRequest,
    transfer: Transfer,
    form: Any,
    template: str,
    answer: Callable[[HttpRequest, Transfer, dict[str, Any]], str],
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            say(request, answer(request, transfer, form.cleaned_data))
        except REFUSALS as refusal:
            warn(request, str(refusal))
        return redirect("transfers")
    return render(request, template, {"transfer": transfer, "form": form}, status=422 if form.errors else 200)
