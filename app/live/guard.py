"""What keeps one client from harming the others: unreadable packets, floods, readers that have stopped."""

import logging
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from flask_socketio import SocketIO
from socketio import packet

from app.live.limits import Buckets
from app.live.line import Line
from app.live.lines import Lines

logger = logging.getLogger(__name__)

OURS = frozenset({"connect", "disconnect"})
"""Events that the library itself makes of a connection: from a client they would be lies about who is there."""
PACKETS_PER_S = 40
PACKET_BURST = 120
MOST_QUEUED = 64
LONGEST_STOP_S = 3.0
LOG_EVERY_S = 1.0


class Guard:
    """Stands before the socket engine. `hang_up(connection)`: ends a connection at once."""

    def __init__(self, socketio: SocketIO, hang_up: Callable[[Any], None]) -> None:
        self._server = socketio.server
        self._hang_up = hang_up
        self._buckets = Buckets()
        self._waiting: dict[str, tuple[Any, float]] = {}
        self._last_line = 0.0
        self._unsaid = 0
        self.lines: Lines | None = None
        self.cuts: Counter[str] = Counter()
        """How many connections were cut, by cause."""

    def stand(self) -> None:
        """Puts itself before the handler of all messages."""
        handle = self._server.eio.handlers["message"]

        def guarded(eio_sid: str, data: Any) -> Any:
            cause = self._cause_to_refuse(eio_sid, data)
            if cause:
                self.cut(eio_sid, cause)
                return None
            return handle(eio_sid, data)

        self._server.eio.handlers["message"] = guarded

    def _cause_to_refuse(self, eio_sid: str, data: Any) -> str | None:
        if not isinstance(data, str):
            return "binary"
        if not self._buckets.take(eio_sid, PACKETS_PER_S, PACKET_BURST):
            return "flood"
        try:
            read = packet.Packet(encoded_packet=data)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OverflowError):
            return "unreadable"
        match read.packet_type:
            case packet.CONNECT:
                return None if read.data is None or isinstance(read.data, dict) else "unreadable"
            case packet.EVENT:
                if not (isinstance(read.data, list) and read.data and isinstance(read.data[0], str)):
                    return "unreadable"
                return "unexpected" if read.data[0] in OURS else None
            case packet.DISCONNECT:
                return None
            case _:
                return "unexpected"

    def cut(self, eio_sid: str, cause: str) -> None:
        """Ends a connection, with one line a second in the log however many there are."""
        connection = self._server.eio.sockets.get(eio_sid)
        if connection is None:
            return
        self._hang_up(connection)
        self.cuts[cause] += 1
        now = time.monotonic()
        if now - self._last_line >= LOG_EVERY_S:
            logger.warning("connection cut cause=%s and_more=%s", cause, self._unsaid)
            self._last_line, self._unsaid = now, 0
        else:
            self._unsaid += 1

    def cut_slow(self) -> None:
        """Cuts whoever no longer reads: too much waits for it, or the same packet has waited first for too long.

        A display that was only slow comes back by `watch`.
        """
        now, before, self._waiting = time.monotonic(), self._waiting, {}
        self._buckets.keep(self._server.eio.sockets)
        if self.lines is not None:
            for line in self.lines.stuck_lines(now - LONGEST_STOP_S, MOST_QUEUED):
                self.cut(line.sid, "slow")
        for eio_sid, connection in list(self._server.eio.sockets.items()):
            if isinstance(connection, Line) or connection.closed or not connection.queue.qsize():
                continue
            first = connection.queue.queue[0]
            waited, since = before.get(eio_sid, (None, now))
            self._waiting[eio_sid] = (first, since if first is waited else now)
            if connection.queue.qsize() > MOST_QUEUED or now - self._waiting[eio_sid][1] > LONGEST_STOP_S:
                self.cut(eio_sid, "slow")
