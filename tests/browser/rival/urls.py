"""The product's address book; importing the benchmark's page puts the members' list into the admin."""

from __future__ import annotations

from benchmarks.pages import ADMIN_ROWS, MemberAdmin
from gongjian.entry.urls import handler400, handler403, handler404, handler500, urlpatterns

MemberAdmin.list_per_page = ADMIN_ROWS

__all__ = ["MemberAdmin", "handler400", "handler403", "handler404", "handler500", "urlpatterns"]
