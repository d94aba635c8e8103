"""How a connection of the engine becomes a line: what is said at the beginning, and where what it hears goes."""

import base64
import hashlib
import json
from collections.abc import Callable
from functools import partial
from typing import Any

from flask_socketio import SocketIO

from app.live.hub import Hub, Raw
from app.live.lines import Lines
from app.live.wire import framed

TAKE_SOCKET = "rostrum.take_socket"
"""Of a request: gives its socket away, which then belongs to whoever took it and never blocks."""
KEPT_OF_REQUEST = (
    "REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL",
    "REMOTE_ADDR", "HTTP_HOST", "HTTP_COOKIE", "HTTP_ACCEPT_LANGUAGE", "wsgi.url_scheme",
)
"""What says who asks; the rest would take more memory than the line."""
KEY_OF_ALL = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
"""RFC 6455, 1.3."""
Answer = Callable[..., Any]


class Engine:
    """The engine.io server, as lines need it."""

    def __init__(self, server: Any) -> None:
        self._server = server

    def message(self, sid: str, heard: str | bytes) -> None:
        self._server._trigger_event("message", sid, heard, run_async=False)

    def gone(self, sid: str, cause: str) -> None:
        self._server._trigger_event("disconnect", sid, cause, run_async=False)
        self._server.sockets.pop(sid, None)


def give_lines(socketio: SocketIO, hub: Hub) -> Lines:
    """Makes each new websocket of a bound SocketIO a line; who begins by polling stays with the library."""
    server = socketio.server.eio
    lines = Lines(hub, Engine(server))
    by_library = server._handle_connect

    def connect(environ: dict[str, Any], start_response: Answer, transport: str, jsonp_index: int | None = None) -> Any:
        if transport != "websocket":
            return by_library(environ, start_response, transport, jsonp_index)
        return open_line(server, lines, environ, start_response)

    server._handle_connect = connect
    return lines


def open_line(server: Any, lines: Lines, environ: dict[str, Any], start_response: Answer) -> list[bytes]:
    """Answers the request for a websocket and goes on with its socket; refuses one that cannot be."""
    refuse = partial(refused, start_response)
    key = environ.get("HTTP_SEC_WEBSOCKET_KEY")
    if not key or environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13":
        return refuse("426 Upgrade Required", ("Sec-WebSocket-Version", "13"))
    if lines.count >= lines.most:
        return refuse("503 Service Unavailable", ("Retry-After", "5"))
    kept = {name: environ[name] for name in KEPT_OF_REQUEST if name in environ}
    begin_line(server, lines, environ[TAKE_SOCKET](), key, kept)
    return []


def begin_line(server: Any, lines: Lines, raw: Raw, key: str, kept: dict[str, Any]) -> None:
    """Lets a line begin on a socket whose request was read; `kept`: of the request."""
    sid = server.generate_id()
    line = lines.open(sid, raw)
    server.sockets[sid] = line
    server._trigger_event("connect", sid, kept, run_async=False)
    line.write(accepted(key) + framed(b"0" + json.dumps({
        "sid": sid, "upgrades": [], "pingTimeout": int(server.ping_timeout * 1000),
        "pingInterval": int(server.ping_interval * 1000), "maxPayload": server.max_http_buffer_size,
    }).encode()))


def accepted(key: str) -> bytes:
    """The answer with which HTTP ends and the websocket begins. No extension is agreed on: compression more than
    doubles the memory of a connection and the time of a broadcast (measured).
    """
    proof = base64.b64encode(hashlib.sha1((key + KEY_OF_ALL).encode()).digest())
    return b"\r\n".join((
        b"HTTP/1.1 101 Switching Protocols", b"Upgrade: websocket", b"Connection: Upgrade",
        b"Sec-WebSocket-Accept: " + proof, b"", b"",
    ))


def refused(start_response: Answer, status: str, header: tuple[str, str]) -> list[bytes]:
    start_response(status, [header, ("Content-Length", "0")])
    return []
