"""Frames by one call for many lines: to nobody else, whatever happens to a line meanwhile."""

import os
import socket
from contextlib import ExitStack

import pytest

from app.live.volley import Volley
from app.runtime.ring import opened
from tests.live.test_fanout import Hall

pytestmark = pytest.mark.skipif(opened(1) is None, reason="the kernel gives no ring")


@pytest.fixture
def stack():
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def hall(stack):
    """Five displays, written to two at a time; `hall.calls`: of how many lines each call of the ring was."""
    hall = Hall(5, stack)
    ring = opened(2)
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


def test_descriptor_that_is_anothers_by_now_is_not_written_to(hall, stack):
    """In the middle of a change a display goes, and somebody who comes gets its descriptor from the kernel."""
    newcomer, theirs = map(stack.enter_context, socket.socketpair())
    theirs.setblocking(False)

    def one_goes_and_another_comes():
        descriptor = line(hall, 3).raw.fileno()
        line(hall, 3).close(abort=True)
        os.dup2(newcomer.fileno(), descriptor)
        stack.callback(os.close, descriptor)

    hall.between = one_goes_and_another_comes
    hall.emit("change", 1)
    hall.emit("change", 2)

    with pytest.raises(BlockingIOError):
        theirs.recv(100)
    assert [len(each) for each in hall.heard()] == [2, 2, 2, 0, 2]
    assert hall.calls == [2, 2, 2], "the rest of the first change went one by one"


def test_who_is_stuck_keeps_its_order_and_its_neighbours_are_told(hall):
    full = line(hall, 0)
    while full.unsent is None:
        full.write(b"\x81\x01x" * 10_000)
    waits = len(full.unsent)

    hall.emit("change", 1)

    assert len(full.unsent) == waits + 1
    assert hall.calls == [2], "only the piece without it"
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
