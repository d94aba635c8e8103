"""Whichever way a display is reached, by a line, by polling, or from one to the other, it hears the same, in order."""

import threading
from collections.abc import Callable, Iterator

import pytest
import socketio

from tests.drills.asking import Client
from tests.drills.serving import SLUG, Server

pytestmark = [pytest.mark.drill, pytest.mark.timeout(120)]
TOLD = 25
WAYS = {"websocket": ["websocket"], "polling": ["polling"], "upgraded": ["polling", "websocket"]}
NEIGHBOURS = 12
"""More websockets: enough that they are written to by one call where that is the way."""


class Display:
    """A display of the library: every tag and patch that it was sent."""

    def __init__(self, server: Server, transports: list[str]) -> None:
        self.socket = socketio.Client(reconnection=False)
        self.changes: list[dict] = []
        self.came = threading.Condition()
        self.socket.on("change", self._hear)
        self.socket.connect(server.url, auth={"token": server.tokens["room"]}, transports=transports)
        self.first = self.socket.call("watch", {"meeting": SLUG, "screen": "room"})

    def _hear(self, change: dict) -> None:
        with self.came:
            self.changes.append(change)
            self.came.notify()

    @property
    def words(self) -> list[str]:
        return [each["patch"]["notice"]["words"] for each in self.changes if "words" in each["patch"].get("notice", {})]

    @property
    def is_unbroken(self) -> bool:
        """Whether each patch begins where the one before it has ended."""
        tags = [self.first["tag"], *(each["tag"] for each in self.changes)]
        return [each["base"] for each in self.changes] == tags[:-1]


@pytest.fixture(params=["batched", "direct", "stock"])
def serving(unstarted: Server, request: pytest.FixtureRequest) -> Server:
    server = unstarted.start(FANOUT=request.param)
    assert ("frames are written" in server.log) is (request.param == "batched"), "whether by many or not, it is said"
    return server


@pytest.fixture
def displays(serving: Server) -> Iterator[dict[str, Display]]:
    opened = {way: Display(serving, transports) for way, transports in WAYS.items()}
    neighbours = [Display(serving, WAYS["websocket"]) for _ in range(NEIGHBOURS)]
    yield {**opened, **{f"neighbour {number}": each for number, each in enumerate(neighbours)}}
    for each in (*opened.values(), *neighbours):
        each.socket.disconnect()


def test_everybody_hears_the_same_in_order(
    serving: Server, displays: dict[str, Display], client: Callable[..., Client]
) -> None:
    chair = client(serving, "chair")

    for number in range(TOLD):
        chair.do("tell", words=f"Notice {number}")

    for display in displays.values():
        with display.came:
            assert display.came.wait_for(lambda each=display: f"Notice {TOLD - 1}" in each.words, 10)
    assert {way: display.is_unbroken for way, display in displays.items()} == dict.fromkeys(displays, True)
    assert [display.words == sorted(display.words, key=lambda each: int(each.split()[1]))
            for display in displays.values()] == [True] * len(displays)
    assert {way: displays[way].socket.transport() for way in WAYS} == {
        "websocket": "websocket", "polling": "polling", "upgraded": "websocket",
    }
    assert "Traceback" not in serving.log


def test_some_leave_in_the_middle_and_the_others_hear_all(
    serving: Server, displays: dict[str, Display], client: Callable[..., Client]
) -> None:
    chair = client(serving, "chair")
    leaving = [displays[f"neighbour {number}"] for number in range(0, NEIGHBOURS, 3)]

    for number in range(TOLD):
        chair.do("tell", words=f"Notice {number}")
        if number % 5 == 0 and leaving:
            leaving.pop().socket.disconnect()

    staying = [display for display in displays.values() if display.socket.connected]
    assert len(staying) == len(displays) - NEIGHBOURS // 3
    for display in staying:
        with display.came:
            assert display.came.wait_for(lambda each=display: f"Notice {TOLD - 1}" in each.words, 10)
    assert [display.is_unbroken for display in staying] == [True] * len(staying)
    assert "Traceback" not in serving.log
