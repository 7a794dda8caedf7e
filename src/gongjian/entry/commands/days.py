"""Days as they are typed after an option."""

from __future__ import annotations

import argparse
from datetime import date

EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)


def day(typed: str) -> date:
    """The day TYPED as 2026-07-01, in a year the calendar can count in; raises ArgumentTypeError."""
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        raise argparse.ArgumentTypeError(f"没有“{typed}”这一天，请写成 2026-07-01。") from None
    if not EARLIEST <= found <= LATEST:
        raise argparse.ArgumentTypeError(f"“{typed}”算不了，请写 {EARLIEST} 到 {LATEST} 之间的一天。")
    return found
