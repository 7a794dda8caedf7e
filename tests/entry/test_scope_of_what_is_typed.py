"""Nobody reaches another community by what they type: every form and every table, foreign names and ids in every field
that names something.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from gongjian.entry.desk.models import Batch
from gongjian.foundation.pages.forms import DateField
from gongjian.registers.members.models import Member
from gongjian.registers.organizations.models import Organization
from gongjian.registers.places.models import Place
from gongjian.registers.units.models import Cover, Unit
from tests.entry import two_communities
from tests.entry.test_scope_walk import BACKEND, addresses, revealed, state_of
from tests.entry.two_communities import A, B
from tests.rosters import file
from tests.workbooks import credit_code, identity

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TOP, BRANCH = f"{A.mark}社区综合党委", f"{A.mark}社区第一党支部"
THEIR_TOP, THEIR_BRANCH = f"{B.mark}社区综合党委", f"{B.mark}社区第一党支部"
THEIR_PLACE, THEIR_BUILDING = f"{B.mark}社区", f"{B.mark}大厦"
THEIR_UNIT, THEIR_GAP = f"{B.mark}电子厂", f"{B.mark}科技公司"

OWN_ROWS: dict[str, list[dict[str, str]]] = {
    "organizations": [
        {"党组织名称": TOP, "组织类别": "党委", "上级党组织": "试验街道党工委", "所属社区": A.mark, "所在单位": ""},
        {"党组织名称": BRANCH, "组织类别": "党支部", "上级党组织": TOP, "所属社区": A.mark, "所在单位": ""},
        {"党组织名称": f"{A.mark}社区新支部", "组织类别": "党支部", "上级党组织": TOP, "所属社区": "", "所在单位": ""},
    ],
    "units": [
        {"单位名称": f"{A.mark}{name}", "统一社会信用代码": code, "单位类别": "非公企业", "所属社区": A.mark}
        | {"所在楼宇": "", "已建党组织": ""}
        for name, code in (("电子厂", ""), ("新公司", credit_code(77)))
    ],
    "members": [
        {"姓名": f"{A.mark}{name}", "公民身份号码": number, "入党日期": "2001-07-01", "人员类别": "正式"}
        | {"党支部": BRANCH, "居住社区": A.mark, "工作单位": ""}
        for name, number in (("英", ""), ("新", identity(77)))
    ],
}
FOREIGN: dict[str, dict[str, tuple[str, ...]]] = {
    "organizations": {
        "党组织名称": (THEIR_TOP, THEIR_BRANCH),
        "上级党组织": (THEIR_TOP, THEIR_BRANCH),
        "所属社区": (THEIR_PLACE, B.mark),
        "所在单位": (THEIR_UNIT, THEIR_GAP, f"{THEIR_UNIT}、{THEIR_GAP}"),
    },
    "units": {
        "单位名称": (THEIR_UNIT, THEIR_GAP),
        "统一社会信用代码": (B.code,),
        "所属社区": (THEIR_PLACE, B.mark),
        "所在楼宇": (THEIR_BUILDING,),
        "已建党组织": (THEIR_TOP, THEIR_BRANCH),
    },
    "members": {
        "姓名": (f"{B.mark}英", f"{B.mark}雄"),
        "公民身份号码": (B.identity,),
        "党支部": (THEIR_BRANCH,),
        "居住社区": (THEIR_PLACE, B.mark),
        "工作单位": (THEIR_UNIT, THEIR_GAP),
    },
}


@pytest.fixture
def worker() -> Client:
    """A worker of A in a street where 所属社区 makes an organization answer for a community."""
    two_communities.build()
    Organization.objects.filter(pk=two_communities.ROOT_ID).update(body="residential")
    client = Client(raise_request_exception=False)
    client.force_login(two_communities.colleague("community_worker"), backend=BACKEND)
    return client


def ties() -> set[tuple[Any, ...]]:
    """Who covers what in B, and what organizations of B cover."""
    theirs = Cover.objects.filter(unit__org_path__startswith=B.path)
    theirs |= Cover.objects.filter(organization__path__startswith=B.path)
    return set(theirs.values_list("organization__name", "unit__name", "unit_name"))


def owned() -> set[tuple[str, int]]:
    """Everything in B's care, by kind and id."""
    rows = ((Place, "org_path"), (Organization, "path"), (Unit, "org_path"), (Member, "org_path"))
    return {
        (model._meta.label, pk)
        for model, path in rows
        for pk in model._default_manager.filter(**{f"{path}__startswith": B.path}).values_list("pk", flat=True)
    }


