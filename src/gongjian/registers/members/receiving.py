"""The branch that a typed name means: short forms count when exactly one branch can be meant, and nothing is listed."""

from __future__ import annotations

from functools import lru_cache

from gongjian.foundation.sheets.text import compact
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.names import Doubt, NameIndex


class NotOneBranch(ValueError):
    """The name leads to no branch, or to more than one."""


def branch_named(text: str) -> Organization:
    """The standing branch called TEXT, in full or short; raises NotOneBranch with a sentence for the writer."""
    rows = Organization.objects.active().branches()
    exact = rows.filter(name=compact(text)).first()
    if exact is not None:
        return exact
    answer = _index(tuple(rows.order_by("pk").values_list("name", flat=True))).resolve(text)
    if answer.doubt == Doubt.AMBIGUOUS:
        raise NotOneBranch("这个简称对得上好几个党支部。请写全称，例如带上社区的名字。")
    if answer.name is None:
        raise NotOneBranch("本街道没有叫这个名字的党支部。请核对名称；转到街道以外的，填下面一栏。")
    return rows.get(name=answer.name)


@lru_cache(maxsize=2)
def _index(names: tuple[str, ...]) -> NameIndex:
    """Building it takes a second for a city's names; it is built again when a name changes."""
    return NameIndex(names)
