"""套表: a form another office demands, handed in once, filled from the platform every month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gongjian.foundation import registry
from gongjian.foundation.exports import tell_export
from gongjian.foundation.files import content_of, keep
from gongjian.foundation.history import record
from gongjian.foundation.pages.lists.declaring import Column, Table, bare
from gongjian.foundation.pages.lists.taking import prepared
from gongjian.foundation.records import made_with
from gongjian.foundation.refusals import Refused
from gongjian.foundation.scope import scope_of, within
from gongjian.foundation.search import fold
from gongjian.mechanisms.reports.counting import figures
from gongjian.mechanisms.reports.meanings import meaning_of, value_of
from gongjian.mechanisms.reports.models import Issue, OutsideForm
from gongjian.mechanisms.reports.workbooks import (
    MOST_ROWS,
    Filling,
    UnfitForm,
    filled,
    headers_in,
    opened,
    placeholders_in,
)
from gongjian.registers.organizations.models import Organization
from gongjian.rules.periods import Period

MOST_BLANKS, NAMED = 500, 10


class Unanswered(Refused):
    """Some blanks were never explained."""


@transaction.atomic
def hand_in(
    organization: Organization,
    *,
    name: str,
    asked_by: str,
    months: int,
    file_name: str,
    content: bytes,
    by: Any,
    now: datetime,
    uid: UUID | None = None,
) -> OutsideForm:
    """Keep a form; what its blanks mean is told from their names as far as it goes. Raises UnfitForm."""
    if uid and (made := made_with(OutsideForm.objects.all(), uid)):
        return made
    book, on = opened(content), timezone.localdate(now)
    names = placeholders_in(book)
    if len(names) > MOST_BLANKS:
        raise UnfitForm(f"表里有 {len(names):,} 处要填，一张表最多 {MOST_BLANKS} 处。请分成几张表再传。")
    lists = lists_in(book, on)
    if not names and not lists:
        raise UnfitForm(
            "表里没有找到要填的地方。在要填的格子里写 {{党员数}} 这样的字，或者留一行和我们名单一样的表头，再传。"
        )
    known = figures()
    form = OutsideForm.objects.create(
        **({"uid": uid} if uid else {}),
        organization=organization,
        org_path=organization.path,
        name=name,
        asked_by=asked_by,
        months=months,
        file=keep(file_name[:200], content, now=now),
        meanings={each: meaning_of(each, known) for each in names},
        lists=lists,
    )
    tell(form, "收下套表", by=by, now=now)
    return form


def lists_in(book: Any, on: date) -> list[dict[str, Any]]:
    """The tables of a workbook that look like one of our lists, with the columns they share."""
    offered = registry.tables(on)
    labels = {fold(column.label) for table in offered.values() for column in table.columns}
    found = []
    for header in headers_in(book, lambda text: fold(text) in labels):
        table, columns = best_of(header.columns, offered)
        found.append({"sheet": header.sheet, "row": header.row, "table": table.key, "columns": columns})
    return found


def best_of(texts: Mapping[str, str], offered: Mapping[str, Table]) -> tuple[Table, dict[str, str]]:
    """The list that shares the most columns with a header, and {column letter: key of a column}."""
    shared = [(table, shared_columns(texts, table)) for table in offered.values()]
    return max(shared, key=lambda each: len(each[1]))


def shared_columns(texts: Mapping[str, str], table: Table) -> dict[str, str]:
    keys = {fold(column.label): column.key for column in table.columns}
    return {letter: keys[fold(text)] for letter, text in texts.items() if fold(text) in keys}


def unanswered(form: OutsideForm) -> list[str]:
    """The blanks nobody has explained yet."""
    return [name for name, meaning in form.meanings.items() if meaning is None]


def some_of(names: Sequence[str]) -> str:
    """The first of NAMES and, where there are more, how many there are."""
    rest = f" 等 {len(names)} 处" if len(names) > NAMED else ""
    return "、".join(names[:NAMED]) + rest


@transaction.atomic
def explain(form: OutsideForm, meanings: Mapping[str, Sequence[str]], *, by: Any, now: datetime) -> OutsideForm:
    """Remember what blanks stand for; they are not asked for again."""
    locked = OutsideForm.objects.select_for_update(of=("self",)).select_related("organization").get(pk=form.pk)
    told = {name: list(meaning) for name, meaning in meanings.items() if name in locked.meanings}
    locked.meanings = {**locked.meanings, **told}
    locked.version += 1
    locked.save(update_fields=["meanings", "version"])
    tell(locked, "说明套表的空", reason="、".join(told)[:400], by=by, now=now)
    return locked


@transaction.atomic
def issue(form: OutsideForm, organization: Organization, period: Period, *, by: Any, now: datetime) -> Issue:
    """Fill the form for an organization and a period from what BY may take away. Raises Unanswered, UnfitForm."""
    missing = unanswered(form)
    if missing:
        raise Unanswered(f"还没有说明填什么：{some_of(missing)}。说明一次，以后就记住了。")
    on, known = timezone.localdate(now), figures()
    values = {
        name: value_of(meaning, organization, period, known, by=by, on=on) for name, meaning in form.meanings.items()
    }
    fillings = [filling for each in form.lists if (filling := filling_of(each, organization, period, by=by, on=on))]
    content = filled(content_of(form.file), values, fillings)
    rows = sum(len(each.lines) for each in fillings)
    stored = keep(f"{form.name} {organization.name} {period.label}"[:190] + ".xlsx", content, now=now)
    made = Issue.objects.create(
        form=form,
        organization=organization,
        first=period.first,
        last=period.last,
        filled=len(values),
        rows=rows,
        file=stored,
        at=now,
        by=str(by),
    )
    tell(form, "出表", reason=f"{organization.name} {period.label}", by=by, now=now)
    tell_export(label=f"套表 {form.name}", rows=rows, path=organization.path, part=period.label, by=by, now=now)
    return made


def filling_of(
    told: Mapping[str, Any], organization: Organization, period: Period, *, by: Any, on: date
) -> Filling | None:
    """The rows of a list that BY may export, of the chosen organization and, where the list has days, the period."""
    table = registry.tables(on).get(told["table"])
    if table is None:
        return None
    scope = scope_of(by)
    if not scope.holds_somewhere(table.export_permission):
        raise Refused("您的账号不能导出名单。要出这张表，请找街道的系统管理员开通。")
    rows = table.rows(by)
    rows = rows.filter(within(rows.path_field, scope, table.export_permission))
    rows = in_period(rows.below(organization.path), table, period)
    known: dict[str, Column] = {column.key: column for column in table.columns}
    columns = {letter: known[key] for letter, key in told["columns"].items() if key in known}
    found = list(in_table_order(rows, table, list(columns.values())))
    if len(found) > MOST_ROWS:
        raise Refused(f"“{table.label}”超过 {MOST_ROWS:,} 行，一张表放不下。请选下一级组织。")
    lines = [[bare(column.read(row)) for column in columns.values()] for row in found]
    return Filling(told["sheet"], told["row"], list(columns), lines)


def in_table_order(rows: Any, table: Table, columns: Sequence[Column]) -> Iterable[Any]:
    """ROWS, one more than fit at most, with what COLUMNS read, in the usual order of TABLE."""
    if all(column.reads for column in columns):
        rows = rows.values_list(*dict.fromkeys(chain(["pk"], *(column.reads for column in columns))), named=True)
    return prepared(table, rows.order_by(table.orders[0].field, "pk")[: MOST_ROWS + 1])


def in_period(rows: Any, table: Table, period: Period) -> Any:
    """ROWS of the period where the list is narrowed by days (`since`, `until`)."""
    by_key = {each.key: each for each in table.filters}
    if "since" in by_key and "until" in by_key:
        return by_key["until"].narrow(by_key["since"].narrow(rows, period.first), period.last)
    return rows


@transaction.atomic
def stop_form(form: OutsideForm, *, by: Any, now: datetime) -> None:
    """The form is asked for no more; what was issued stays."""
    if OutsideForm.objects.filter(pk=form.pk, stopped=False).update(stopped=True):
        tell(form, "停用套表", by=by, now=now)


def tell(form: OutsideForm, verb: str, *, by: Any, now: datetime, reason: str = "") -> None:
    record(
        verb=verb,
        subject_type="reports",
        subject_id=0,
        subject=form.name,
        org_path=form.org_path,
        reason=reason,
        by=by,
        now=now,
    )
