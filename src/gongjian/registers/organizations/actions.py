"""Changes to organizations: each is one transaction that checks, changes, and tells the history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Sum
from django.db.models.functions import Coalesce, Length

from gongjian.foundation import registry
from gongjian.foundation.changes import touch
from gongjian.foundation.editing import change
from gongjian.foundation.history import record
from gongjian.foundation.moving import move_paths
from gongjian.foundation.refusals import Refused
from gongjian.foundation.search import Naming, forget_names, index_names
from gongjian.foundation.tree import MAX_DEPTH, WIDTH, ancestors, path_of
from gongjian.registers.organizations.areas import communities_below, settle_communities, touch_below
from gongjian.registers.organizations.models import Organization, OrganizationFigures, Post
from gongjian.registers.organizations.naming import holder_keys, name_keys
from gongjian.registers.organizations.terms import BRANCH_KINDS, OrganizationKind, OrganizationState
from gongjian.registers.places.models import Place


class NameTaken(Refused):
    """Another standing organization has this name."""


class UnfitParent(Refused):
    """Nothing can be put below that organization."""


class UnfitKind(Refused):
    """The organization cannot become one of that kind."""


@transaction.atomic
def edit_organization(
    organization: Organization, values: Mapping[str, Any], *, version: int, by: Any, now: datetime
) -> Organization:
    """Set VALUES unless someone else was faster (`Meanwhile`); raises NameTaken, UnfitKind."""
    _refuse_unfit_kind(organization, values.get("kind"))
    if "name" in values:
        _refuse_taken(values["name"], but=organization.pk)
    named = {**values, **name_keys(values["name"])} if "name" in values else values
    changed, changes = change(Organization.objects.active(), organization.pk, named, version=version)
    told = {name: pair for name, pair in changes.items() if name in values}
    if told:
        tell(changed, "修改", changes=told, by=by, now=now)
        touch_line(changed.path)
    if "name" in told:
        index_names("organizations", [Naming(changed.pk, changed.name)])
    settle_communities(told.get("community", ()))
    return changed


@transaction.atomic
def found_organization(
    *,
    name: str,
    kind: OrganizationKind,
    parent: Organization,
    founded_on: date,
    by: Any,
    now: datetime,
    community: Place | None = None,
    term_years: int | None = None,
    reason: str = "",
) -> Organization:
    """Found an organization below PARENT; raises NameTaken, UnfitParent."""
    parent = Organization.objects.select_for_update().get(pk=parent.pk)
    _refuse_unfit_parent(parent, levels=1)
    _refuse_taken(name)
    made = Organization.objects.create(
        name=name,
        kind=kind,
        parent=parent,
        founded_on=founded_on,
        community=community,
        term_years=term_years,
        **name_keys(name),
    )
    made.path = made.org_path = path_of(made.pk, parent.path)
    made.save(update_fields=["path", "org_path"])
    OrganizationFigures.objects.create(organization=made, path=made.path)
    index_names("organizations", [Naming(made.pk, made.name)], new=True)
    tell(made, "成立", changes={"parent": [None, parent.name]}, reason=reason, by=by, now=now)
    touch_line(made.path)
    settle_communities([made.community_id])
    return made


@transaction.atomic
def move_organization(
    organization: Organization, *, to: Organization, reason: str, by: Any, now: datetime
) -> Organization:
    """Put an organization, with all below it, under another superior; every copy of a path follows."""
    locked = Organization.objects.select_for_update().in_bulk([organization.pk, to.pk])
    moved, parent = locked[organization.pk], locked[to.pk]
    old, new = moved.path, path_of(moved.pk, parent.path)
    if moved.parent_id is None:
        raise Refused("全街道最上面的组织不能移动。")
    if parent.path.startswith(old):
        raise Refused("不能移到自己的下级下面。请选别的上级。")
    if moved.parent_id == parent.pk:
        raise Refused(f"“{moved.name}”已经在“{parent.name}”下面。")
    _refuse_unfit_parent(parent, levels=_levels_at(old))
    before = Organization.objects.get(pk=moved.parent_id).name
    touch_line(old)
    move_paths(old, new)
    Organization.objects.filter(pk=moved.pk).update(parent=parent, version=moved.version + 1)
    moved.refresh_from_db()
    tell(moved, "移动", changes={"parent": [before, parent.name]}, reason=reason, by=by, now=now)
    touch_line(new)
    touch_below(new)
    settle_communities(communities_below(new))
    return moved


@transaction.atomic
def end_organization(organization: Organization, *, on: date, reason: str, by: Any, now: datetime) -> Organization:
    """End an organization (撤销) that has neither members nor organizations below it any more."""
    ended = Organization.objects.select_for_update().active().get(pk=organization.pk)
    below = Organization.objects.active().below(ended.path).exclude(pk=ended.pk).count()
    if ended.parent_id is None:
        raise Refused("全街道最上面的组织不能撤销。")
    if below:
        raise Refused(f"下面还有 {below} 个组织。先把它们移走或撤销，再撤销“{ended.name}”。")
    if left := _members_of(ended):
        raise Refused(f"“{ended.name}”还有 {left} 名党员。先给他们转好组织关系，再撤销。")
    for held in registry.offers("holders"):
        if reason_to_stay := held(ended):
            raise Refused(reason_to_stay)
    ended.state, ended.ended_on, ended.version = OrganizationState.ENDED, on, ended.version + 1
    ended.save(update_fields=["state", "ended_on", "version"])
    ended.posts.filter(until_on__isnull=True).update(until_on=on)
    forget_names("organizations", [ended.pk])
    tell(ended, "撤销", changes={"ended_on": [None, on]}, reason=reason, by=by, now=now)
    touch_line(ended.path)
    settle_communities([ended.community_id])
    return ended


@transaction.atomic
def appoint(organization: Organization, values: Mapping[str, Any], *, by: Any, now: datetime) -> Post:
    """Put someone into a post. VALUES: title, holder, also, from_on. Raises Refused the second time."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    if Post.objects.filter(organization=organization, until_on=None, **values).exists():
        raise Refused(f"{values['title']} {values['holder']} 已经登记过，没有再登记一次。")
    post = Post.objects.create(organization=organization, **values, **holder_keys(values["holder"]))
    tell(organization, "任职", changes={"post": [None, f"{post.title} {post.holder}"]}, by=by, now=now)
    touch("organizations", [organization.pk])
    return post


