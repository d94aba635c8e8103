"""An entry is moved with the pointer, and a click stays a click."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_for_everyone import begin
from tests.drills.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


def middle(page: Page, rows: str, at: int) -> tuple[float, float]:
    box = page.locator(rows).nth(at).bounding_box()
    assert box
    return box["x"] + box["width"] / 3, box["y"] + box["height"] / 2


@pytest.mark.parametrize(("holder", "rows"), [
    ("chair", ".entries > [data-id]"), ("secretariat", ".waiting > [data-id]"),
])
def test_entry_is_dragged_to_its_place(server: Server, visit: Callable[..., Page], holder: str, rows: str) -> None:
    chair = visit("chair")
    begin(chair)
    desk = chair if holder == "chair" else visit(holder)
    expect(desk.locator(rows).first).to_contain_text("Peru")

    desk.mouse.move(*middle(desk, rows, 0))
    desk.mouse.down()
    desk.mouse.move(*middle(desk, rows, 1), steps=4)
    desk.mouse.move(*middle(desk, rows, 2), steps=4)
    desk.mouse.up()

    expect(desk.locator("body")).to_contain_text("Undo “Peru moved”")
    expect(desk.locator(rows).nth(2)).to_contain_text("Peru")
    expect(chair.locator(".entries > [data-id]").nth(2)).to_contain_text("Peru")
    desk.mouse.move(*middle(desk, rows, 2))
    desk.mouse.down()
    desk.mouse.move(*middle(desk, rows, 0), steps=5)
    desk.mouse.up()
    expect(desk.locator(rows).first).to_contain_text("Peru")
    desk.mouse.click(*middle(desk, rows, 1))
    expect(desk.locator(rows).nth(1)).to_have_attribute("aria-current", "true")
