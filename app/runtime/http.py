"""Connections as they come, and their requests: read strictly, and let go of when a websocket takes the socket."""

import logging
import os
import socket
from collections.abc import Callable
from typing import Any

import eventlet
import eventlet.event
import eventlet.hubs
import eventlet.wsgi
from eventlet.greenio.base import socket_accept

from app.http11 import BadRequest, read_head
from app.live.arrivals import DISPLAY, Arrivals
from app.live.handshake import TAKE_SOCKET
from app.runtime.hub import Hub
from app.runtime.sockets import SEND_BUFFER

logger = logging.getLogger(__name__)

BEGINNING = 512
CALLS_TO_LOOK = 64
HEADER_TIMEOUT_S = 15
REFUSED = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class Listener:
    """Takes new connections in the order of `Arrivals`: a display may wait while a desk comes after it.

    The kernel shows no connection before something has come on it, so that what wants to be served can be looked at.
    `room()`: how many more connections there may be.
    """

    def __init__(self, green: Any, room: Callable[[], int], hub: Hub) -> None:
        self._green = green
        self._hub = hub
        self._knock: Any = None
        self._watch: object = None
        self._calls = 0
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
            self._knock = eventlet.event.Event()
            self._watch = self._hub.when_readable(self._green.fileno(), self._wake)
            self._knock.wait()
            self._forget_watch()
        client, address = came
        return type(self._green)(client), address

    def shut(self) -> None:
        """Nobody comes in any more, and who came in and is not served yet is sent away."""
        self._forget_watch()
        self._green.close()
        for client, _ in self._arrivals.send_away():
            client.close()

    def _forget_watch(self) -> None:
        """Its number may soon be that of another socket."""
        watch, self._watch = self._watch, None
        if watch is not None:
            self._hub.forget(watch)

    def _wake(self, _descriptor: int = 0) -> None:
        if self._knock and not self._knock.ready():
            self._knock.send()

    def look_now_and_then(self) -> None:
        """To be called for each line that comes or goes. Those who leave at once come back at once: ending five
        thousand takes a quarter of a second, and the kernel, which has 4,096 places, makes others wait a second.
        """
        self._calls += 1
        if self._calls % CALLS_TO_LOOK:
            return
        try:
            is_anybody_there = self._arrivals.look()
        except OSError:
            # The kernel has no descriptor left: that is for who accepts, not for a line that ends.
            is_anybody_there = True
        if is_anybody_there:
            self._wake()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._green, name)


class Left:
    """In the place of a socket that its server has to let go of: it closes what is its own, and cuts nothing."""

    def __init__(self, green: Any) -> None:
        self._green = green

    def shutdown(self, _how: int) -> None:
        """The connection goes on elsewhere."""

    def close(self) -> None:
        self._green.close()


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
