"""`./gongjian bench [quick]`: measures everything in one run and keeps it as JSON with how to repeat it."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests import postgres

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "build" / "bench.json"
PARTS = (("imports", "sqlite"), ("imports", "postgresql"), ("street", "postgresql"), ("city", "postgresql"))


def main(arguments: list[str]) -> int:
    cluster = postgres.start()
    results: dict[str, Any] = {"repeat": " ".join(["./gongjian bench", *arguments]), "machine": machine()}
    for part, database in PARTS:
        url = cluster.new_database() if database == "postgresql" else ""
        print(f"bench: {part} on {database} …", file=sys.stderr, flush=True)
        results[f"{part}, {database}"] = run_part(part, url, arguments)
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


def ratios(results: dict[str, Any]) -> dict[str, Any]:
    """What the promises are about, in one table."""
    street, city = results["street, postgresql"], results["city, postgresql"]
    found: dict[str, Any] = {}
    for database in ("sqlite", "postgresql"):
        part = results[f"imports, {database}"]
        for name in ("gongjian / bare", "django-import-export / gongjian"):
            found[f"{database}: {name}"] = part[name]
    pages = street["pages"]["pages"]
    found["city / street, by page"] = {
        name: round(city["pages"]["pages"][name]["median"] / pages[name]["median"], 2) for name in pages
    }
    inside = city["pages"]["pages"]
    found["root's page / a branch's page, city"] = round(
        inside["tree at the root"]["median"] / inside["tree at a branch"]["median"], 2
    )
    for name, part in (("street", street), ("city", city)):
        found[f"{name}: list / Django admin's list"] = part["pages"]["admin"]["ours / admin"]
        found[f"{name}: judging everyone (ms)"] = part["coverage"]["judging everyone (ms)"]["median"]
        found[f"{name}: judging after one change (ms)"] = part["coverage"]["judging after one change (ms)"]["median"]
        found[f"{name}: most queries of a page"] = max(page["queries"] for page in part["pages"]["pages"].values())
        found[f"{name}: slowest search (ms)"] = part["search"]["slowest median (ms)"]
    found["city: recount / sequential scan"] = city["coverage"]["recount / scan"]
    return found


def machine() -> dict[str, Any]:
    return {"cores": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
