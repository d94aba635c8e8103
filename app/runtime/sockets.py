"""The websockets of the library, for who begins by polling; and how any connection is cut."""

import logging
import socket
import struct
from collections.abc import Callable
from typing import Any

from engineio.async_drivers import eventlet as driver
from flask_socketio import SocketIO

from app.live.line import Line

logger = logging.getLogger(__name__)

SEND_BUFFER = 65_536
FORGET = struct.pack("ii", 1, 0)
"""Of SO_LINGER: nothing lingers."""


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


def prepare(socketio: SocketIO) -> None:
    """Mends the websockets of the library in the engine of a bound SocketIO: for who begins by polling."""
    socketio.server.eio._async["websocket"] = Socket


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
