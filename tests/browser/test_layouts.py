"""The layouts of the wall: each shows its own, fits its screen, is for everyone; the stage is read from far away."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import violations
from tests.drills.asking import Client
from tests.drills.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
SETTLED_S = 0.8  # the chair's page takes no Enter for 600 ms after the floor has changed
CALLED = "Start the clock of Austria"
SHOWS = {
    "stage": ("Austria", "Called, clock not started", "Followed by", "1 remaining"),
    "list": ("Austria", "Called, clock not started", "Geneva International Centre", "List open"),
    "clock": ("Austria", "Called, clock not started"),
    "agenda": ("Opening", "List open", "1 remaining"),
    "lower_third": ("Austria", "Presiding"),
}
READ_FROM_AFAR_PX = 1080 / 12
FITS = """() => {
  const { scrollWidth, scrollHeight } = document.documentElement
  return [scrollWidth - innerWidth, scrollHeight - innerHeight]
}"""
OUTSIDE = """() => [...document.querySelectorAll("[data-own] *")].filter((each) => {
  const { left, right, top, bottom, width } = each.getBoundingClientRect()
  const words = !each.childElementCount && each.textContent.trim() && !each.closest(".clock")
  return words && width && (left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight + 1)
}).map((each) => each.textContent)"""
INK = """(selector) => {
  const element = document.querySelector(selector)
  const { fontWeight, fontSize, fontFamily } = getComputedStyle(element)
  const pen = document.createElement("canvas").getContext("2d")
  pen.font = `${fontWeight} ${fontSize} ${fontFamily}`
  const ink = pen.measureText(element.innerText.replace(/\\s/g, ""))
  return ink.actualBoundingBoxAscent + ink.actualBoundingBoxDescent
}"""


def call_the_first(chair: Page) -> None:
    """The first item is taken up, its list opened, and the first speaker called."""
    for shown in ("Open the list of speakers", "Give the floor to Austria", CALLED):
        time.sleep(SETTLED_S)
        chair.keyboard.press("Enter")
        expect(chair.locator("body")).to_contain_text(shown)


@pytest.mark.parametrize("look", ["night", "day"])
def test_each_layout_is_whole(server: Server, visit: Callable[..., Page], look: str) -> None:
    walls = {layout: visit("room", query=f"layout={layout}&look={look}") for layout in SHOWS}
    call_the_first(visit("chair"))

    for layout, words in SHOWS.items():
        wall = walls[layout]
        for each in words:
            expect(wall.locator("main")).to_contain_text(each)
        assert max(wall.evaluate(FITS)) <= 0, f"{layout} scrolls"
        assert wall.evaluate(OUTSIDE) == [], f"{layout} goes beyond its screen"
        wall.wait_for_timeout(200)  # axe finds too little contrast in what is still fading in
        assert violations(wall) == [], layout


def test_layout_that_nobody_knows_is_the_stage(server: Server, visit: Callable[..., Page]) -> None:
    wall = visit("room", query="layout=%22%3E%3Cb%3E&look=neon")

    assert wall.evaluate("() => ({ ...document.documentElement.dataset })")["layout"] == "stage"
    assert wall.evaluate("() => document.documentElement.dataset.theme") == "dark"


def test_stage_is_read_from_afar(server: Server, visit: Callable[..., Page]) -> None:
    wall = visit("room")
    call_the_first(visit("chair"))
    expect(wall.locator("[data-own] [data-name]").first).to_have_text("Austria")

    assert wall.evaluate(INK, "[data-own] [data-name]") >= READ_FROM_AFAR_PX
    assert wall.evaluate(INK, "[data-own] [data-clock]") >= READ_FROM_AFAR_PX


def test_short_form_stays_through_the_speech(server: Server, visit: Callable[..., Page]) -> None:
    """What did not fit in full is not written in full by the next news of the same speech."""
    wall = visit("room")
    name = wall.locator("[data-own] [data-name]").first
    chair = Client(server, "chair")
    chair.do("take_up", item="1")
    chair.do("open_list", list="1")
    entries = chair.screen("chair")["entries"]
    organisation = next(each for each, entry in entries.items() if entry["delegation"] == "GICHD")
    chair.do("call", intervention=organisation, ending=None)
    expect(name).to_have_text("GICHD")
    for command, phase in (("start_clock", "normal"), ("pause_clock", "paused"), ("resume_clock", "normal")):
        chair.do(command, intervention=organisation)
        expect(wall.locator("[data-own] [data-clock]").first).to_have_attribute("data-phase", phase)

        assert name.inner_text() == "GICHD", command
        assert name.evaluate("(each) => each.scrollWidth <= each.clientWidth"), command
    chair.close()


def test_point_of_order_comes_before_the_layout(server: Server, visit: Callable[..., Page]) -> None:
    walls = {layout: visit("room", query=f"layout={layout}") for layout in SHOWS}
    lower_third = walls["lower_third"].locator("[data-own]")
    expect(lower_third).to_be_hidden()
    chair = visit("chair")
    call_the_first(chair)
    expect(lower_third).to_contain_text("Austria")

    chair.keyboard.press("t")
    expect(chair.locator("body")).to_contain_text("Raised by")
    chair.keyboard.type("can")
    expect(chair.locator("[data-panel=plate] [role=option]").first).to_contain_text("Canada")
    chair.keyboard.press("Enter")

    for layout in ("stage", "list", "clock"):
        expect(walls[layout].locator("[data-plate]").first).to_contain_text("Canada")
        expect(walls[layout].locator("[data-own]")).to_be_hidden()
    expect(lower_third).to_contain_text("Canada")
    expect(lower_third).to_contain_text("Point of order")
    expect(lower_third.locator("[data-clock]")).to_be_hidden()
    expect(walls["agenda"].locator("[data-own]")).to_contain_text("Opening")


def test_wall_rests_with_the_meeting(server: Server, visit: Callable[..., Page]) -> None:
    walls = {layout: visit("room", query=f"layout={layout}") for layout in SHOWS}

    for layout in ("stage", "list", "clock"):
        expect(walls[layout].locator("[data-calm]").first).to_be_visible()
        expect(walls[layout].locator("[data-own]")).to_be_hidden()
    expect(walls["agenda"].locator("main")).to_contain_text("No item taken up yet")
    expect(walls["lower_third"].locator("[data-own]")).to_be_hidden()
    ground = "() => getComputedStyle(document.documentElement).backgroundColor"
    assert walls["lower_third"].evaluate(ground) == "rgba(0, 0, 0, 0)"
