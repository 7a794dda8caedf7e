"""Whether a database without keys was written with others."""

from __future__ import annotations

from pathlib import Path

from gongjian.entry.filled import is_filled


def test_a_database_file_is_filled_once_it_has_content(tmp_path: Path) -> None:
    file = tmp_path / "gongjian.sqlite3"
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}
    assert not is_filled(database)
    file.touch()
    assert not is_filled(database)
    file.write_text("filled")
    assert is_filled(database)
