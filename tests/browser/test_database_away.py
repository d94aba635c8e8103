"""The database goes away for longer than a display waits for it, and comes back: so do the displays, by themselves."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.drills.asking import Client
from tests.drills.house import House, of_workers
from tests.drills.serving import SLUG

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
AWAY_MS = 13_000
"""Longer than the ten seconds after which a page begins its connection anew."""
BACK_MS = 15_000


@pytest.fixture
def house() -> Iterator[House]:
    yield from of_workers(1)


def test_displays_come_back_with_the_database(house: House, browser: Browser) -> None:
    context = browser.new_context()
    pages = {}
    for holder in ("room", "chair"):
        page = pages[holder] = context.new_page()
        page.goto(f"{house.url}/enter#{house.front.tokens[holder]}")
        page.wait_for_url(f"**/{SLUG}/{holder}")
        expect(page.locator("html")).not_to_have_attribute("data-stale", "")
    pages["chair"].wait_for_function("() => document.querySelector('[data-live]').textContent === 'Live'")

    house.postgres.stop()
    pages["room"].wait_for_timeout(AWAY_MS)
    for page in pages.values():
        expect(page.locator("html")).to_have_attribute("data-stale", "")
    house.postgres.start()

    for page in pages.values():
        expect(page.locator("html")).not_to_have_attribute("data-stale", "", timeout=BACK_MS)
    program = Client(house.front, "chair")
    program.do("tell", words="The database is back")
    program.close()
    expect(pages["room"].locator("body")).to_contain_text("The database is back")
    context.close()
