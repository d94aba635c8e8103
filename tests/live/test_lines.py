"""A line that is flooded with frames of whatever kind is lost; one that is merely lively is not."""

import itertools
import select
import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest

from app.live.line import MOST_FRAMES, Line
from app.live.lines import MOST_LATE_S, TOGETHER, TURN_S, TURNS, Lines
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


def test_others_have_their_turn_while_those_who_leave_are_told_of() -> None:
    told: list[int] = []

    class Asked(SelectHub):
        def give_way(self) -> bool:
            told.append(len(heard.gone_ones))
            return False

    heard, hub = Heard(), Asked()
    lines = heard.lines = Lines(hub, heard)
    with ExitStack() as stack:
        for number in range(3 * TOGETHER):
            ours, theirs = map(stack.enter_context, socket.socketpair())
            lines.open(f"e{number}", ours)
            theirs.close()
        while lines.count or hub.started:
            hub.turn()

    assert heard.gone_ones == [f"e{number}" for number in range(3 * TOGETHER)]
    assert told == [TOGETHER, 2 * TOGETHER, 3 * TOGETHER]


def test_one_end_that_nobody_can_be_told_of_does_not_keep_back_the_others() -> None:
    heard, hub = Heard(), SelectHub()
    lines = heard.lines = Lines(hub, heard)

    def leave(sid: str) -> None:
        if sid == "e0":
            raise RuntimeError

    heard.leave = leave
    with ExitStack() as stack:
        for number in range(3):
            ours, theirs = map(stack.enter_context, socket.socketpair())
            lines.open(f"e{number}", ours)
            theirs.close()
        while lines.count or hub.started:
            with suppress(RuntimeError):
                hub.turn()

    assert heard.gone_ones == ["e0", "e1", "e2"]


class Over(Exception):
    """Enough was seen."""


@pytest.mark.parametrize(("late_s", "stops"), [(0.0, {}), (0.09, {}), (0.05, {300: 1.5}), (0.0, {300: 60.0})])
def test_turns_keep_their_time_however_late_the_hub_is(
    ends: tuple[Line, socket.socket, Lines], late_s: float, stops: dict[int, float]
) -> None:
    """Every twenty seconds, as clients expect; sooner only by what is made up for, later only while all stands still.

    `stops`: by the number of a sleep, for how long everything stood still in it.
    """
    line, theirs, lines = ends
    now, asked = 0.0, []
    slept = itertools.count()

    def sleep(seconds: float) -> None:
        nonlocal now
        number = next(slept)
        now += seconds + late_s + stops.get(number, 0.0)
        if now > 130:
            raise Over
        if select.select([theirs], [], [], 0)[0]:
            theirs.recv(100)
            asked.append(now)
            line.awaits_pong = False

    with pytest.raises(Over):
        lines.run(sleep, lambda: now)

    gaps = [after - before for before, after in itertools.pairwise(asked)]
    longest = TURNS * TURN_S + 0.3 + max(stops.values(), default=0.0)
    assert min(gaps) > TURNS * TURN_S - MOST_LATE_S - 0.3
    assert max(gaps) < longest
    assert sum(gap > TURNS * TURN_S + 0.3 for gap in gaps) <= len(stops)


@pytest.mark.parametrize(("telling_s", "waits_s"), [(0.05, 0.05), (60.0, TURN_S)])
def test_turn_lets_a_change_go_first_but_is_never_late_for_it(
    ends: tuple[Line, socket.socket, Lines], monkeypatch: pytest.MonkeyPatch, telling_s: float, waits_s: float
) -> None:
    """A change begins every second just before a turn is due. `telling_s`: for how long each is under way."""
    lines = ends[2]
    now, pinged = 0.0, []

    def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds
        if now > 30:
            raise Over

    monkeypatch.setattr(lines, "ping", lambda: pinged.append(now))
    lines.is_telling = lambda: (now + 0.001) % 1 < telling_s
    with pytest.raises(Over):
        lines.run(sleep, lambda: now)

    late = [at - TURN_S * number for number, at in enumerate(pinged, 1)]
    assert max(late) == pytest.approx(waits_s, abs=0.011)
    assert len(pinged) >= 298
