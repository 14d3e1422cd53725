"""A gateway for text messages on this machine: it takes them by HTTP, and tests read them."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

# Nobody has this number.
NO_SUCH = "+46700000000"


class Gateway(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        message = json.loads(body) | {"token": self.headers.get("Authorization", "")}
        code = 503 if self.server.is_busy else 422 if message["to"] == NO_SUCH else 202
        if code == 202:
            self.server.texts.append(message)
        self.send_response(code)
        self.end_headers()

    def log_message(self, *_told):
        """Tests read what arrived, not what was asked."""


@pytest.fixture
def gateway(settings) -> Iterator[ThreadingHTTPServer]:
    """`.texts` are those that arrived; while it `.is_busy` it takes none."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Gateway) as server:
        server.texts, server.is_busy = [], False
        # Looks often whether it is to end: half a second of waiting is longer than most tests.
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        host, port = server.server_address
        settings.SMS_URL, settings.SMS_TOKEN = f"http://{host}:{port}/", "hemlig"
        yield server
        server.shutdown()
