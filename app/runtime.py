"""Everything that is particular to green threads: the server, the raw socket of a connection, the end of the process.

Besides the first lines of wsgi.py the only module that names eventlet; to leave it, rewrite this one.
"""

import gc
import logging
import os
import resource
import select
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeVar, cast

import eventlet
import eventlet.event
import eventlet.hubs
import eventlet.tpool
import eventlet.wsgi
from engineio.async_drivers import eventlet as driver
from eventlet import tpool
from eventlet.greenio.base import socket_accept
from eventlet.support import greenlets
from flask import Flask
from flask_socketio import SocketIO

from app.http11 import BadRequest, read_head
from app.live.arrivals import DISPLAY, Arrivals
from app.live.handshake import TAKE_SOCKET
from app.live.lines import Line, Lines

logger = logging.getLogger(__name__)

BACKLOG = 4096
BEGINNING = 512
HEADER_TIMEOUT_S = 15
REFUSED = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
SPARE_DESCRIPTORS = 500
SPARE_SLOTS = 500
"""Connections that websockets leave to requests."""
DRAIN_S = 3.0
SEND_BUFFER = 65_536
YOUNG_GENERATION = 10_000
FORGET = struct.pack("ii", 1, 0)
"""Of SO_LINGER: nothing lingers."""
T = TypeVar("T")


class Socket(driver.WebSocketWSGI):  # type: ignore[misc]
    """A websocket that is declined compression and whose raw socket can be reached, to cut a reader that has stopped.

    Compression more than doubles the memory of a connection and the time of a fan-out (measured). The kernel holds
    little for it, else it would hide for megabytes that nobody reads.
    """

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        raw = environ["eventlet.input"].get_socket()
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        self.handler.__self__.raw_socket = raw
        return super().__call__(environ, start_response)


def hang_up(connection: Any) -> None:
    """Ends an engine.io connection at once, also one whose writer is stuck because nobody reads. The kernel forgets
    what it still held for it, else it would go on offering that for a quarter of an hour.
    """
    raw: Any = connection.raw if isinstance(connection, Line) else getattr(connection, "raw_socket", None)
    try:
        if raw is not None:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, FORGET)
    except OSError:
        logger.debug("a connection was gone before it was cut")
        raw = None
    connection.close(wait=False, abort=True)
    if raw is not None and not isinstance(connection, Line):
        try:
            raw.shutdown(socket.SHUT_RDWR)
        except OSError:
            logger.debug("a connection was gone while it was cut")


class Hub:
    """The hub of green threads, as lines need it."""

    def __init__(self) -> None:
        # What watches the sockets for the hub can itself be watched: whether it has something, without taking it.
        self._watch = eventlet.patcher.original("select").poll()
        self._watch.register(eventlet.hubs.get_hub().poll.fileno(), select.POLLIN)
        self._over = greenlets.greenlet(int)
        self._over.switch()

    def _when(self, kind: str, descriptor: int, call: Callable[[int], None]) -> object:
        watch = eventlet.hubs.get_hub().add(kind, descriptor, call, call, ignored)
        # It holds the thread that has asked for it: that of the request, which is over, as long as the line lives.
        watch.greenlet = self._over
        return watch

    def give_way(self) -> None:
        hub = eventlet.hubs.get_hub()
        is_due = hub.next_timers or (hub.timers and hub.timers[0][0] <= hub.clock())
        if is_due or self._watch.poll(0):
            eventlet.sleep(0)

    def when_readable(self, descriptor: int, call: Callable[[int], None]) -> object:
        return self._when(eventlet.hubs.hub.READ, descriptor, call)

    def when_writable(self, descriptor: int, call: Callable[[int], None]) -> object:
        return self._when(eventlet.hubs.hub.WRITE, descriptor, call)

    def forget(self, watch: Any) -> None:
        eventlet.hubs.get_hub().remove(watch)

    def start(self, work: Callable[[], None]) -> None:
        eventlet.spawn_n(work)


def ignored(*_: Any) -> None:
    """For what the hub tells and lines know already."""


class Left:
    """In the place of a socket that its server has to let go of: it closes what is its own, and cuts nothing."""

    def __init__(self, green: Any) -> None:
        self._green = green

    def shutdown(self, _how: int) -> None:
        """The connection goes on elsewhere."""

    def close(self) -> None:
        self._green.close()


