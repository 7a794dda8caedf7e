"""What the console says of requests: a refusal is one line that names nobody."""

from __future__ import annotations

import logging
from typing import Any

SERVER_FAULT = 500
UNKNOWN = "an address we do not have"


class RefusalsInOneLine(logging.Filter):
    """Answers below 500 lose their traceback and their address: "403 GET m/<int:pk>/edit".

    An address may hold what somebody typed, and the exception's words may name people.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        status = getattr(record, "status_code", SERVER_FAULT)
        request = getattr(record, "request", None)
        if status < SERVER_FAULT and request is not None:
            record.msg, record.args = "%s %s %s", (status, request.method, route_of(request))
            record.exc_info = record.exc_text = None
        return True


def route_of(request: Any) -> str:
    """The pattern that REQUEST's address fits, without the ids in it."""
    found = request.resolver_match
    return found.route or "/" if found else UNKNOWN
