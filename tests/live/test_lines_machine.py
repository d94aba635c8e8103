"""Sockets that block, take a part, close and come back, against a model: what was sent, in order, is what arrives."""

import os
import select
import socket
from array import array
from collections import deque
from collections.abc import Callable

import pytest
import socketio
from engineio.socket import Socket as Ordinary
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule
from socketio import packet

from app.live.fanout import Fanout
from app.live.line import Line
from app.live.lines import PING_FRAME, TURNS, Lines
from app.live.volley import Volley
from app.live.wire import framed
from app.runtime.ring import Ring, opened

ROOM = "everybody"
ROOMS = (ROOM, "some")
pytestmark = pytest.mark.slow


class SelectHub:
    """Watches by select, in turns that the test gives."""

    def __init__(self) -> None:
        self.readers: dict[int, Callable[[int], None]] = {}
        self.writers: dict[int, Callable[[int], None]] = {}
        self.started: list[Callable[[], None]] = []

    def when_readable(self, descriptor: int, call: Callable[[int], None]) -> object:
        assert descriptor not in self.readers
        self.readers[descriptor] = call
        return (self.readers, descriptor)

    def when_writable(self, descriptor: int, call: Callable[[int], None]) -> object:
        assert descriptor not in self.writers
        self.writers[descriptor] = call
        return (self.writers, descriptor)

    def forget(self, watch: tuple[dict[int, Callable[[int], None]], int]) -> None:
        del watch[0][watch[1]]

    def start(self, work: Callable[[], None]) -> None:
        self.started.append(work)

    def give_way(self) -> bool:
        return False

    def turn(self) -> None:
        """What can be read and written now, and what was started since the last."""
        readable, writable, _ = select.select(list(self.readers), list(self.writers), [], 0)
        for descriptor in readable:
            self.readers.get(descriptor, lambda _: None)(descriptor)
        for descriptor in writable:
            self.writers.get(descriptor, lambda _: None)(descriptor)
        started, self.started = self.started, []
        for work in started:
            work()


class OneByOne:
    """In the place of a ring, where the kernel gives none."""

    def __init__(self, most: int) -> None:
        self.most = most

    def send(self, frame: bytes, descriptors: "array[int]") -> dict[int, int | None]:
        taken = {place: self._sent(frame, each) for place, each in enumerate(descriptors)}
        return {place: count for place, count in taken.items() if count != len(frame)}

    def _sent(self, frame: bytes, descriptor: int) -> int:
        try:
            return os.write(descriptor, frame)
        except OSError as error:
            return -(error.errno or 0)

    def close(self) -> None:
        """There is nothing to close."""


def ring_of(most: int) -> Ring | OneByOne:
    return opened(most) or OneByOne(most)


class Heard:
    """What the lines told of themselves."""

    def __init__(self) -> None:
        self.messages: list[tuple[str, str | bytes]] = []
        self.lines: Lines | None = None
        self.gone_ones: list[str] = []
        self.leave: Callable[[str], None] = lambda sid: None

    def message(self, sid: str, heard: str | bytes) -> None:
        assert self.lines
        assert sid not in {line.sid for line in self.lines.stuck}, "answered what nobody would read"
        self.messages.append((sid, heard))

    def gone(self, sid: str, cause: str) -> None:
        self.gone_ones.append(sid)
        self.leave(sid)


class Peer:
    """The other end of a line, and what it is to receive."""

    def __init__(self, sid: str, end: socket.socket) -> None:
        self.sid, self.end = sid, end
        self.expected = b""
        self.received = b""
        self.is_open = True
        """Whether it still takes what is sent."""

    def read(self, most: int) -> None:
        try:
            self.received += self.end.recv(most)
        except BlockingIOError:
            return