Kept = tuple[dict[tuple[str, int], dict[str, Any]], set[tuple[str, int]], set[tuple[Any, ...]]]


def everything() -> Kept:
    """All there is of B."""
    return {(row["model"], row["id"]): row for row in state_of(B)}, owned(), ties()


def is_as_before(before: Kept) -> bool:
    """Whether all of B is as it was and nothing came into its care; new rows elsewhere may have ids in its range."""
    rows, *rest = everything()
    return [{key: rows.get(key) for key in before[0]}, *rest] == list(before)


def told(response: HttpResponse, typed: str) -> list[str]:
    """Which secrets a response tells beside what was TYPED."""
    return revealed(response, [each for each in B.secrets if each not in typed])


def foreign_tables() -> Iterator[tuple[str, str, str, dict[str, str]]]:
    for kind, fields in FOREIGN.items():
        for row in OWN_ROWS[kind]:
            for field, values in fields.items():
                yield from ((kind, field, value, row | {field: value}) for value in values)


def test_no_imported_row_reaches_another_community(worker: Client) -> None:
    wrong, before = [], everything()
    for kind, field, value, row in foreign_tables():
        with transaction.atomic():
            name, content = file(f"{kind}.csv", [row])
            worker.post("/desk/", {"uploads": [SimpleUploadedFile(name, content)]})
            batch = Batch.objects.latest("pk")
            pages = [worker.get(f"/desk/{batch.pk}/")]
            pages.append(worker.post(f"/desk/{batch.pk}/import", {"skip": "1"}, follow=True))
            tried = f"{kind}: {field}={value} for {next(iter(row.values()))}"
            wrong += [f"{tried} tells {said}" for page in pages if (said := told(page, "".join(row.values())))]
            wrong += [f"{tried} changed the other community"] if not is_as_before(before) else []
            wrong += [f"{tried}: {page.status_code}" for page in pages if page.status_code >= 500]
            transaction.set_rollback(True)
    assert wrong == []


def test_the_rows_themselves_may_be_imported(worker: Client) -> None:
    """Without the foreign name each row goes in, so that what is refused above is refused for the name."""
    for kind, rows in OWN_ROWS.items():
        name, content = file(f"{kind}.csv", rows[1:])
        worker.post("/desk/", {"uploads": [SimpleUploadedFile(name, content)]})
        batch = Batch.objects.latest("pk")
        assert worker.post(f"/desk/{batch.pk}/import", follow=True).status_code == 200
        batch.refresh_from_db()
        assert (kind, batch.state) == (kind, "done")


def foreign_values(name: str, field: forms.Field) -> list[Any]:
    """What of B could be put into a field that names something."""
    if isinstance(field, forms.ModelChoiceField):
        return [B.first, B.first + 1]
    if name in {"organization", "to", "branch", "parent"}:
        return [THEIR_TOP, THEIR_BRANCH, B.first, B.first + 1]
    return {"workplace": [THEIR_UNIT], "code": [B.code], "identity": [B.identity], "name": [THEIR_BRANCH]}.get(name, [])


def plausible(form: forms.BaseForm) -> dict[str, Any]:
    """The form as it opens, with something in every box that must be filled."""
    data = {}
    for bound in form:
        value = bound.value()
        choices = [key for key, _ in getattr(bound.field, "choices", ()) if str(key)]
        if value in (None, "") and bound.field.required:
            value = choices[0] if choices else "2026-11-20" if isinstance(bound.field, DateField) else "1"
        if value not in (None, "", False):
            data[bound.html_name] = value
    return data


def test_no_form_takes_a_foreign_id_or_name(worker: Client) -> None:
    wrong, tried, before = [], 0, everything()
    for url in sorted({url for address in addresses() for url in address.urls(A)}):
        page = worker.get(url)
        form = (page.context or {}).get("form")
        if not isinstance(form, forms.BaseForm):
            continue
        for name, field in form.fields.items():
            for value in foreign_values(name, field):
                tried += 1
                with transaction.atomic():
                    response = worker.post(url, {**plausible(form), name: value})
                    wrong += [f"{url} {name}={value} tells {said}" for said in told(response, str(value))]
                    wrong += [f"{url} {name}={value} changed the other community"] if not is_as_before(before) else []
                    wrong += [f"{url} {name}={value}: 500"] if response.status_code >= 500 else []
                    transaction.set_rollback(True)
    assert wrong == []
    assert tried >= 40
