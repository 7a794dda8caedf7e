"""What a check comes to: whether a batch may be imported whole, in part, or not at all."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """CLEAN: every row is good. ROWS_BAD: some are not. UNREADABLE: a file could not be read, or there is no table."""

    CLEAN = "clean"
    ROWS_BAD = "rows_bad"
    UNREADABLE = "unreadable"

    def allows(self, *, skip_bad_rows: bool) -> bool:
        """Whether the good rows may be written."""
        return self is Verdict.CLEAN or (self is Verdict.ROWS_BAD and skip_bad_rows)