@transaction.atomic
def leave_post(post: Post, *, on: date, reason: str, by: Any, now: datetime) -> Post:
    """End a term of office; the seat is vacant from that day."""
    post = Post.objects.select_for_update().get(pk=post.pk)
    if post.until_on:
        raise Refused(f"{post.title} {post.holder} 已经离任，不用再登记。")
    if post.from_on and on < post.from_on:
        raise Refused(f"离任日期早于任职日期 {post.from_on}。请核对。")
    post.until_on = on
    post.save(update_fields=["until_on"])
    changes = {"post": [f"{post.title} {post.holder}", None]}
    tell(post.organization, "离任", changes=changes, reason=reason, by=by, now=now)
    touch("organizations", [post.organization_id])
    return post


def _refuse_unfit_parent(parent: Organization, *, levels: int) -> None:
    """A branch has nothing below it, an ended organization neither; and there must be room for LEVELS more."""
    if parent.is_branch:
        raise UnfitParent(f"“{parent.name}”是党支部，下面不能再设组织。请选党总支或党委。")
    if parent.state != OrganizationState.ACTIVE:
        raise UnfitParent(f"“{parent.name}”已经撤销。请选别的上级。")
    if parent.depth + levels > MAX_DEPTH:
        raise UnfitParent(f"组织最多 {MAX_DEPTH} 层，放不下了。请选高一些的上级。")


def _refuse_taken(name: str, *, but: int | None = None) -> None:
    """Names are unique among standing organizations, for rosters tell them apart by name; BUT is the one renamed."""
    if Organization.objects.active().filter(name=name).exclude(pk=but).exists():
        raise NameTaken(f"已经有一个“{name}”了。请换一个名称，例如加上所在社区。")


def _refuse_unfit_kind(organization: Organization, kind: str | None) -> None:
    """What has organizations below it cannot become a branch."""
    if kind in BRANCH_KINDS and Organization.objects.active().filter(parent=organization).exists():
        raise UnfitKind(f"“{organization.name}”下面还有组织，不能改成党支部。先把它们移走或撤销。")


def _levels_at(path: str) -> int:
    """How many levels the part of the tree at PATH has; 1 when nothing lies below."""
    longest = Organization.objects.below(path).aggregate(length=Max(Length("path")))["length"]
    return (longest - len(path)) // WIDTH + 1


def _members_of(organization: Organization) -> int:
    """Members of its own, full and probationary."""
    rows = OrganizationFigures.objects.filter(organization=organization)
    return rows.aggregate(all=Coalesce(Sum("full"), 0) + Coalesce(Sum("probationary"), 0))["all"]


def tell(organization: Organization, verb: str, *, by: Any, now: datetime, **more: Any) -> None:
    """One history line about an organization."""
    record(
        verb=verb,
        subject_type="organizations",
        subject_id=organization.pk,
        subject=organization.name,
        org_path=organization.path,
        by=by,
        now=now,
        **more,
    )


def touch_line(path: str) -> None:
    """The organization at PATH and those above it: their sizes are sums over what lies below."""
    touch("organizations", Organization.objects.filter(path__in=ancestors(path)).values_list("pk", flat=True))
