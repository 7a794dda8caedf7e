"""What units said of organizations (已建党组织) before these stood."""

from __future__ import annotations

from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.names import NameIndex
from gongjian.registers.units.models import Unit


def spell_out() -> None:
    """Write in full the short names of organizations that only now can be told."""
    said = Unit.objects.active().exclude(organization_text="").order_by()
    names = list(Organization.objects.active().values_list("name", flat=True))
    texts = set(said.values_list("organization_text", flat=True).distinct()).difference(names)
    if texts:
        index = NameIndex(names)
        for text in texts:
            if name := index.resolve(text).name:
                said.filter(organization_text=text).update(organization_text=name)