class Listener:
    """Takes new connections in the order of `Arrivals`: a display may wait while a desk comes after it.

    The kernel shows no connection before something has come on it, so that what wants to be served can be looked at.
    `room()`: how many more connections there may be.
    """

    def __init__(self, green: Any, room: Callable[[], int]) -> None:
        self._green = green
        green.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, HEADER_TIMEOUT_S)
        self._arrivals = Arrivals(self._take, self._is_display, room, eventlet.sleep)

    def _take(self) -> tuple[Any, Any] | None:
        came: tuple[Any, Any] | None = socket_accept(self._green.fd)
        if came:
            eventlet.hubs.notify_opened(came[0].fileno())
        return came

    def _is_display(self, came: tuple[Any, Any]) -> bool:
        try:
            begins = came[0].recv(BEGINNING, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except OSError:
            # Nothing there, or gone already: that is for whoever reads the request.
            return False
        return DISPLAY.match(begins) is not None

    def accept(self) -> Any:
        while (came := self._arrivals.next()) is None:
            eventlet.hubs.trampoline(self._green.fd, read=True)
        client, address = came
        return type(self._green)(client), address

    def __getattr__(self, name: str) -> Any:
        return getattr(self._green, name)


class Http(eventlet.wsgi.HttpProtocol):  # type: ignore[misc]
    """A connection of the server, of which a websocket may take the socket along."""

    connection: Any

    def parse_request(self) -> bool:
        """Reads the head of a request; the library's own reader is lenient, and slow."""
        try:
            head = read_head(self.raw_requestline, self.rfile.readline)
        except BadRequest as bad:
            logger.info("request refused cause=%s", bad)
            self.wfile.write(REFUSED)
            self.close_connection = True
            return False
        self.command, self.path, self.request_version = head.method, head.target, head.version
        self.requestline = self.raw_requestline.decode("latin-1").rstrip()
        self.headers, self.close_connection = head.fields, not head.stays
        return True

    def finish(self) -> None:
        """Lets go of the last request, which holds this connection: else its buffers, some 25 KB, would stay until the
        collector looks.
        """
        super().finish()
        self.environ = None

    def get_environ(self) -> dict[str, Any]:
        return {**super().get_environ(), TAKE_SOCKET: self.take_socket}

    def take_socket(self) -> socket.socket:
        """The socket, which from now on is the caller's and never blocks."""
        green = self.connection
        original = eventlet.patcher.original("socket").socket
        raw: socket.socket = original(green.family, green.type, 0, os.dup(green.fileno()))
        raw.setblocking(False)
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.connection = self.conn_state[1] = Left(green)
        eventlet.wsgi.WSGI_LOCAL.already_handled = True
        return raw


def prepare(socketio: SocketIO) -> None:
    """Mends the websockets of the library in the engine of a bound SocketIO: for who begins by polling."""
    socketio.server.eio._async["websocket"] = Socket


def slots() -> int:
    """Connections that may be open at once: the descriptors of the process, less some for files and the database."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return max(64, hard - SPARE_DESCRIPTORS)


def tune_collector() -> None:
    """Takes what lives for ever out of the collector's sight, and lets it look less often: it took half a fan-out."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_GENERATION, 20, 100)


def serve(
    app: Flask, host: str, port: int, ready: Callable[[], None], in_flight: Callable[[], int],
    lines: Lines | None = None,
) -> None:
    """Serves until SIGTERM or SIGINT; then takes nothing new, lets what runs finish, and returns.

    `ready` is called once the port is open; `in_flight` tells how many commands are being done. `lines`: count
    together with the requests against the descriptors of the process.
    Raises OSError if the port is taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Left to itself it would share the port with another server, and each would get half of the room.
    listener = eventlet.listen((host, port), family, backlog=BACKLOG, reuse_port=False)
    stop = eventlet.event.Event()

    def asked_to_stop(_signal: int, _frame: FrameType | None) -> None:
        if not stop.ready():
            stop.send(None)

    signal.signal(signal.SIGTERM, asked_to_stop)
    signal.signal(signal.SIGINT, asked_to_stop)
    most = slots()
    pool = eventlet.GreenPool(most)
    door = Listener(listener, pool.free)
    if lines is not None:
        lines.most, lines.changed = most - SPARE_SLOTS, lambda count: pool.resize(most - count)
    server = eventlet.spawn(
        eventlet.wsgi.server, door, app, custom_pool=pool, protocol=Http, socket_timeout=HEADER_TIMEOUT_S,
        log_output=False, debug=False,
    )
    server.link(lambda _: stop.ready() or stop.send(None))
    tune_collector()
    ready()
    stop.wait()
    listener.close()
    deadline = time.monotonic() + DRAIN_S
    while in_flight() and time.monotonic() < deadline:
        eventlet.sleep(0.02)
    logger.info("stopped in_flight=%s", in_flight())
    sys.stdout.flush()


def run_blocking(work: Callable[[], T]) -> T:
    """Does work that computes long or blocks in a real thread, so that nobody else waits for it."""
    return cast(T, tpool.execute(work))
