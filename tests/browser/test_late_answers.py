"""At a desk on a slow network: what is answered late takes away nothing that was begun meanwhile."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.test_for_everyone import begin
from tests.drills.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


def test_entry_that_was_opened_meanwhile_stays_open(server: Server, visit: Callable[..., Page]) -> None:
    begin(visit("chair"))
    desk = visit("secretariat")
    rows, panel = desk.locator(".waiting > [data-id]"), desk.locator("[data-panel=entry]")
    held: list[Route] = []
    desk.route("**/commands", lambda route: held.append(route))
    rows.nth(1).click()
    panel.locator("[name=speaker]").fill("The first person")
    desk.keyboard.press("Enter")
    desk.wait_for_timeout(200)
    desk.keyboard.press("Escape")
    rows.nth(2).click()
    panel.locator("[name=speaker]").fill("The second person, half ty")

    with desk.expect_response("**/commands"):
        held[0].continue_()

    expect(rows.nth(1)).to_contain_text("The first person")
    desk.wait_for_timeout(200)
    expect(panel).to_be_visible()
    expect(panel.locator("[name=speaker]")).to_have_value("The second person, half ty")
