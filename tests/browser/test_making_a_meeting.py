"""A programme edited in a browser: items moved with the keyboard alone and with the pointer, then put in force."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from app.web.languages import OFFERED
from tests.browser.looking import overflow, violations
from tests.drills.serving import SLUG, Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
PAGES = (
    "programme", "programme/items/2", "programme/facts", "programme/rules", "programme/sittings", "programme/changes",
    "delegations", "delegations/KEN", "import-delegations",
)


def numbers(page: Page) -> list[str]:
    return page.locator("tr[data-item]").evaluate_all("(rows) => rows.map((row) => row.dataset.item)")


def open_office(visit: Callable[..., Page], server: Server, page: str) -> Page:
    opened = visit("secretariat")
    opened.goto(f"http://127.0.0.1:{server.port}/office/meetings/{SLUG}/{page}")
    return opened


def test_items_are_moved_with_the_keyboard_alone_and_put_in_force(server: Server, visit: Callable[..., Page]) -> None:
    page = open_office(visit, server, "programme")
    before = numbers(page)

    while page.evaluate("document.activeElement.dataset?.item ?? null") != before[0]:
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("tr[data-moved]")).to_be_focused()
    assert numbers(page)[:3] == [before[0], before[2], before[1]]
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("tr[data-moved]")).to_be_focused()
    assert numbers(page) == before
    expect(page.get_by_text("not in force yet")).to_have_count(0)
    page.keyboard.press("Alt+ArrowDown")
    expect(page.get_by_text("2 changes are not in force yet.")).to_be_visible()
    page.get_by_role("link", name="Look at the changes").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Put it in force").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The programme is in force.")).to_be_visible()
    assert numbers(page)[:3] == [before[0], before[2], before[1]]


def test_item_is_dragged_to_another_place(server: Server, visit: Callable[..., Page]) -> None:
    page = open_office(visit, server, "programme")
    before = numbers(page)
    grip = page.locator(f'tr[data-item="{before[1]}"] .plan__grip').bounding_box()
    last = page.locator(f'tr[data-item="{before[2]}"]').bounding_box()
    assert grip
    assert last

    page.mouse.move(grip["x"] + 8, grip["y"] + grip["height"] / 2)
    page.mouse.down()
    page.mouse.move(last["x"] + 200, last["y"] + last["height"] - 4, steps=8)
    page.mouse.up()

    expect(page.locator("tr[data-moved]")).to_be_focused()
    assert numbers(page)[:3] == [before[0], before[2], before[1]]


@pytest.mark.parametrize("path", PAGES)
def test_page_is_for_everyone(server: Server, visit: Callable[..., Page], path: str) -> None:
    page = open_office(visit, server, path)
    for code in OFFERED if path in ("programme", "delegations") else ("en", "ar"):
        page.goto(f"{page.url.partition('?')[0]}?lang={code}")
        assert violations(page) == [], code
        page.set_viewport_size({"width": 390, "height": 844})
        assert overflow(page)[0] <= 0, f"{code}: it scrolls sideways"
        page.set_viewport_size({"width": 1366, "height": 768})
