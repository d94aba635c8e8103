"""Who is served first, and that nobody waits for all of those who come at once."""

from collections import deque

import pytest

from app.live.arrivals import DISPLAY, TOGETHER, Arrivals


class Door:
    """Who stands before it, and what happened in which order. Displays are numbers."""

    def __init__(self, *standing, room=1000):
        self.standing, self.order = deque(standing), []
        self.arrivals = Arrivals(
            lambda: self.standing.popleft() if self.standing else None, lambda came: isinstance(came, int),
            lambda: room, lambda: self.order.append("pause"),
        )

    def serve(self):
        while (came := self.arrivals.next()) is not None:
            self.order.append(came)
        return self.order


def test_who_is_no_display_is_served_before_those_who_came_earlier():
    assert Door(1, 2, 3, "chair", 4, "command").serve() == ["chair", "command", 1, 2, 3, 4]


def test_who_comes_while_displays_are_served_is_next():
    door = Door(*range(5))
    assert [door.arrivals.next(), door.arrivals.next()] == [0, 1]
    door.standing.append("command")

    assert door.serve() == ["command", 2, 3, 4]


def test_others_have_their_turn_between_a_few():
    order = Door(*range(2 * TOGETHER + 1)).serve()

    assert order.count("pause") == 2
    assert order.index("pause") == TOGETHER - 1
    assert [each for each in order if each != "pause"] == list(range(2 * TOGETHER + 1))


def test_no_more_are_let_wait_than_there_is_room_for():
    door = Door(*range(9), "command", room=4)

    assert door.arrivals.next() == 0
    assert len(door.standing) == 6
    assert door.serve() == [1, 2, 3, 4, 5, "command", 6, 7, 8]


def test_where_there_is_no_room_those_who_wait_go_on():
    assert Door(1, 2, "command", 3, room=0).serve() == [1, 2, "command", 3]


def test_who_was_seen_in_passing_is_served_like_the_others():
    door = Door(1, "chair", 2)

    assert door.arrivals.look()
    assert not door.standing, "they have been let in, and only wait"
    door.standing.append("command")

    assert door.serve() == ["chair", "command", 1, 2]
    assert not door.arrivals.look()


def test_who_waits_at_the_end_is_sent_away_and_served_no_more():
    door = Door(1, "chair", 2)
    door.arrivals.look()

    assert door.arrivals.send_away() == ["chair", 1, 2]
    assert door.serve() == []


@pytest.mark.parametrize(("line", "waits"), [
    ("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1", True),
    ("GET /socket.io/?transport=websocket&EIO=4&desk=0 HTTP/1.1", True),
    ("GET /socket.io/?EIO=4&transport=websocket&desk=1 HTTP/1.1", False),
    ("GET /socket.io/?desk=1&EIO=4&transport=websocket HTTP/1.1", False),
    ("GET /socket.io/?EIO=4&transport=polling HTTP/1.1", False),
    ("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nX: transport=websocket", False),
    ("POST /api/v1/meetings/x/commands HTTP/1.1", False),
    ("GET /a HTTP/1.1", False),
    ("", False),
])
def test_displays_are_known_by_how_their_request_begins(line, waits):
    assert bool(DISPLAY.match(line.encode())) is waits
