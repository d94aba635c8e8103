"""Broadcasts that meet: a beat lets a change go first."""

import json
import select
import socket
from contextlib import ExitStack

import pytest
import socketio

from app.live.fanout import FEW, Fanout
from app.live.lines import Lines
from tests.live.test_lines_machine import Heard, SelectHub


class Hall:
    """Displays in a room, written to two at a time; `between`: what happens at the first pause."""

    def __init__(self, displays, stack):
        self.between = lambda: None
        self.hub, heard = SelectHub(), Heard()
        self.lines = heard.lines = Lines(self.hub, heard)
        self.clock = 100.0
        fanout = Fanout(self.pause, at_once=2, clock=lambda: self.clock)
        self.server = socketio.Server(async_mode="threading", client_manager=fanout, monitor_clients=False)
        self.stack = stack
        self.displays = []
        self.sids = {}
        heard.leave = lambda engine_id: fanout.disconnect(self.sids[engine_id], "/")
        for _ in range(displays):
            self.come()

    def come(self):
        engine_id = f"e{len(self.sids)}"
        ours, theirs = map(self.stack.enter_context, socket.socketpair())
        ours.setblocking(False)
        theirs.setblocking(False)
        self.server.eio.sockets[engine_id] = self.lines.open(engine_id, ours)
        self.sids[engine_id] = self.server.manager.connect(engine_id, "/")
        self.server.manager.enter_room(self.sids[engine_id], "/", "room")
        self.displays.append(theirs)

    def go(self, place):
        """A display, by its place among those who are here: noticed in one turn, out of its rooms in the next."""
        self.displays.pop(place).close()
        self.hub.turn()
        self.hub.turn()

    def pause(self):
        between, self.between = self.between, lambda: None
        between()

    def emit(self, event, n, to="room"):
        self.server.emit(event, {"n": n}, to=to)

    def heard(self):
        """By each display, in order. Frames here are short: two bytes, then the words."""
        found = []
        for display in self.displays:
            held, frames = b"", []
            if select.select([display], [], [], 0)[0]:
                held = display.recv(65_536)
            while held:
                size = held[1]
                event, body = json.loads(held[4:2 + size])
                frames.append((event, body["n"]))
                held = held[2 + size:]
            found.append(frames)
        return found


@pytest.fixture
def hall():
    with ExitStack() as stack:
        yield Hall(5, stack)


def test_beat_reaches_everybody(hall):
    hall.emit("beat", 1)

    assert hall.heard() == [[("beat", 1)]] * 5


def test_change_in_the_middle_of_a_beat_goes_first_and_is_the_last_word(hall):
    hall.between = lambda: hall.emit("change", 2)
    hall.emit("beat", 1)
    hall.emit("beat", 3)

    told = [("change", 2), ("beat", 3)]
    assert hall.heard() == [[("beat", 1), *told]] * 2 + [told] * 3


def test_change_to_another_room_delays_a_beat_and_takes_nothing_from_it(hall):
    hall.between = lambda: hall.emit("change", 2, to="elsewhere")
    hall.emit("beat", 1)

    assert hall.heard() == [[("beat", 1)]] * 5


def test_first_of_a_change_are_told_before_anybody_else_has_a_turn(hall):
    told = []
    hall.between = lambda: told.append([len(each) for each in hall.heard()])
    hall.emit("change", 1)

    assert told == [[1, 1, 0, 0, 0]]


def test_others_have_their_turn_also_between_rooms_that_hear_of_one_change(hall):
    hall.server.manager._at_once = hall.server.manager._budget = 6
    turns = []
    hall.server.manager.pause = lambda: turns.append(hall.heard()[0])
    for number in (1, 2, 3):
        hall.emit("change", number)
    assert turns == [[("change", 1), ("change", 2)]], "after six frames and more"

    hall.clock += 1
    hall.emit("change", 4)
    assert len(turns) == 1, "that is another change"


def test_change_is_not_interrupted(hall):
    met = []
    hall.between = lambda: met.append(hall.server.manager._casting.locked())
    hall.emit("change", 1)

    assert met == [True]
    assert hall.heard() == [[("change", 1)]] * 5


def test_row_is_kept_as_displays_come_and_go(hall):
    manager = hall.server.manager
    hall.emit("change", 1)
    row = manager.members("/", "room").row
    hall.come()
    hall.go(2)

    hall.emit("change", 2)

    assert manager.members("/", "room").row is row, "to look through all for one would take longer than the news"
    assert hall.heard() == [[("change", 1), ("change", 2)]] * 4 + [[("change", 2)]]


def test_who_comes_in_the_middle_of_a_change_is_shown_it_and_not_told(hall):
    hall.emit("change", 1)
    hall.between = hall.come
    hall.emit("change", 2)
    hall.emit("change", 3)

    told = [("change", 1), ("change", 2), ("change", 3)]
    assert hall.heard() == [told] * 5 + [told[2:]]


def test_row_does_not_grow_with_who_has_left(hall):
    for turn in range(100):
        hall.emit("change", turn)
        hall.heard()
        hall.come()
        hall.go(0)

    assert len(hall.server.manager.members("/", "room").row.lines) <= 5 + FEW
    hall.emit("change", 100)
    assert hall.heard() == [[("change", 100)]] * 5


def test_display_that_leaves_the_room_and_stays_connected_hears_no_more_of_it(hall):
    manager = hall.server.manager
    hall.emit("change", 1)
    row = manager.members("/", "room").row
    hall.between = lambda: manager.leave_room(hall.sids["e3"], "/", "room")
    hall.emit("change", 2)
    manager.enter_room(hall.sids["e3"], "/", "room")
    hall.emit("change", 3)

    told = [("change", 1), ("change", 2), ("change", 3)]
    assert hall.heard() == [told] * 3 + [[told[0], told[2]]] + [told]
    assert manager.members("/", "room").row is row


def test_of_a_room_that_is_over_nothing_is_kept(hall):
    for event in ("change", "beat"):
        hall.emit(event, 1, to="over")

    assert ("/", "over") not in {*hall.server.manager._members, *hall.server.manager._casts}
