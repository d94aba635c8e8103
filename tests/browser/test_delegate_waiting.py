"""What a delegation has sent from its phone, until there is an answer, and where the answer finds it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.conftest import PHONE
from tests.browser.test_delegate_asked import turn_to, view
from tests.drills.asking import Client
from tests.drills.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
LIST, OTHER = "6", "7"


@pytest.fixture
def kenya(server: Server) -> Iterator[Client]:
    client = Client(server, "KEN")
    yield client
    client.close()


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Page]:
    """Kenya's; what is refused stands on its console."""
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]})
    page = context.new_page()
    page.goto(f"{server.url}/enter#{server.tokens['KEN']}")
    expect(page.locator("[data-live]").first).to_have_text("Live")
    yield page
    context.close()


def test_request_of_a_page_that_is_too_old_goes_when_it_is_loaded_again(phone: Page, kenya: Client) -> None:
    tried: list[Route] = []

    def grow_old(route: Route) -> None:
        """The second attempt has no answer until the page is loaded again."""
        tried.append(route)
        if len(tried) == 1:
            route.continue_(headers={**route.request.headers, "x-csrftoken": "of another session"})
        if len(tried) > 2:
            route.continue_()

    phone.route("**/commands", grow_old)
    turn_to(phone, f"#inscribe/{LIST}")
    view(phone, "form").locator("[data-slot=button]").click()

    waiting = phone.locator(".base [data-pending] .pending")
    expect(waiting).to_contain_text("The page has been open for too long. Load it again; nothing was lost.")
    expect(waiting).to_contain_text("Inscribe Kenya on item 6")
    with phone.expect_request("**/commands"):
        phone.evaluate("document.querySelector('[data-again]').click()")
    phone.wait_for_timeout(200)
    expect(waiting).to_contain_text("Load it again")
    assert not kenya.screen("delegate")["mine"]
    phone.reload()

    expect(waiting).to_contain_text("Done")
    assert [each["list"] for each in kenya.screen("delegate")["mine"].values()] == [LIST]


def turned_away(phone: Page) -> tuple[list[Route], Locator]:
    """What was sent for one list has no answer yet, and the form is open for another: the request, the form."""
    held: list[Route] = []
    phone.route("**/commands", lambda route: held.append(route))
    turn_to(phone, f"#inscribe/{LIST}")
    form = view(phone, "form")
    form.locator("[data-slot=button]").click()
    expect(form.locator("[data-slot=button]")).to_have_attribute("aria-busy", "true")
    turn_to(phone, f"#inscribe/{OTHER}")
    return held, form


def test_form_that_is_open_keeps_what_is_typed_when_another_is_answered(phone: Page, kenya: Client) -> None:
    held, form = turned_away(phone)
    form.locator("[name=speaker]").fill("Ms. Amina Example")

    held[0].continue_()
    expect(form.locator("[data-slot=button]")).not_to_have_attribute("aria-busy", "true")

    assert [each["list"] for each in kenya.screen("delegate")["mine"].values()] == [LIST]
    expect(form.locator("[name=speaker]")).to_have_value("Ms. Amina Example")


def test_refusal_finds_who_has_turned_away(phone: Page) -> None:
    held, form = turned_away(phone)

    refusal = {"ok": False, "code": "list_closed", "params": {}, "message": "The list is closed."}
    held[0].fulfill(status=409, json=refusal)
    refused = form.locator("[data-pending] .pending")
    expect(refused).to_contain_text("Not done: The list is closed.")
    expect(refused).to_contain_text("Inscribe Kenya on item 6")
    expect(form.locator("[data-fault]")).to_be_hidden()
    turn_to(phone, "#programme")
    phone.reload()

    here = phone.locator(".base [data-pending] .pending")
    expect(here).to_contain_text("Not done: The list is closed.")
    here.get_by_role("button", name="Close").click()
    expect(here).to_have_count(0)
    phone.reload()
    expect(phone.locator("[data-live]").first).to_have_text("Live")
    expect(here).to_have_count(0)


def test_member_that_is_being_corrected_stays_when_another_is_registered(phone: Page, kenya: Client) -> None:
    kenya.do("register_member", person="Mr Peter Kamau", capacity="adviser")
    held: list[Route] = []
    phone.route("**/commands", lambda route: held.append(route))
    turn_to(phone, "#members")
    form = view(phone, "members")
    form.locator("[name=person]").fill("Ms Grace Wanjiru")
    form.locator("[data-slot=button]").click()
    form.get_by_role("button", name="Mr Peter Kamau").click()
    form.locator("[name=person]").fill("Mr Peter Kam")

    held[0].continue_()

    expect(form.locator("[data-slot=status]")).to_contain_text("Ms Grace Wanjiru")
    expect(form.locator("[name=person]")).to_have_value("Mr Peter Kam")
    expect(form.locator("[data-slot=form-head]")).to_have_text("Amend the entry")
