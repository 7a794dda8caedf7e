"""A column for data that may hold personal numbers: JSON, encrypted at rest, plain in the program."""

from __future__ import annotations

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from gongjian.foundation.secrets import decrypt, encrypt


class SealedJSONField(models.TextField[Any, Any]):
    """Anything JSON can say. It cannot be searched; dates come back as text."""

    def get_prep_value(self, value: Any) -> str:
        return encrypt(json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False))

    def from_db_value(self, value: str, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        return json.loads(decrypt(value))

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        return json.dumps(self.value_from_object(obj), cls=DjangoJSONEncoder, ensure_ascii=False)
