"""One part of the measurements, in this process and its database; prints JSON."""

from __future__ import annotations

import json
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - after set-up

from benchmarks import coverage, duties, imports, matters, pages, population, searching  # noqa: E402 - after set-up


def main(part: str, *options: str) -> None:
    call_command("migrate", verbosity=0)
    quick = "quick" in options
    if part == "imports":
        found = imports.measure(quick=quick)
    elif part == "pages":
        found = pages.measure()
    elif part == "search":
        found = searching.measure()
    else:
        population.fill_once(population.CITY if part == "city" and not quick else population.STREET)
        found = {"duties": duties.measure(), "coverage": coverage.measure()}
        matters.fill_once()
        found |= {"pages": pages.measure(), "search": searching.measure()}
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
