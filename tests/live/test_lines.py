"""A line that is flooded with frames of whatever kind is lost; one that is merely lively is not."""

import select
import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from app.live.line import MOST_FRAMES, Line
from app.live.lines import TURNS, Lines
from app.live.wire import PING, TEXT
from tests.live.test_lines_machine import Heard, SelectHub
from tests.live.test_wire import masked

ROOMY = 4_000_000
FRAMES = {"ping": masked(b"", 0x80 | PING), "pong": masked(b"3", 0x80 | TEXT), "engine ping": masked(b"2", 0x80 | TEXT)}


@pytest.fixture
def ends() -> Iterator[tuple[Line, socket.socket, Lines]]:
    heard = Heard()
    lines = heard.lines = Lines(SelectHub(), heard)
    ours, theirs = socket.socketpair()
    for end in (ours, theirs):
        end.setblocking(False)
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, ROOMY)
    yield lines.open("it", ours), theirs, lines
    ours.close()
    theirs.close()


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_line_that_is_flooded_is_lost(ends: tuple[Line, socket.socket, Lines], frame: bytes) -> None:
    line, theirs, _ = ends
    theirs.send(frame * (MOST_FRAMES + 1))

    line.read(0)

    assert line.closed
    assert line.frames == MOST_FRAMES + 1


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_line_that_is_lively_lives(ends: tuple[Line, socket.socket, Lines], frame: bytes) -> None:
    line, theirs, lines = ends
    for _ in range(3):
        theirs.send(frame * (MOST_FRAMES // 2))
        line.read(0)
        theirs.send(masked(b"3", 0x80 | TEXT))
        line.read(0)
        for _ in range(TURNS):
            lines.ping()

    assert not line.closed


def test_nothing_is_heard_while_something_waits(ends: tuple[Line, socket.socket, Lines]) -> None:
    line, theirs, _ = ends
    while line.unsent is None:
        line.write(b"x" * 100_000)
    theirs.send(FRAMES["ping"] * 50)
    waits = len(line.unsent)

    line.read(0)

    assert len(line.unsent) <= waits + 1, "one that was read in that moment, and no more"


def test_who_comes_at_once_is_pinged_in_turns(ends: tuple[Line, socket.socket, Lines]) -> None:
    _, first, lines = ends
    silent, asked = [first], []
    with ExitStack() as stack:
        for number in range(TURNS - 1):
            ours, theirs = map(stack.enter_context, socket.socketpair())
            lines.open(f"e{number}", ours)
            silent.append(theirs)
        for _ in range(TURNS):
            lines.ping()
            came = select.select(silent, [], [], 0)[0]
            silent = [end for end in silent if end not in came]
            asked.append(len(came))

    assert asked == [1] * TURNS