class LinesMachine(RuleBasedStateMachine):
    peers = Bundle("peers")

    def __init__(self) -> None:
        super().__init__()
        self.hub, self.heard = SelectHub(), Heard()
        self.lines = self.heard.lines = Lines(self.hub, self.heard)
        self.lines.lately_ended = deque(maxlen=2)
        self.fanout = Fanout(self.hub.turn, at_once=2, few=1)
        self.heard.leave = self.leave
        self.server = socketio.Server(async_mode="threading", client_manager=self.fanout, monitor_clients=False)
        self.all: dict[str, Peer] = {}
        self.polling: dict[str, list[str]] = {}
        self.rooms: dict[str, set[str]] = {room: set() for room in ROOMS}
        self.sids: dict[str, str] = {}
        self.said: list[tuple[str, str]] = []
        self.number = 0

    def enter(self, engine_id: str, rooms: set[str]) -> None:
        sid = self.sids[engine_id] = self.fanout.connect(engine_id, "/")
        for room in rooms:
            self.fanout.enter_room(sid, "/", room)
            self.rooms[room].add(engine_id)

    def leave(self, engine_id: str) -> None:
        """As the library does it when it hears that a connection has gone."""
        self.fanout.disconnect(self.sids[engine_id], "/")
        for members in self.rooms.values():
            members.discard(engine_id)

    def line(self, peer: Peer) -> Line:
        found: Line = self.server.eio.sockets[peer.sid]
        return found

    @rule(target=peers, rooms=st.sets(st.sampled_from(ROOMS)), buffer=st.sampled_from((1, 20_000)))
    def comes(self, rooms: set[str], buffer: int) -> Peer:
        """A socket of which the kernel holds little or more."""
        ours, theirs = socket.socketpair()
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, buffer)
        for end in (ours, theirs):
            end.setblocking(False)
        self.number += 1
        peer = self.all[f"e{self.number}"] = Peer(f"e{self.number}", theirs)
        self.server.eio.sockets[peer.sid] = self.lines.open(peer.sid, ours)
        self.enter(peer.sid, rooms)
        return peer

    @rule(rooms=st.sets(st.sampled_from(ROOMS), min_size=1))
    def comes_polling(self, rooms: set[str]) -> None:
        self.number += 1
        engine_id = f"e{self.number}"
        self.server.eio.sockets[engine_id] = Ordinary(self.server.eio, engine_id)
        self.polling[engine_id] = []
        self.enter(engine_id, rooms)

    @rule(peer=peers, room=st.sampled_from(ROOMS))
    def goes_to_another_room(self, peer: Peer, room: str) -> None:
        """Into one, which it may ask for twice, or out of it if it is there; it stays connected."""
        if peer.is_open and peer.sid in self.rooms[room]:
            self.fanout.leave_room(self.sids[peer.sid], "/", room)
            self.rooms[room].discard(peer.sid)
        elif peer.is_open:
            for _ in range(2):
                self.fanout.enter_room(self.sids[peer.sid], "/", room)
            self.rooms[room].add(peer.sid)

    @rule(room=st.sampled_from(ROOMS), size=st.sampled_from((1, 300, 9_000, 200_000)))
    def casts(self, room: str, size: int) -> None:
        self.number += 1
        body = {"n": self.number, "pad": "x" * size}
        text = packet.Packet(packet.EVENT, namespace="/", data=["change", body]).encode()
        for engine_id in self.rooms[room]:
            if engine_id in self.polling:
                self.polling[engine_id].append(text)
            elif self.all[engine_id].is_open:
                self.all[engine_id].expected += framed(b"4" + text.encode())

        self.server.emit("change", body, to=room)

    @rule(peer=peers, size=st.sampled_from((1, 30_000)))
    def is_answered(self, peer: Peer, size: int) -> None:
        """Something that goes to one client alone, by the engine."""
        self.number += 1
        if peer.is_open:
            peer.expected += framed(f"4{self.number}{'y' * size}".encode())
        self.server.eio.send(peer.sid, f"{self.number}{'y' * size}")

    @rule(peer=peers, most=st.sampled_from((1, 700, 100_000)))
    def reads(self, peer: Peer, most: int) -> None:
        if peer.is_open:
            peer.read(most)

    @rule(peer=peers, words=st.text(max_size=20))
    def says(self, peer: Peer, words: str) -> None:
        if peer.is_open:
            payload = f"4{words}".encode()
            peer.end.sendall(bytes((0x81, 0x80 | len(payload))) + b"\0\0\0\0" + payload)
            self.said.append((peer.sid, words))

    @rule()
    def hub_turns(self) -> None:
        self.hub.turn()

    @rule(peer=consumes(peers))
    def leaves(self, peer: Peer) -> None:
        """Closes, whatever is still on its way to it. What it said just before may be lost with it."""
        peer.is_open = False
        peer.end.close()
        for _ in range(3):
            self.hub.turn()
        assert self.heard.gone_ones.count(peer.sid) == 1
        assert peer.sid not in self.server.eio.sockets or self.server.eio.sockets[peer.sid].closed

    @rule(target=peers, peer=consumes(peers), rooms=st.sets(st.sampled_from(ROOMS)))
    def comes_back(self, peer: Peer, rooms: set[str]) -> Peer:
        self.leaves(peer)
        return self.comes(rooms, 1)

    @rule(peer=consumes(peers))
    def is_cut(self, peer: Peer) -> None:
        """By the guard: at once, with all that waits."""
        self.server.eio.sockets[peer.sid].close(wait=False, abort=True)
        peer.is_open = False
        self.hub.turn()
        assert peer.sid not in {line.sid for line in self.lines.stuck}

    @rule()
    def is_pinged(self) -> None:
        """A whole round of the pinger, in which everybody who is here answers. Who has not read is not asked."""
        asked = {peer.sid for peer in self.all.values() if peer.is_open and self.line(peer).unsent is None}
        for _ in range(TURNS):
            self.lines.ping()
        for peer in self.all.values():
            if peer.is_open:
                peer.expected += PING_FRAME * (peer.sid in asked)
                peer.end.sendall(b"\x81\x81\0\0\0\0003")
        self.hub.turn()

    @invariant()
    def arrives_in_order(self) -> None:
        for peer in self.all.values():
            assert peer.expected.startswith(peer.received)

    @invariant()
    def rows_do_not_grow_with_who_has_left(self) -> None:
        for room, here in self.rooms.items():
            row = self.fanout.members("/", room).row
            assert len(row.lines) <= len(here) + max(1, len(row.lines) // 8)

    @invariant()
    def counts_are_right(self) -> None:
        assert self.lines.count == sum(1 for peer in self.all.values() if peer.is_open)
        assert all(line.unsent for line in self.lines.stuck)

    @invariant()
    def who_does_not_read_is_not_read(self) -> None:
        for peer in self.all.values():
            if peer.is_open:
                line = self.line(peer)
                assert (line.raw.fileno() in self.hub.readers) == (line.unsent is None)

    def teardown(self) -> None:
        for _ in range(20_000):
            self.hub.turn()
            waiting = [peer for peer in self.all.values() if peer.is_open and peer.received != peer.expected]
            for peer in waiting:
                peer.read(1 << 20)
            if not waiting and not self.hub.started:
                break
        # Who was not read is read again, and then answered.
        self.hub.turn()
        self.hub.turn()
        for peer in self.all.values():
            peer.end.close()
            if peer.is_open:
                assert peer.received == peer.expected
                heard = [words for sid, words in self.heard.messages if sid == peer.sid]
                assert heard == [words for sid, words in self.said if sid == peer.sid]
        for engine_id, texts in self.polling.items():
            queue = self.server.eio.sockets[engine_id].queue
            assert [queue.get().data for _ in range(queue.qsize())] == texts
        self.hub.turn()
        assert self.hub.writers == {}
        assert self.hub.readers == {}


class VolleysMachine(LinesMachine):
    """The same, where the kernel is handed a piece of the room at once."""

    ring = ring_of(2)

    def __init__(self) -> None:
        super().__init__()
        self.fanout.volley = Volley(self.ring, self.lines, least=1)


TestLines = LinesMachine.TestCase
TestLines.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
TestVolleys = VolleysMachine.TestCase
TestVolleys.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
