"""What waits for someone about reports (今天): to be written, put right, asked for by the superior, looked through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, IntegerField, OuterRef, QuerySet, Value
from django.db.models.functions import Length
from django.urls import reverse

from gongjian.foundation import gathering
from gongjian.foundation.gathering import FromRows, Told, told
from gongjian.foundation.registry import Todo
from gongjian.foundation.scope import near, scope_of
from gongjian.mechanisms.reports.models import Report, Urge
from gongjian.mechanisms.reports.queries import REVIEW, WRITE
from gongjian.mechanisms.reports.terms import WRITING, ReportState

AT_MOST = 100
PURSUED = timedelta(days=62)


def unfinished(user: Any) -> QuerySet[Report]:
    """Drafts and reports that came back, those that came back first."""
    rows = Report.objects.alias(depth=Length("org_path")).filter(near("org_path", scope_of(user), WRITE))
    return rows.filter(state__in=WRITING).order_by("-state", "first", "pk")


def asked_for(user: Any, on: date) -> QuerySet[Urge]:
    """Reports the superior asked for that nobody has begun."""
    begun = Report.objects.filter(organization=OuterRef("organization"), kind=OuterRef("kind"), first=OuterRef("first"))
    rows = Urge.objects.alias(depth=Length("org_path")).filter(near("org_path", scope_of(user), WRITE))
    return rows.filter(~Exists(begun), on__gte=on - PURSUED).order_by("first", "pk")


def to_review(user: Any) -> QuerySet[Report]:
    """Reports handed in that wait for an answer, the oldest first."""
    rows = Report.objects.alias(depth=Length("to_path")).filter(near("to_path", scope_of(user), REVIEW))
    return rows.filter(state=ReportState.SENT).order_by("sent_on", "pk")


def number_of(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by().annotate(number=Value(1, IntegerField()))


def unfinished_counted(*, user: Any, on: date) -> QuerySet[Any] | None:
    return number_of(unfinished(user)) if scope_of(user).holds_somewhere(WRITE) else None


def asked_for_counted(*, user: Any, on: date) -> QuerySet[Any] | None:
    return number_of(asked_for(user, on)) if scope_of(user).holds_somewhere(WRITE) else None


def to_review_counted(*, user: Any, on: date) -> QuerySet[Any] | None:
    return number_of(to_review(user)) if scope_of(user).holds_somewhere(REVIEW) else None


def told_unfinished(user: Any, on: date) -> QuerySet[Any, Any] | None:
    if not scope_of(user).holds_somewhere(WRITE):
        return None
    return told(unfinished(user), "pk", "title", "state", "decided_by")[:AT_MOST]


def as_unfinished(found: Sequence[Told], user: Any, on: date) -> Iterator[Todo]:
    for each in found:
        url, title = reverse("report_write", args=[each["pk"]]), each["title"]
        if each["state"] == ReportState.RETURNED:
            detail = f"{each['decided_by']}写了要改什么"
            yield Todo(f"退回要改：{title}", detail, url, None, [("去改", url, True)])
        else:
            yield Todo(f"没写完：{title}", "数字已经取好，写完报送", url, None, [("接着写", url, True)])


def told_asked_for(user: Any, on: date) -> QuerySet[Any, Any] | None:
    if not scope_of(user).holds_somewhere(WRITE):
        return None
    rows = asked_for(user, on)
    return told(rows, "kind", "organization_id", "first", "on", "times", "label", "organization__name")[:AT_MOST]


def as_asked_for(found: Sequence[Told], user: Any, on: date) -> Iterator[Todo]:
    for each in found:
        query = {"kind": each["kind"], "organization": each["organization_id"], "serves": each["first"]}
        url = f"{reverse('report_new')}?{urlencode(query)}"
        again = f"，第 {each['times']} 次" if each["times"] > 1 else ""
        detail = f"上级 {gathering.day(each['on']):%m-%d} 催报{again}"
        title = f"{each['organization__name']}：{each['label']}还没报"
        yield Todo(title, detail, url, None, [("现在写", url, True)])


def told_to_review(user: Any, on: date) -> QuerySet[Any, Any] | None:
    if not scope_of(user).holds_somewhere(REVIEW):
        return None
    return told(to_review(user), "pk", "title", "sent_on")[:AT_MOST]


def as_to_review(found: Sequence[Told], user: Any, on: date) -> Iterator[Todo]:
    for each in found:
        url, sent = reverse("report_review", args=[each["pk"]]), gathering.day(each["sent_on"])
        yield Todo(f"请看：{each['title']}", f"{sent:%m-%d} 报来", url, None, [("看汇报", url, True)])


find_unfinished = FromRows(told_unfinished, as_unfinished)
find_asked_for = FromRows(told_asked_for, as_asked_for)
find_to_review = FromRows(told_to_review, as_to_review)
