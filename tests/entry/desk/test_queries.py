"""What an import changes is told in words, and nobody's numbers in full."""

from __future__ import annotations

import pytest

from gongjian.entry.desk.queries import in_words
from gongjian.foundation.secrets import encrypt


@pytest.mark.parametrize("kind", ["members", "units", "organizations"])
def test_phones_are_masked(kind: str) -> None:
    assert in_words(kind, "phone", ["15400001234", ""]) == ("154****1234", "")


def test_identity_numbers_are_masked_and_choices_read_by_their_label() -> None:
    sealed = encrypt("320402194005068416")
    assert in_words("members", "identity_sealed", ["", sealed]) == ("", "320402********8416")
    assert in_words("members", "status", ["full", "probationary"]) == ("正式党员", "预备党员")
