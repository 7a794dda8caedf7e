"""Files people hand in, kept in the database so that any web process can serve them."""

from __future__ import annotations

import hashlib

from django.db import models


class StoredFile(models.Model):
    """Content and its fingerprint (SHA-256, hex)."""

    id: int
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(help_text="bytes")
    content = models.BinaryField()
    stored_at = models.DateTimeField()

    class Meta:
        db_table = "foundation_stored_file"

    def __str__(self) -> str:
        return self.name


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
