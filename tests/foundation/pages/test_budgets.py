"""What a staff page may weigh: 12 kB of style, 8 kB of script of ours."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

import gongjian.foundation

STATIC = Path(gongjian.foundation.__file__).parent / "static/gongjian"
SHARED = STATIC / "gj.css"
FAMILIES = sorted(path.name for path in STATIC.glob("*.css") if path != SHARED)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_shared_sheet_and_two_families_stay_within_the_budget_of_a_page(family: str) -> None:
    largest = max(len(gzip.compress((STATIC / name).read_bytes())) for name in FAMILIES)
    sheets = [gzip.compress(SHARED.read_bytes()), gzip.compress((STATIC / family).read_bytes())]
    assert sum(map(len, sheets)) + largest <= 12 * 1024


def test_our_script_stays_small() -> None:
    size = (STATIC / "gj.js").stat().st_size
    assert size <= 8 * 1024
