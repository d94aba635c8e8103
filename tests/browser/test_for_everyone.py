"""Every surface and panel in every language: nothing that shuts anybody out, nothing beyond the edge."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from app.web.languages import OFFERED
from tests.browser.looking import cut_off, overflow, violations
from tests.drills.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
HOLDERS = ("room", "chair", "secretariat", "booth", "public", "KEN")
STEADY = ("room", "chair", "secretariat", "booth")
"""Surfaces that never scroll."""
CHAIR_PANELS = {
    "?": "sheet", "g": "drawer", "n": "notice", "s": "sitting", "l": "limits", "r": "ordering", "x": "closing",
    "t": "plate",
    "/": "inscribe", "f": "outlook", "d": "displays",
    "j": "refuse",
}


def begin(chair: Page) -> None:
    """Item 2 is taken up, its list open, its first speaker has the floor and one of the others was absent."""
    chair.wait_for_timeout(700)
    chair.keyboard.press("g")
    chair.keyboard.press("ArrowDown")
    for _ in range(4):
        chair.keyboard.press("Enter")
        time.sleep(0.75)
    expect(chair.locator("body")).to_contain_text("Croatia")


def in_language(page: Page, code: str) -> None:
    page.goto(f"{page.url.partition('?')[0].partition('#')[0]}?lang={code}")
    expect(page.locator("html")).to_have_attribute("lang", code)
    page.wait_for_timeout(1200)  # what fades in has too little contrast while it does


@pytest.mark.parametrize("holder", HOLDERS)
def test_surface_is_for_everyone(server: Server, visit: Callable[..., Page], holder: str) -> None:
    begin(visit("chair"))
    page = visit(holder)
    for code in OFFERED:
        in_language(page, code)
        assert violations(page) == [], code
        assert cut_off(page) == [], code
        wider, higher = overflow(page)
        assert wider <= 0, f"{code}: it scrolls sideways"
        assert higher <= 0 or holder not in STEADY, f"{code}: it scrolls"


@pytest.mark.parametrize("code", ["en", "fr", "ar"])
def test_panels_of_the_chair_are_for_everyone(server: Server, visit: Callable[..., Page], code: str) -> None:
    begin(visit("chair"))
    chair = visit("chair")
    in_language(chair, code)
    for key, name in CHAIR_PANELS.items():
        chair.keyboard.press(key)
        panel = chair.locator(f"[data-panel={name}]")
        expect(panel).to_be_visible()
        chair.wait_for_timeout(300)
        assert violations(chair) == [], name
        chair.keyboard.press("Escape")
        expect(panel).to_be_hidden()


def test_wall_turns_through_its_languages(server: Server, visit: Callable[..., Page]) -> None:
    begin(visit("chair"))
    wall = visit("room", query="languages=en,fr&every=5")
    first, second = wall.locator("iframe").all()

    expect(first).to_be_visible()
    expect(wall.frame_locator("iframe >> nth=0").locator("body")).to_contain_text("Croatia")
    expect(wall.frame_locator("iframe >> nth=1").locator("body")).to_contain_text("Croatie")
    assert violations(wall) == []
    expect(second).to_be_visible(timeout=9000)
    expect(first).to_be_hidden()


def test_desk_points_the_wall(server: Server, visit: Callable[..., Page]) -> None:
    chair, wall, other = visit("chair"), visit("room"), visit("room", query="display=left")
    begin(chair)
    chair.keyboard.press("d")
    panel = chair.locator("[data-panel=displays]")
    panel.locator("[name=layout]").select_option("list")
    panel.locator("[name=languages]").fill("fr")
    panel.locator("[name=languages]").press("Enter")

    expect(panel).to_be_hidden()
    expect(wall.locator("html")).to_have_attribute("data-layout", "list")
    expect(wall.locator("body")).to_contain_text("Croatie")
    assert "layout=list" not in other.url
    chair.keyboard.press("u")
    expect(chair.locator("body")).to_contain_text("Redo")
    expect(wall.locator("html")).to_have_attribute("data-layout", "stage")
    expect(wall.locator("body")).to_contain_text("Croatia")


def test_words_that_do_not_fit_are_found(server: Server, visit: Callable[..., Page]) -> None:
    chair = visit("chair")
    begin(chair)
    assert cut_off(chair) == []
    chair.evaluate("""() => {
      document.querySelector("main [data-do=end] span").textContent = "Terminer l’intervention en cours maintenant"
    }""")

    assert len(cut_off(chair)) == 1
