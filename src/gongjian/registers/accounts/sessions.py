"""Sessions in the database (SESSION_ENGINE), found on every request by one statement that is not put together anew."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

FIND = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        """What is kept for this visitor; who comes with an unknown or expired key is a stranger and gets a new one."""
        with connection.cursor() as cursor:
            cursor.execute(FIND, [self.session_key, connection.ops.adapt_datetimefield_value(timezone.now())])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        return self.decode(found[0])
