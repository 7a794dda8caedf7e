"""Imports one large roster in a process of its own and prints seconds and peak megabytes."""

from __future__ import annotations

import os
import sys
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
if not os.environ.get("DATABASE_URL"):  # a database of its own, which a server's sealed rows and keys are not
    os.environ.pop("GONGJIAN_BENCH_DATA", None)

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - after set-up

from benchmarks import imports, roster  # noqa: E402 - after set-up


def main(count: int) -> None:
    call_command("migrate", verbosity=0)
    content = roster.workbook(count)
    imports.empty_members()
    imports.found_branches(count)
    start = time.perf_counter()
    imports.gongjian(content)
    print(round(time.perf_counter() - start, 2), imports.peak_megabytes())


if __name__ == "__main__":
    main(int(sys.argv[1]))
