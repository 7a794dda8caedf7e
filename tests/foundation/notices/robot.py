"""A chat group's robot on this machine that remembers what it heard."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer


class Robot:
    """A group's robot on this machine; `answer` is what it says, None hangs up."""

    def __init__(self) -> None:
        self.heard: list[dict] = []
        self.answer: dict | None = {"errcode": 0}
        robot = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                robot.heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                if robot.answer is None:
                    self.connection.close()
                    return
                self.send_response(200)
                self.end_headers()
                self.wfile.write(json.dumps(robot.answer).encode())

            def log_message(self, *args: object) -> None:
                """Say nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/robot?key=secret"

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
