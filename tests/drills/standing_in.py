"""Workers that do nothing but tell what they were asked: to see what nginx makes of a request."""

import gzip
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HASHED = re.compile(r"/static/[0-9a-f]{12}/")


class Worker:
    """Answers with its name and with what came to it. Files whose address holds a hash may be kept for ever."""

    def __init__(self, name: str) -> None:
        self.asked: list[str] = []
        self._server = Listener(("127.0.0.1", 0), handler_of(name, self.asked))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._server.server_port)

    def end(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


class Listener(ThreadingHTTPServer):
    request_queue_size = 1024
    daemon_threads = True


def handler_of(name: str, asked: list[str]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            asked.append(self.path)
            length = len(self.rfile.read(int(self.headers.get("Content-Length", 0))))
            # Long enough that it is worth packing, or that a reader has to ask for more of it.
            filling = "a" * (20_000 if "/large/" in self.path else 1000)
            told = {"worker": name, "method": self.command, "path": self.path, "length": length, "filling": filling,
                    "headers": [[key.lower(), value] for key, value in self.headers.items()]}
            body = json.dumps(told).encode()
            is_packed = bool(HASHED.match(self.path)) and self.headers.get("Accept-Encoding") == "gzip"
            self.send_response(200)
            if is_packed:
                body = gzip.compress(body)
                self.send_header("Content-Encoding", "gzip")
            if HASHED.match(self.path):
                self.send_header("Vary", "Accept-Encoding")
            kept = "public, max-age=31536000, immutable" if HASHED.match(self.path) else "no-store"
            self.send_header("Content-Type", "application/json")
            self.send_header("Cache-Control", kept)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = answer

        def log_message(self, *_: Any) -> None:
            """Nothing: it is all in what it answers."""

    return Handler
