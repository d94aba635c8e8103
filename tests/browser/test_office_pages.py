"""Pages of the office that list a meeting: for everyone, in every language, on a desk and on a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from app.web.languages import OFFERED
from tests.browser.looking import overflow, violations
from tests.drills.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
PAGES = (
    "statements", "inscriptions", "silent", "figures", "exports", "participants", "participants/new", "hooks", "mail",
    "persons", "links",
)
NARROW = {"width": 390, "height": 844}


def slug_of(page: Page) -> str:
    """The meeting of the page that a link leads to."""
    return page.url.split("/")[3]


@pytest.mark.parametrize("name", PAGES)
def test_page_is_for_everyone(server: Server, visit: Callable[..., Page], name: str) -> None:
    page = visit("secretariat")
    slug = slug_of(page)
    for code in OFFERED:
        page.goto(f"http://127.0.0.1:{server.port}/office/meetings/{slug}/{name}?lang={code}")
        expect(page.locator("html")).to_have_attribute("lang", code)
        assert violations(page) == [], code
        assert overflow(page)[0] <= 0, code
    page.set_viewport_size(NARROW)
    assert violations(page) == []
    assert overflow(page)[0] <= 0, "it scrolls sideways on a phone"


def test_public_figures_are_for_everyone(server: Server, visit: Callable[..., Page]) -> None:
    page = visit("public")
    slug = slug_of(page)
    for code in OFFERED:
        page.goto(f"http://127.0.0.1:{server.port}/{slug}/figures?lang={code}")
        expect(page.locator("html")).to_have_attribute("lang", code)
        assert violations(page) == [], code
        assert overflow(page)[0] <= 0, code


def test_text_is_asked_for_from_the_list(server: Server, visit: Callable[..., Page]) -> None:
    page = visit("secretariat")
    page.goto(f"http://127.0.0.1:{server.port}/office/meetings/{slug_of(page)}/statements?show=missing")
    ask = page.get_by_role("button", name="Ask for it (Croatia)")

    ask.first.click()

    expect(page.get_by_role("status").filter(has_text="Asked for: the delegation sees it")).to_be_visible()
    expect(page.locator("body")).to_contain_text(re.compile(r"Asked for \d+ \w+ 2\d\d\d"))


def test_member_is_registered_and_withdrawn(server: Server, visit: Callable[..., Page]) -> None:
    page = visit("secretariat")
    page.goto(f"http://127.0.0.1:{server.port}/office/meetings/{slug_of(page)}/participants/new")
    page.get_by_label("Delegation").select_option("KEN")
    page.get_by_label("Title and name").fill("Ms Amina Registered")
    page.get_by_label("French").check()
    page.get_by_role("button", name="Register", exact=True).click()

    expect(page.get_by_role("status").filter(has_text="Registered.")).to_be_visible()
    assert violations(page) == []
    page.set_viewport_size(NARROW)
    assert violations(page) == []
    assert overflow(page)[0] <= 0, "it scrolls sideways on a phone"
    page.get_by_role("link", name="Amend … (Ms Amina Registered)").click()
    assert violations(page) == []
    page.get_by_role("button", name="Withdraw this member").click()

    expect(page.get_by_role("status").filter(has_text="Withdrawn")).to_be_visible()
    expect(page.get_by_text("Ms Amina Registered")).to_have_count(0)
