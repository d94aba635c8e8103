"""At a desk on a slow network: what is answered late takes away nothing that was begun meanwhile."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.looking import overflow, violations
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


ABSENT = ("NZL", "MEX", "FJI")
"""Not on the list of item 2."""


def type_plates(desk: Page, *codes: str) -> None:
    expect(desk.locator("[data-inscription] [data-slot=input]")).to_be_focused()
    for code in codes:
        desk.keyboard.type(code.lower())
        expect(desk.locator("[data-inscription] [role=option]").first).to_be_visible()
        desk.keyboard.press("Enter")


def test_plate_without_an_answer_stays_until_it_has_one(server: Server, visit: Callable[..., Page]) -> None:
    """The server does not answer for the first of three; those behind it wait, and are inscribed after it."""
    begin(visit("chair"))
    desk = visit("secretariat")
    rows, band = desk.locator(".waiting > [data-id]"), desk.locator("main [data-slot=band]")
    asked: list[str] = []
    is_away = True

    def pass_on(route: Route) -> None:
        code = json.loads(route.request.post_data or "")["delegation"]
        if is_away and code == ABSENT[0]:
            return route.abort("connectionrefused")
        asked.append(code)
        return route.continue_()

    expect(rows.first).to_be_visible()
    desk.route("**/commands", pass_on)
    type_plates(desk, *ABSENT)

    expect(band).to_contain_text("Not done yet", timeout=20_000)
    expect(band).to_contain_text("New Zealand")
    expect(band).to_contain_text("and 2 more")
    desk.keyboard.press("Escape")
    desk.wait_for_timeout(600)
    expect(band).to_contain_text("New Zealand")
    assert asked == []
    assert desk.evaluate("() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))")
    assert violations(desk) == []
    is_away = False
    band.get_by_role("button", name="Try again").click()

    expect(desk.locator(".waiting")).to_contain_text("Fiji")
    expect(band).to_be_hidden()
    assert asked == list(ABSENT)
    assert desk.evaluate("() => dispatchEvent(new Event('beforeunload', { cancelable: true }))")


def test_each_plate_that_was_not_inscribed_is_told(server: Server, visit: Callable[..., Page]) -> None:
    """Two are refused and the third is done: the desk is told of both, one after the other."""
    begin(visit("chair"))
    desk = visit("secretariat")
    rows, band = desk.locator(".waiting > [data-id]"), desk.locator("main [data-slot=band]")

    def refuse(route: Route) -> None:
        if json.loads(route.request.post_data or "")["delegation"] in ABSENT[:2]:
            return route.fulfill(json={"ok": False, "code": "list_not_open", "message": "The list is not open."})
        return route.continue_()

    expect(rows.first).to_be_visible()
    desk.route("**/commands", refuse)
    type_plates(desk, *ABSENT)

    expect(desk.locator(".waiting")).to_contain_text("Fiji")
    expect(band).to_contain_text("New Zealand")
    expect(band).to_contain_text("and 1 more")
    desk.keyboard.press("Escape")
    expect(band).to_contain_text("Mexico")
    expect(band).not_to_contain_text("more")
    desk.keyboard.press("Escape")
    expect(band).to_be_hidden()


def test_what_is_not_done_is_still_told_when_its_panel_is_closed(server: Server, visit: Callable[..., Page]) -> None:
    chair = visit("chair")
    begin(chair)
    chair.route("**/commands", lambda route: route.abort("connectionrefused"))
    chair.keyboard.press("/")
    panel = chair.locator("[data-panel=inscribe]")
    panel.locator("input").first.fill("nzl")
    chair.keyboard.press("Enter")
    expect(panel.locator("[data-slot=band]")).to_contain_text("New Zealand", timeout=20_000)

    chair.keyboard.press("Escape")

    expect(panel).to_be_hidden()
    expect(chair.locator("main [data-slot=band]")).to_contain_text("New Zealand")
    assert violations(chair) == []
    assert max(overflow(chair)) <= 0
