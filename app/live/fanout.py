"""One frame to many sockets: encoded once, and written straight to every line of a room, by a volley if it can be.

Whoever has no line (it polls, or is on its way from polling to a websocket) gets the packet by the queue of the engine,
as the library does it. What is sent to one client arrives in the order in which it was sent, whichever way it took:
there is one broadcast at a time, and a line on which something waits puts the frame behind it. Only a reminder lets
others in before it has reached everybody.
"""

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from threading import Lock
from typing import Any

from engineio import packet as engine_packet
from socketio import Manager, packet

from app.live.line import Line
from app.live.volley import Row, Volley, settle
from app.live.wire import framed

AT_ONCE = 1000
"""Frames that are written before it is looked whether somebody waits for a turn: some 6 ms. Of a hundred each, as much
again went into coming back to ourselves, with the caches of the processor full of the kernel's (measured). Whoever made
a change gets the answer, which takes as long as 100 frames, behind the news of a room of usual size.
"""
TURNS = 4
"""That others get after so many frames, as long as somebody waits."""
FEW = 16
"""Empty places that do not matter."""
APART_S = 0.02
"""After so long without one, a broadcast belongs to another change."""
REMINDERS = frozenset({"beat"})
"""Events that say again what is so."""


class Members:
    """A room as broadcasts need it: the lines, and the engine's ids of the others. Kept as they come and go: to look
    through ten thousand for one who came takes longer than the news of it may.
    """

    __slots__ = ("few", "others", "row")

    def __init__(self, few: int) -> None:
        self.few = few
        self.row = Row()
        self.others: dict[str, None] = {}

    def add(self, engine_id: str, connection: Any) -> None:
        if isinstance(connection, Line):
            self.row.append(connection)
        else:
            self.others[engine_id] = None

    def remove(self, engine_id: str) -> None:
        if engine_id in self.row:
            self.row.remove(engine_id)
        else:
            self.others.pop(engine_id, None)

    @property
    def is_sparse(self) -> bool:
        """Whether to look through the room anew costs less than its empty places."""
        return self.row.empty > max(self.few, len(self.row.lines) // 8)


class Fanout(Manager):  # type: ignore[misc]
    """The rooms of a process.

    `pause()`: gives others a turn if they wait for one, and says whether; of a change after every `at_once` frames,
    whatever rooms hear of it. `volley`: None where each line has a call of its own.
    """

    def __init__(
        self, pause: Callable[[], object], at_once: int = AT_ONCE, few: int = FEW,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.pause = pause
        self.volley: Volley | None = None
        self._at_once = self._budget = at_once
        self._few = few
        self._clock = clock
        self._cast_at = 0.0
        self._members: dict[tuple[str, str | None], Members] = {}
        self._rooms_of: dict[tuple[str, str], set[str | None]] = {}
        self._casting = Lock()
        self._casts: Counter[tuple[str, str | None]] = Counter()

    def basic_enter_room(self, sid: str, namespace: str, room: str | None, eio_sid: str | None = None) -> None:
        is_there = sid in self.rooms.get(namespace, {}).get(room, ())
        super().basic_enter_room(sid, namespace, room, eio_sid=eio_sid)
        kept = self._members.get((namespace, room))
        if kept and not is_there:
            engine_id = self.rooms[namespace][room][sid]
            kept.add(engine_id, self.server.eio.sockets.get(engine_id))
        self._rooms_of.setdefault((sid, namespace), set()).add(room)

    def basic_leave_room(self, sid: str, namespace: str, room: str | None) -> None:
        engine_id = self.rooms.get(namespace, {}).get(room, {}).get(sid)
        super().basic_leave_room(sid, namespace, room)
        kept = self._members.get((namespace, room))
        is_over = room not in self.rooms.get(namespace, ())
        if kept and engine_id:
            kept.remove(engine_id)
            if is_over or kept.is_sparse:
                del self._members[namespace, room]
        if is_over:
            self._casts.pop((namespace, room), None)
        self._rooms_of.get((sid, namespace), set()).discard(room)

    def basic_disconnect(self, sid: str, namespace: str, **_: Any) -> None:
        """The library looks for the client in every room; each client has one, and so all that leave at once would
        look at each other's.
        """
        for room in list(self._rooms_of.get((sid, namespace), ())):
            self.basic_leave_room(sid, namespace, room)
        self._rooms_of.pop((sid, namespace), None)
        self.callbacks.pop(sid, None)
        for waiting in (self.pending_connect, self.pending_disconnect):
            if sid in waiting.get(namespace, ()):
                waiting[namespace].remove(sid)
                if not waiting[namespace]:
                    del waiting[namespace]

    def is_casting(self) -> bool:
        """Whether something is on its way to a room."""
        return self._casting.locked()

    def members(self, namespace: str, room: str | None) -> Members:
        """Of a room."""
        kept = self._members.get((namespace, room))
        if kept is None:
            kept = Members(self._few)
            for _, engine_id in self.get_participants(namespace, room):
                kept.add(engine_id, self.server.eio.sockets.get(engine_id))
            if kept.row.lines or kept.others:
                self._members[namespace, room] = kept
            else:
                # It is over: nobody will leave it any more, and so nobody would forget it.
                self._casts.pop((namespace, room), None)
        return kept

    def emit(self, event: str, data: Any, namespace: str, room: Any = None, **more: Any) -> None:
        """As the library's; a broadcast of words to one room goes the short way."""
        to = more.pop("to", None) or room
        if more.pop("callback", None) or more.pop("skip_sid", None) or not isinstance(to, (str, type(None))):
            raise NotImplementedError("frames go to rooms, whole, and nobody answers them")
        if namespace not in self.rooms:
            return
        encoded = self.server.packet_class(packet.EVENT, namespace=namespace, data=[event, data]).encode()
        if not isinstance(encoded, str):
            raise TypeError("frames are words")
        (self.remind if event in REMINDERS else self.cast)(encoded, namespace, to)

    def cast(self, encoded: str, namespace: str, room: str | None) -> None:
        """A packet, as text, to everybody in a room; no other begins before it is done."""
        frame = framed(b"4" + encoded.encode())
        self._casts[namespace, room] += 1
        with self._casting:
            members = self.members(namespace, room)
            if self._clock() - self._cast_at > APART_S:
                self._budget = self._at_once
            for first, last in self._pieces(members.row):
                if self._budget <= 0:
                    self._give_way()
                    self._budget = self._at_once
                self._write(frame, members.row, first, last)
                self._budget -= last - first
            self._queue(encoded, members.others)
            self._cast_at = self._clock()

    def remind(self, encoded: str, namespace: str, room: str | None) -> None:
        """A packet that says again what is so. Nobody waits for it, so others go between; if one of them is to the same
        room, what is left of it is out of date and not said.
        """
        frame = framed(b"4" + encoded.encode())
        said = self._casts[namespace, room]
        members = self.members(namespace, room)
        with self._casting:
            if self._casts[namespace, room] == said:
                self._queue(encoded, members.others)
        for first, last in self._pieces(members.row):
            with self._casting:
                if self._casts[namespace, room] != said:
                    return
                self._write(frame, members.row, first, last)
            self.pause()

    def _pieces(self, row: Row) -> Iterator[tuple[int, int]]:
        """Of a row as it is now: who comes meanwhile is shown what is so, and needs no news of it."""
        count = len(row.lines)
        for first in range(0, count, self._at_once):
            yield first, min(first + self._at_once, count)

    def _write(self, frame: bytes, row: Row, first: int, last: int) -> None:
        if self.volley is None or not self.volley.write(frame, row, first, last):
            write(frame, row.lines[first:last])

    def _give_way(self) -> None:
        """Who asks something is accepted, read and answered in a turn each, and should not wait for a piece before
        each.
        """
        for _ in range(TURNS):
            if not self.pause():
                return

    def _queue(self, encoded: str, others: Collection[str]) -> None:
        """By the queues of the engine, to those who have no line. It closes whoever has not answered its ping, in this
        thread: who hears of that may begin no broadcast in it, for it would wait for this one.
        """
        if others:
            queued = engine_packet.Packet(engine_packet.MESSAGE, encoded)
            for engine_id in list(others):
                self.server._send_eio_packet(engine_id, queued)
            # It leaves now, before the screens of the next audience are built.
            self.pause()


def write(frame: bytes, lines: list[Line | None]) -> None:
    """A frame to each. The short way of Line.write, written out: it is walked ten thousand times."""
    size = len(frame)
    for line in lines:
        if line is None:
            continue
        if line.unsent is not None or line.closed:
            line.write(frame)
            continue
        try:
            sent = line.raw.send(frame)
        except BlockingIOError:
            sent = 0
        except OSError:
            line.lose("transport error")
            continue
        if sent != size:
            settle(frame, line, sent)
