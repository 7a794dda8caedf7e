"""A slow line before a server: each page comes through it a little at a time, everything else at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import Request, urlopen

PIECE, PAUSE = 700, 0.02
PASSED_ON = ("Content-Type", "Content-Security-Policy")


class Line(BaseHTTPRequestHandler):
    """Fetches what is asked for, and hands a page on in pieces of PIECE bytes."""

    behind = ""

    def do_GET(self) -> None:
        asked = Request(self.behind + self.path, headers={"Cookie": self.headers.get("Cookie", "")})
        with urlopen(asked) as answer:
            body, heads = answer.read(), {name: answer.headers[name] for name in PASSED_ON if answer.headers[name]}
        self.send_response(answer.status)
        for name, value in heads.items():
            self.send_header(name, value)
        self.end_headers()
        self.hand_on(body, PIECE if heads["Content-Type"].startswith("text/html") else len(body))

    def hand_on(self, body: bytes, size: int) -> None:
        for start in range(0, len(body), size):
            self.wfile.write(body[start : start + size])
            time.sleep(PAUSE if size < len(body) else 0)

    def log_message(self, *words: object) -> None:
        """Say nothing of each request."""


@contextmanager
def slow_line(address: str) -> Iterator[str]:
    """The address through which the server at ADDRESS is reached slowly; on the same host, so that cookies hold."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("LineTo", (Line,), {"behind": address}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
