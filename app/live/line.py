"""A websocket that costs no thread: a socket, what could not be written yet, and what was not yet answered.

A line takes the place of an engine.io connection (`send`, `close`, `closed` and what else its server asks of one), but
has neither writer nor pinger of its own: what is sent goes straight to the socket. Only where the socket would block
is it kept, in order, until the socket can be written again.
"""

import errno
import time
from collections import deque
from typing import Protocol

from app.live.hub import Hub, Raw
from app.live.wire import BINARY, CLOSE, PING, PONG, TEXT, Broken, Reader, framed

READ_AT_ONCE = 65_536
LONGEST_MESSAGE = 64 * 1024
MOST_UNHEARD = 256
MOST_FRAMES = 1000
"""From one ping to the next, of whatever kind: more than the guard lets pass of messages, and a pong."""
WOULD_BLOCK = (-errno.EAGAIN, -errno.EWOULDBLOCK)
ENGINE_CLOSE, ENGINE_PING, ENGINE_PONG, ENGINE_MESSAGE = "1", "2", "3", "4"
GOODBYE = framed(ENGINE_CLOSE.encode()) + framed((1000).to_bytes(2, "big"), CLOSE)


class Packet(Protocol):
    """Of an engine.io packet, what a line needs."""

    def encode(self) -> str | bytes: ...


class Ends(Protocol):
    """Where what a line heard is answered. Neither raises."""

    def message(self, sid: str, text: str | bytes) -> None: ...

    def gone(self, sid: str, cause: str) -> None: ...


class Keeper(Protocol):
    """Of all lines of a process, what one of them needs. `stuck`: for whom something waits."""

    hub: Hub
    ends: Ends
    stuck: "set[Line]"

    def end(self, line: "Line", cause: str) -> None:
        """A line is about to close its socket."""

    def forget(self, line: "Line") -> None:
        """Nothing of a line is left to be answered."""


