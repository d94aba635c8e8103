"""Texts in the booth and on the public page: opened by a number, asked for by a key, published when spoken."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
import requests
from playwright.sync_api import Page, Route, expect

from tests.browser.looking import violations
from tests.drills.asking import Client
from tests.drills.serving import SLUG, Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
LIST = "2.1"


@pytest.fixture
def chair(server: Server) -> Iterator[Client]:
    """The room is on item 2."""
    chair = Client(server, "chair")
    chair.do("take_up", list=LIST)
    yield chair
    chair.close()


def in_order(chair: Client) -> list[str]:
    entries = chair.screen("chair")["entries"]
    return sorted(entries, key=lambda each: entries[each]["rank"])


def hand_in(server: Server, intervention: str, language: str, text: str) -> None:
    answer = requests.post(
        f"{server.url}/api/v1/meetings/{SLUG}/statements", data=text.encode(), timeout=20,
        params={"intervention": intervention, "language": language, "name": "t.txt", "command_id": str(uuid4())},
        headers={"Authorization": f"Bearer {server.tokens['secretariat']}"},
    )
    assert answer.status_code == 200, answer.text


def test_booth_opens_texts_by_number_and_asks_for_missing_ones(
    server: Server, visit: Callable[..., Page], chair: Client
) -> None:
    first, second, *_ = in_order(chair)
    hand_in(server, first, "es", "Gracias, señor Presidente.\n\nHemos terminado el registro.")
    hand_in(server, first, "ar", "شكرا سيدي الرئيس.")
    booth = visit("booth")
    text = booth.locator("[data-reading-text]")
    expect(booth.locator(f"[data-rows] [data-id={first}]")).to_contain_text("Open text")

    booth.keyboard.press("1")
    expect(text).to_contain_text("Hemos terminado el registro.")
    expect(text).to_have_attribute("dir", "ltr")
    booth.get_by_role("button", name="Arabic").click()
    expect(text).to_contain_text("شكرا")
    expect(text).to_have_attribute("dir", "rtl")
    assert violations(booth) == []
    booth.keyboard.press("Escape")
    expect(text).to_be_hidden()

    expect(booth.locator("[data-missing]")).to_be_visible()
    booth.keyboard.press("r")
    row = booth.locator(f"[data-rows] [data-id={second}]")
    expect(row).to_contain_text("No text, asked")
    hand_in(server, second, "en", "Thank you. We have nothing to add.")
    expect(row).to_contain_text("Open text")
    assert violations(booth) == []


def test_text_that_comes_late_is_not_read_as_that_of_another(
    server: Server, visit: Callable[..., Page], chair: Client
) -> None:
    first, second, *_ = in_order(chair)
    hand_in(server, first, "en", "Words of the first.")
    hand_in(server, second, "en", "Words of the second.")
    booth, late = visit("booth"), []
    text = booth.locator("[data-reading-text]")
    expect(booth.locator(f"[data-rows] [data-id={second}]")).to_contain_text("Open text")

    def hold(route: Route) -> None:
        late.append(route) if not late else route.continue_()

    booth.route("**/statements/*/text", hold)
    booth.keyboard.press("1")
    expect(booth.locator("[data-reading-title]")).to_be_visible()
    booth.keyboard.press("Escape")
    expect(text).to_be_hidden()
    booth.keyboard.press("2")
    expect(text).to_contain_text("Words of the second.")
    with booth.expect_response("**/statements/*/text"):
        late[0].continue_()
    booth.wait_for_timeout(200)

    expect(text).to_contain_text("Words of the second.")
    expect(text).not_to_contain_text("first")


def test_spoken_text_appears_on_the_public_page(server: Server, visit: Callable[..., Page], chair: Client) -> None:
    first = in_order(chair)[0]
    hand_in(server, first, "en", "Thank you. We have nothing to add.")
    public = visit("public")
    published = public.locator("[data-published] li")
    expect(public.locator("main")).to_be_visible()
    expect(published).to_have_count(0)

    chair.do("call", intervention=first, ending=None)
    chair.do("start_clock", intervention=first)
    expect(published).to_have_count(0)
    chair.do("end_speech", intervention=first)

    expect(published).to_have_count(1)
    expect(published.first).to_contain_text("Croatia")
    address = published.first.get_by_role("link").get_attribute("href")
    assert requests.get(f"{server.url}{address}", timeout=20).content == b"Thank you. We have nothing to add."
    assert violations(public) == []
