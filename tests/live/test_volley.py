"""Frames by one call for many lines: to nobody else, whatever happens to a line meanwhile."""

import os
import socket
from collections import deque
from contextlib import ExitStack

import pytest

from app.live.volley import Volley
from tests.live.test_fanout import Hall
from tests.live.test_lines_machine import ring_of


@pytest.fixture
def stack():
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def hall(stack):
    """Five displays, written to two at a time; `hall.calls`: of how many lines each call of the ring was."""
    hall = Hall(5, stack)
    ring = hall.ring = ring_of(2)
    stack.callback(ring.close)
    hall.calls, send = [], ring.send
    ring.send = lambda frame, descriptors: (hall.calls.append(len(descriptors)), send(frame, descriptors))[1]
    hall.server.manager.volley = Volley(ring, hall.lines, least=2)
    return hall


def line(hall, number):
    return hall.server.eio.sockets[f"e{number}"]


def test_pieces_go_by_the_ring_and_what_is_too_few_by_itself(hall):
    hall.emit("change", 1)

    assert hall.heard() == [[("change", 1)]] * 5
    assert hall.calls == [2, 2]


@pytest.mark.parametrize("remembered", [1000, 0])
def test_descriptor_that_is_anothers_by_now_is_not_written_to(hall, stack, remembered):
    """In the middle of a change a display goes, and somebody who comes gets its descriptor from the kernel; also where
    so many have gone that it is not remembered which.
    """
    hall.lines.lately_ended = deque(maxlen=remembered)
    newcomer, theirs = map(stack.enter_context, socket.socketpair())
    theirs.setblocking(False)

    def one_goes_and_another_comes():
        descriptor = line(hall, 3).raw.fileno()
        line(hall, 3).close(abort=True)
        os.dup2(newcomer.fileno(), descriptor)
        stack.callback(os.close, descriptor)

    hall.emit("change", 1)
    hall.between = one_goes_and_another_comes
    hall.emit("change", 2)
    hall.emit("change", 3)

    with pytest.raises(BlockingIOError):
        theirs.recv(100)
    assert [len(each) for each in hall.heard()] == [3, 3, 3, 1, 3]
    assert hall.calls == [2] * 6, "whoever is left of a piece still goes by the ring"


def test_what_the_kernel_did_not_come_to_is_written_at_once(hall):
    hall.ring.send = lambda frame, descriptors: dict.fromkeys(range(len(descriptors)))

    hall.emit("change", 1)

    assert hall.heard() == [[("change", 1)]] * 5
    assert not hall.lines.stuck


def test_line_with_which_something_fails_is_lost_and_none_of_its_neighbours(hall, monkeypatch):
    """The first two are full; the hub does not watch the first. What the second took in part it gets to the end."""
    frame_of_much = "x" * 4_000_000
    watch = hall.lines.hub.when_writable

    def no_room_for_the_first(descriptor, call):
        if descriptor == line(hall, 0).raw.fileno():
            raise OSError("no room")
        return watch(descriptor, call)

    monkeypatch.setattr(hall.lines.hub, "when_writable", no_room_for_the_first)
    hall.server.emit("change", frame_of_much, to="room")

    assert line(hall, 0).closed
    assert line(hall, 1).unsent is not None
    assert not any(line(hall, number).closed for number in (1, 2, 3, 4))


def test_ring_that_does_not_know_what_it_did_is_used_no_more(hall):
    def unknown(frame, descriptors):
        raise OSError("two of two are not answered")

    hall.ring.send = unknown
    hall.emit("change", 1)
    hall.emit("change", 2)

    assert [line(hall, number).closed for number in range(5)] == [True, True, False, False, False]
    assert hall.heard()[2:] == [[("change", 1), ("change", 2)]] * 3


def test_who_is_stuck_keeps_its_order_and_its_neighbours_are_told(hall):
    full = line(hall, 0)
    while full.unsent is None:
        full.write(b"\x81\x01x" * 10_000)
    waits = len(full.unsent)

    hall.emit("change", 1)

    assert len(full.unsent) == waits + 1
    assert hall.calls == [2, 2]
    hall.displays.pop(0)
    assert hall.heard() == [[("change", 1)]] * 4


def test_line_that_fails_is_lost_and_one_that_is_full_waits(hall):
    hall.displays.pop(1).close()
    for display in (line(hall, 0), line(hall, 2)):
        try:
            while True:
                display.raw.send(b"x" * 10_000)
        except BlockingIOError:
            continue

    hall.emit("change", 1)

    assert line(hall, 1).closed
    assert [line(hall, number).unsent is not None for number in (0, 2, 3, 4)] == [True, True, False, False]
    assert hall.lines.ended == 1
