"""`./gongjian bench [quick]`: measures everything in one run and keeps it as JSON with how to repeat it."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests import postgres

ROOT = Path(__file__).resolve().parents[1]
CLOCKS = {"median": "by the clock", "cpu": "own computing"}
TURNS = 3
RESULTS = ROOT / "build" / "bench.json"
PARTS = (("imports", "sqlite"), ("imports", "postgresql"), ("street", "postgresql"), ("city", "postgresql"))


def main(arguments: list[str]) -> int:
    cluster = postgres.start()
    results: dict[str, Any] = {"repeat": " ".join(["./gongjian bench", *arguments]), "machine": machine()}
    urls = {}
    for part, database in PARTS:
        urls[part] = cluster.new_database() if database == "postgresql" else ""
        print(f"bench: {part} on {database} …", file=sys.stderr, flush=True)
        results[f"{part}, {database}"] = run_part(part, urls[part], arguments)
    results["pages in turn"] = in_turn(urls)
    results["ratios"] = ratios(results)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n")
    print(json.dumps(results["ratios"], ensure_ascii=False, indent=1))
    print(f"All figures: {RESULTS.relative_to(ROOT)}")
    return 0


def run_part(part: str, url: str, arguments: list[str]) -> Any:
    """Each part runs in a process and a database of its own."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
    environment.pop("DATABASE_URL", None)
    if url:
        environment["DATABASE_URL"] = url
    command = [sys.executable, "-m", "benchmarks.part", part, *arguments]
    done = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def in_turn(urls: dict[str, str]) -> dict[str, Any]:
    """Each page at both scales by {clock: median of the turns}: street and city in turn, so that the machine's moods
    meet both.
    """
    turns: dict[str, list[Any]] = {"street": [], "city": []}
    for turn in range(TURNS):
        for scale, found in turns.items():
            print(f"bench: pages of the {scale}, turn {turn + 1} …", file=sys.stderr, flush=True)
            found.append(run_part("pages", urls[scale], [])["pages"])
    return {
        scale: {
            page: {clock: statistics.median(each[page][clock] for each in found) for clock in CLOCKS}
            for page in found[0]
        }
        for scale, found in turns.items()
    }


def ratios(results: dict[str, Any]) -> dict[str, Any]:
    """What the promises are about, in one table."""
    street, city = results["street, postgresql"], results["city, postgresql"]
    found: dict[str, Any] = {}
    for database in ("sqlite", "postgresql"):
        part = results[f"imports, {database}"]
        for name in ("gongjian / bare", "django-import-export / gongjian"):
            found[f"{database}: {name}"] = part[name]
    small, large = results["pages in turn"]["street"], results["pages in turn"]["city"]
    for clock, what in CLOCKS.items():
        found[f"city / street, by page, {what}"] = {name: over(large[name], small[name], clock) for name in small}
        found[f"root's page / a branch's page, city, {what}"] = over(
            large["tree at the root"], large["tree at a branch"], clock
        )
    for name, part in (("street", street), ("city", city)):
        lists = part["pages"]["admin"]
        for clock, what in CLOCKS.items():
            found[f"{name}: list / Django admin's list, {what}"] = over(
                lists["members list (ms)"], lists["admin's list (ms)"], clock
            )
            found[f"{name}: list / Django admin's list as it comes (100 rows), {what}"] = over(
                lists["members list (ms)"], lists["admin's list as it comes (ms)"], clock
            )
        found[f"{name}: judging everyone (ms)"] = part["coverage"]["judging everyone (ms)"]["median"]
        found[f"{name}: judging after one change (ms)"] = part["coverage"]["judging after one change (ms)"]["median"]
        for what in ("computing the year (ms)", "comparing it on a new day, nothing to do (ms)"):
            for clock, how in CLOCKS.items():
                found[f"{name}: duties, {what}, {how}"] = part["duties"][what][clock]
        found[f"{name}: most queries of a page"] = max(page["queries"] for page in part["pages"]["pages"].values())
        found[f"{name}: slowest search (ms)"] = part["search"]["slowest median (ms)"]
    for name in ("recount / scan", "recount of all that is kept / scan"):
        found[f"city: {name}"] = city["coverage"][name]
    return found


def over(one: dict[str, float], other: dict[str, float], clock: str) -> float:
    return round(one[clock] / other[clock], 2)


def machine() -> dict[str, Any]:
    return {"cores": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
