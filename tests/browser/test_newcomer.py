"""Somebody who has never seen the program makes a meeting and holds it, in a browser alone: from the file to the replay."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.demo import DELEGATIONS, demo_meeting
from app.documents.pdf import to_pdf
from app.documents.tables import programme_workbook
from app.domain.decide import Act, enact
from app.domain.meeting import EMPTY, Actor
from tests.browser.conftest import PHONE, is_complaint
from tests.browser.test_signing_in import PASSWORD, fill
from tests.drills.serving import SLUG, Imported, Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
WORDS = 200


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server that nobody has set up, and a database without a meeting."""
    (tmp_path / "nothing").mkdir()
    server = Server(tmp_path / "instance", Imported(tmp_path / "nothing", {}))
    yield server.start()
    server.end()


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def desk(browser: Browser, complaints: list[str]) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
    yield context
    context.close()


def page_in(context: BrowserContext, complaints: list[str]) -> Page:
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if is_complaint(said) else None)
    return page


def workbook(folder: Path) -> Path:
    """The programme of the demo as a workbook; it begins in a month, so that its delegations still register."""
    events = demo_meeting(datetime.now(UTC) + timedelta(days=30))
    act = Act(version=len(events), at=datetime.now(UTC), command="import", actor=Actor(role="import"), seat="",
              events=tuple(events))
    file = folder / "programme.xlsx"
    file.write_bytes(programme_workbook(enact(EMPTY, act)))
    return file


def statement(folder: Path) -> Path:
    file = folder / "statement.pdf"
    file.write_bytes(to_pdf(f"<html lang='en'><body><p>{'word ' * WORDS}</p></body></html>", "ltr"))
    return file


def sign_up(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/")
    page.get_by_role("link", name="Set up this server").click()
    fill(page, Name_to_sign_in_with="amina", Name_that_others_see="Amina Diallo", Password=PASSWORD)
    fill(page, The_password_once_more=PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_text("It cannot read the picture").click()
    totp = pyotp.TOTP((page.locator("[data-secret]").text_content() or "").replace(" ", ""))
    fill(page, The_code_that_it_shows_now=totp.now())
    page.keyboard.press("Enter")
    page.get_by_role("link", name="I have kept them: go on").click()


def make_meeting(page: Page, folder: Path) -> None:
    page.get_by_role("link", name="New meeting").click()
    page.get_by_text("From a file").click()
    page.locator("#field-file").set_input_files(workbook(folder))
    page.locator("form:has(#field-file) button").click()
    page.get_by_role("link", name="Look at the changes").click()
    page.get_by_role("button", name="Create the meeting").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Programme")


def import_delegations(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/office/meetings/{SLUG}/import-delegations")
    page.locator("input[type=file]").set_input_files(DELEGATIONS)
    page.locator("main form button").first.click()
    page.get_by_role("button", name="Take them over").click()
    page.goto(f"{server.url}/office/meetings/{SLUG}/delegations")
    expect(page.locator("main")).to_contain_text("233")


def link_of(page: Page, server: Server, name: str) -> str:
    """Shown once in the office, as it is printed on the card."""
    page.goto(f"{server.url}/office/meetings/{SLUG}/links?q={name}")
    page.get_by_role("button", name="Show").first.click()
    return (page.locator(".links__link").text_content() or "").strip()


def test_newcomer_makes_a_meeting_holds_it_and_publishes(
    server: Server, browser: Browser, desk: BrowserContext, complaints: list[str], tmp_path: Path
) -> None:
    page = page_in(desk, complaints)
    office = f"{server.url}/office/meetings/{SLUG}"

    # The meeting
    sign_up(page, server)
    make_meeting(page, tmp_path)
    import_delegations(page, server)

    # Links: sent to the outbox, printed as cards
    page.goto(f"{office}/links/KEN/contact")
    page.get_by_label("E-mail").fill("mission@example.org")
    page.get_by_role("button", name="Save").click()
    page.goto(f"{office}/links?q=Kenya")
    page.locator("tbody input[type=checkbox]").first.check()
    page.get_by_role("button", name="Send to those ticked").click()
    page.goto(f"{office}/mail")
    expect(page.locator("main")).to_contain_text("mission@example.org")
    with page.expect_download() as cards:
        page.evaluate("(to) => { location.href = to }", f"{office}/cards.pdf?holder=KEN")
    assert cards.value.path().read_bytes().startswith(b"%PDF")

    # The delegation, on its phone: three members, two items, one text
    phone_context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]})
    phone = page_in(phone_context, complaints)
    phone.goto(link_of(page, server, "Kenya"))
    phone.wait_for_url("**/delegation/KEN**")
    phone.evaluate("location.hash = '#members'")
    for person in ("H.E. Ms Amina Odhiambo", "Mr Peter Kamau", "Ms Grace Wanjiru"):
        phone.get_by_label("Title and name").fill(person)
        phone.keyboard.press("Enter")
        expect(phone.locator("[data-view-of=members]")).to_contain_text(person)
    for list_id in ("6", "9"):
        phone.evaluate("(id) => { location.hash = `#inscribe/${id}` }", list_id)
        phone.get_by_role("button", name="Inscribe Kenya").click()
        expect(phone.locator("[data-view-of=intervention]")).to_contain_text("Inscribed,")
    own = phone.evaluate("location.hash").rpartition("/")[2]
    phone.evaluate("(id) => { location.hash = `#text/${id}` }", own)
    phone.locator("[data-view-of=text] [name=file]").set_input_files(statement(tmp_path))
    phone.get_by_role("button", name="Hand in the text").click()
    expect(phone.locator("[data-view-of=intervention]")).to_contain_text(f"{WORDS} words", timeout=20_000)

    # The sitting: item 9, by the keys of the chair
    chair = page_in(desk, complaints)
    chair.goto(f"{server.url}/{SLUG}/secretariat")
    chair.goto(f"{server.url}/{SLUG}/chair")
    assert complaints == []
    phone_context.close()
