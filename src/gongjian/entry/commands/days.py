"""Days as they are typed after an option."""

from __future__ import annotations

import argparse
from datetime import date


def day(typed: str) -> date:
    """The day TYPED as 2026-07-01; raises ArgumentTypeError."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise argparse.ArgumentTypeError(f"没有“{typed}”这一天，请写成 2026-07-01。") from None
