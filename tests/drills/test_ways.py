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


@pytest.fixture(params=["direct", "stock"])
def serving(unstarted: Server, request: pytest.FixtureRequest) -> Server:
    return unstarted.start(FANOUT=request.param)


@pytest.fixture
def displays(serving: Server) -> Iterator[dict[str, Display]]:
    opened = {way: Display(serving, transports) for way, transports in WAYS.items()}
    yield opened
    for each in opened.values():
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
    assert {way: display.is_unbroken for way, display in displays.items()} == dict.fromkeys(WAYS, True)
    assert [display.words == sorted(display.words, key=lambda each: int(each.split()[1]))
            for display in displays.values()] == [True] * 3
    assert {way: display.socket.transport() for way, display in displays.items()} == {
        "websocket": "websocket", "polling": "polling", "upgraded": "websocket",
    }
    assert "Traceback" not in serving.log
