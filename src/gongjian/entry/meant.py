"""Which organization a program means by a name."""

from __future__ import annotations

from django.db.models import QuerySet

from gongjian.entry.desk.likeness import names_like
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.names import NameIndex


def path_of(name: str, among: QuerySet[Organization] | None = None) -> str:
    """The path of the one organization AMONG some (all that stand) that NAME, in full or short, can mean.

    Raises LookupError with a sentence that says what to do.
    """
    rows = Organization.objects.active() if among is None else among
    paths = dict(rows.values_list("name", "path"))
    meant = NameIndex(paths).resolve(name)
    if meant.name is not None:
        return paths[meant.name]
    if several := "、".join(meant.candidates[:5]):
        raise LookupError(f"“{name}”对得上好几个党组织：{several}。请写全称。")
    near = "、".join(names_like(name, list(paths)))
    raise LookupError(f"没有找到“{name}”。" + (f"是不是要找：{near}？" if near else ""))