class Line:
    """One websocket. All of it runs where nothing yields, except `message` and `gone` of the ends, in their order.

    Who does not read is not read: while something waits for a line nothing more is taken in from it, nor is anything
    answered that it has asked, so it cannot make us hold more than what it is told with everybody.

    `stuck_since`: since when the piece that waits first has waited, on the monotonic clock; None if nothing waits.
    """

    __slots__ = (
        "_ends", "_inbox", "_is_heard", "_reader", "_reading", "_writing", "awaits_pong", "closed", "closing", "frames",
        "lines", "raw", "sid", "stuck_since", "turn", "unsent",
    )
    connected = True
    upgrading = False
    upgraded = True

    def __init__(self, sid: str, raw: Raw, lines: Keeper) -> None:
        self.sid = sid
        self.raw = raw
        self.lines = lines
        self.unsent: deque[bytes | memoryview] | None = None
        self.stuck_since: float | None = None
        self.closed = False
        self.closing = False
        self.awaits_pong = False
        self.frames = 0
        self.turn = 0
        self._inbox: deque[str | bytes | None] | None = None
        self._is_heard = False
        self._ends = lines.ends
        self._reader = Reader(LONGEST_MESSAGE)
        self._writing: object = None
        self._reading: object = None
        self._listen()

    # What the engine asks of a connection.

    def send(self, packet: Packet) -> None:
        """One packet, behind all that was sent before."""
        encoded = packet.encode()
        self.write(framed(encoded.encode()) if isinstance(encoded, str) else framed(encoded, BINARY))

    def close(self, wait: bool = True, abort: bool = False, reason: str = "server disconnect") -> None:
        """Says goodbye behind all that was sent before, and ends; at once and without a word if it is to abort."""
        if self.closed or (self.closing and not abort):
            return
        self.closing = True
        if not abort:
            self.write(GOODBYE)
        if abort or self.unsent is None:
            self.lose(reason)

    def check_ping_timeout(self) -> bool:
        """Whether it lives; the pinger sees to it."""
        return not self.closed

    # Writing.

    def write(self, frame: bytes) -> None:
        """A whole frame: now if the socket takes it, else in its turn. A line that has ended takes it for nothing."""
        if self.closed:
            return
        if self.unsent is not None:
            self.unsent.append(frame)
            return
        try:
            sent = self.raw.send(frame)
        except BlockingIOError:
            sent = 0
        except OSError:
            self.lose("transport error")
            return
        if sent != len(frame):
            self.keep(frame, sent)

    def keep(self, frame: bytes, sent: int) -> None:
        """The rest of a frame, of which so many bytes have left: everything younger waits behind it."""
        self.unsent = deque([memoryview(frame)[sent:]])
        self.stuck_since = time.monotonic()
        self._stop_listening()
        self.lines.stuck.add(self)
        self._writing = self.lines.hub.when_writable(self.raw.fileno(), self.flush)

    def settle(self, frame: bytes, taken: int | None) -> None:
        """What became of a frame that others wrote for the line while nothing waited for it: how many bytes have left,
        or the number of the error, negative; None if nobody came to it.
        """
        if taken is None:
            self.write(frame)
        elif self.closed or taken == len(frame):
            return
        elif taken >= 0:
            self.keep(frame, taken)
        elif taken in WOULD_BLOCK:
            self.keep(frame, 0)
        else:
            self.lose("transport error")

    def flush(self, _descriptor: int) -> None:
        """Writes what waits, as far as the socket takes it."""
        unsent = self.unsent
        while unsent:
            try:
                sent = self.raw.send(unsent[0])
            except BlockingIOError:
                return
            except OSError:
                self.lose("transport error")
                return
            self.stuck_since = time.monotonic()
            if sent < len(unsent[0]):
                unsent[0] = memoryview(unsent[0])[sent:]
                return
            unsent.popleft()
        if unsent is None:
            return
        self._free()
        if self.closing:
            self.lose("server disconnect")
        else:
            self._listen()

    def _free(self) -> None:
        """Nothing waits any more."""
        if self.unsent is not None:
            writing, self._writing = self._writing, None
            self.unsent = self.stuck_since = None
            self.lines.stuck.discard(self)
            if writing is not None:
                self.lines.hub.forget(writing)

    # Reading.

    def _listen(self) -> None:
        """Hears on, first what had been taken in and not yet answered."""
        self._reading = self.lines.hub.when_readable(self.raw.fileno(), self.read)
        if self._inbox:
            self._start_work()
        self._take_in(b"")

    def _stop_listening(self) -> None:
        reading, self._reading = self._reading, None
        if reading is not None:
            self.lines.hub.forget(reading)

    def read(self, _descriptor: int) -> None:
        """Takes in what has come."""
        try:
            piece = self.raw.recv(READ_AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            self.lose("transport error")
            return
        if not piece:
            self.lose("transport close")
            return
        self._take_in(piece)

    def _take_in(self, piece: bytes) -> None:
        """Hears what is whole, up to where something waits for the line."""
        try:
            for opcode, payload in self._reader.feed(piece):
                self.frames += 1
                if self.frames > MOST_FRAMES:
                    self.lose("transport error")
                    return
                self._hear(opcode, payload)
                if self.closed or self.unsent is not None:
                    return
        except Broken as broken:
            self.write(framed(broken.status.to_bytes(2, "big"), CLOSE))
            self.lose("transport error")

    def _hear(self, opcode: int, payload: bytes) -> None:
        if opcode == TEXT:
            self._hear_text(payload)
        elif opcode == BINARY:
            self._answer(payload)
        elif opcode == PING:
            self.write(framed(payload, PONG))
        elif opcode == CLOSE:
            self.write(framed(payload[:2], CLOSE))
            self.lose("client disconnect")

    def _hear_text(self, payload: bytes) -> None:
        try:
            text = payload.decode()
        except UnicodeDecodeError:
            raise Broken(1007) from None
        kind = text[:1]
        if kind == ENGINE_MESSAGE:
            self._answer(text[1:])
        elif kind == ENGINE_PONG:
            self.awaits_pong = False
        elif kind == ENGINE_PING:
            self.write(framed(ENGINE_PONG.encode() + payload[1:]))
        elif kind == ENGINE_CLOSE:
            self.lose("client disconnect")
        else:
            # Nothing that a client of the engine sends: as bytes it is refused by what judges messages.
            self._answer(payload)

    def _answer(self, heard: str | bytes | None) -> None:
        """In a thread that ends when nothing is left, so that a line in silence costs none."""
        if self._inbox is None:
            self._inbox = deque()
        self._inbox.append(heard)
        if len(self._inbox) > MOST_UNHEARD and not self.closed:
            self.lose("transport error")
        self._start_work()

    def _start_work(self) -> None:
        if not self._is_heard:
            self._is_heard = True
            self.lines.hub.start(self._work)

    def _work(self) -> None:
        while self._inbox and (self.closed or self.unsent is None):
            heard = self._inbox.popleft()
            if heard is None:
                self.lines.forget(self)
            elif not self.closed:
                self._ends.message(self.sid, heard)
        if not self._inbox:
            self._inbox = None
        self._is_heard = False

    def lose(self, cause: str) -> None:
        """Ends the line at once. Who listens hears of it after all that was heard before."""
        if self.closed:
            return
        self.closed = self.closing = True
        self._free()
        self._stop_listening()
        self.lines.end(self, cause)
        self.raw.close()
        self._answer(None)
