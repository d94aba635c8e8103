"""The replay: a wall as it was, by mouse, by keyboard and by its link; and nothing goes out from it."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.looking import overflow, violations
from tests.drills.asking import Client, body_of
from tests.drills.serving import SLUG, Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
LIMIT_S = 300


class Sitting:
    """Item 2: two speak after each other, and a notice is shown and taken back."""

    def __init__(self, server: Server) -> None:
        self.chair = Client(server, "chair")
        waiting = self.chair.ask("GET", f"/api/v1/meetings/{SLUG}/screens/chair?list=2.1").body["screen"]["entries"]
        self.first, self.second = sorted(waiting, key=lambda each: waiting[each]["rank"])[:2]
        self.names = [waiting[each]["name"] for each in (self.first, self.second)]
        self.do("take_up", list="2.1")
        self.do("call", intervention=self.first, ending=None)
        self.started_at = self.do("start_clock", intervention=self.first)
        time.sleep(2.5)  # what a countdown has counted cannot be had sooner
        self.told_at = self.do("tell", words="Coffee is served")
        self.do("end_speech", intervention=self.first)
        self.do("call", intervention=self.second, ending=None)
        self.do("start_clock", intervention=self.second)

    def do(self, command: str, **fields: object) -> datetime:
        """When it was done."""
        answer = self.chair.post(body_of(command, **fields))
        assert answer.is_done, answer.body
        then = self.chair.ask(
            "GET", f"/api/v1/meetings/{SLUG}/replay/room?version={answer.body['version']}"
        )
        return datetime.fromisoformat(then.body["at"])


@pytest.fixture
def sitting(server: Server) -> Iterator[Sitting]:
    sitting = Sitting(server)
    yield sitting
    sitting.chair.close()


def open_player(page: Page, server: Server, **query: str) -> FrameLocator:
    """The player at what its address asks for; the surface in it."""
    page.goto(f"http://127.0.0.1:{server.port}/office/meetings/{SLUG}/replay?{urlencode(query)}")
    screen = page.frame_locator("[data-frame]")
    expect(screen.locator("[data-replayed]")).to_contain_text("Replay, ")
    return screen


def shown_seconds(screen: FrameLocator) -> int:
    """What the countdown on the wall says."""
    minutes, seconds = re.findall(r"\d+", screen.locator(".stage .clock").first.inner_text())
    return int(minutes) * 60 + int(seconds)


def test_moment_shows_the_speaker_and_the_countdown_of_then(
    server: Server, sitting: Sitting, visit: Callable[..., Page]
) -> None:
    page = visit("secretariat")
    page.set_viewport_size({"width": 1366, "height": 768})
    # The page that is left here has a socket of its own.
    page.goto("about:blank")
    sockets: list[str] = []
    page.on("websocket", lambda each: sockets.append(each.url))
    moment = sitting.started_at + timedelta(seconds=2)

    screen = open_player(page, server, screen="room", at=moment.isoformat())

    expect(screen.locator("body")).to_contain_text(sitting.names[0])
    expect(page.locator("[data-act]")).to_contain_text(f"Clock of {sitting.names[0]} started")
    assert abs(shown_seconds(screen) - (LIMIT_S - 2)) <= 1
    # It stands still until somebody plays; then it runs as fast as one asks.
    page.wait_for_timeout(1500)
    assert abs(shown_seconds(screen) - (LIMIT_S - 2)) <= 1
    page.locator("[data-slider]").focus()
    page.keyboard.press("End")
    expect(screen.locator("body")).to_contain_text(sitting.names[1])
    assert sockets == []
    assert overflow(page)[0] <= 0
    assert violations(page) == []


def test_keyboard_alone_plays_a_sitting(server: Server, sitting: Sitting, visit: Callable[..., Page]) -> None:
    page = visit("secretariat")
    screen = open_player(page, server, screen="room")
    slider = page.locator("[data-slider]")
    expect(page.locator("[data-act]")).to_contain_text("Item 2 taken up")

    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-act]")).to_have_text(f"Floor given to {sitting.names[0]}")
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", re.compile(rf"Clock of {sitting.names[0]} started$"))
    expect(screen.locator("body")).to_contain_text("Time left of 5:00")
    page.keyboard.press("ArrowRight")
    expect(screen.locator("body")).to_contain_text("Coffee is served")
    page.keyboard.press("ArrowLeft")
    expect(screen.locator("body")).not_to_contain_text("Coffee is served")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("[data-act]")).to_have_text(f"Floor given to {sitting.names[1]}")
    page.keyboard.press("Home")
    page.keyboard.press("6")
    expect(page.locator("[name=speed]:checked")).to_have_value("60")
    page.keyboard.press("-")
    expect(page.locator("[name=speed]:checked")).to_have_value("30")
    page.keyboard.press(" ")
    expect(screen.locator("body")).to_contain_text(sitting.names[1])
    expect(page.locator("[data-play-words]")).to_have_text("Play")


def test_link_to_a_moment_opens_the_same(server: Server, sitting: Sitting, visit: Callable[..., Page]) -> None:
    page = visit("secretariat")
    open_player(page, server, screen="room", at=sitting.told_at.isoformat())
    page.evaluate("() => Object.defineProperty(navigator, 'clipboard', { value: undefined })")

    page.get_by_role("button", name="Copy link to this moment").click()
    link = page.locator("[data-link]").input_value()
    page.goto("about:blank")
    page.goto(link)

    expect(page.locator("[data-act]")).to_have_text("Notice: Coffee is served")
    expect(page.frame_locator("[data-frame]").locator("body")).to_contain_text("Coffee is served")
    assert f"at={sitting.told_at.astimezone(UTC):%Y-%m-%dT%H}" in link


def test_nothing_is_sent_from_a_screen_of_then(server: Server, sitting: Sitting, visit: Callable[..., Page]) -> None:
    page = visit("secretariat")
    sent: list[str] = []
    page.on("request", lambda each: sent.append(each.url) if each.method == "POST" else None)

    screen = open_player(page, server, screen="chair", at=sitting.started_at.isoformat())
    expect(screen.locator("body")).to_contain_text(sitting.names[0])
    for button in screen.locator("button:visible").all()[:12]:
        button.click(force=True)
    page.keyboard.press("Enter")
    page.keyboard.press("e")
    page.wait_for_timeout(500)

    assert sent == []
    assert screen.locator("dialog[open]").count() == 0


@pytest.mark.parametrize("surface", ["public", "chair", "secretariat", "booth", "delegate"])
def test_every_surface_can_be_looked_at(
    server: Server, sitting: Sitting, visit: Callable[..., Page], surface: str
) -> None:
    page = visit("secretariat")

    screen = open_player(page, server, screen=surface, at=sitting.started_at.isoformat())

    expect(screen.locator("body")).to_contain_text(sitting.names[0])
    expect(screen.locator("[data-live]").first).to_have_text("Replay")
