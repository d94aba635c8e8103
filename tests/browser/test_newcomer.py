"""Somebody who has never seen the program makes a meeting and holds it, in a browser alone, from file to replay."""

import re
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
    server = Server(Imported(tmp_path, {}))
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


@pytest.fixture
def pocket(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]})
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
    page.get_by_role("link", name="Look at it and make the meeting").click()
    page.get_by_role("button", name="Create the meeting").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Programme")


def import_delegations(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/office/meetings/{SLUG}/import-delegations")
    page.locator("input[type=file]").set_input_files(DELEGATIONS)
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Take the table over").click()
    page.goto(f"{server.url}/office/meetings/{SLUG}/delegations")
    expect(page.locator("main")).to_contain_text("233")


def link_of(page: Page, server: Server, name: str) -> str:
    """Shown once in the office, as it is printed on the card."""
    page.goto(f"{server.url}/office/meetings/{SLUG}/links?q={name}")
    page.get_by_role("button", name="Show").first.click()
    return (page.locator(".links__link").text_content() or "").strip()


def test_newcomer_makes_a_meeting_holds_it_and_publishes(
    server: Server, desk: BrowserContext, pocket: BrowserContext, complaints: list[str], tmp_path: Path
) -> None:
    page = page_in(desk, complaints)
    office = f"{server.url}/office/meetings/{SLUG}"

    # The meeting
    sign_up(page, server)
    make_meeting(page, tmp_path)
    import_delegations(page, server)

    # Links: sent to the outbox, printed as cards
    page.goto(f"{office}/links/KEN/contact")
    page.locator("[name=email]").fill("mission@example.org")
    page.get_by_role("button", name="Save").click()
    page.goto(f"{office}/links?q=Kenya")
    page.locator("tbody input[type=checkbox]").first.check()
    page.get_by_role("button", name="Send to those ticked").click()
    page.goto(f"{office}/mail")
    expect(page.locator("main")).to_contain_text("mission@example.org")
    assert fetched(desk, f"{office}/cards.pdf?holder=KEN").startswith(b"%PDF")

    # The delegation, on its phone: three members, two items, one text
    phone = page_in(pocket, complaints)
    phone.goto(link_of(page, server, "Kenya"))
    phone.wait_for_url("**/delegation/KEN**")
    register_three(phone)
    inscribe(phone, "6")
    own = inscribe(phone, "7")
    phone.evaluate("(id) => { location.hash = `#text/${id}` }", own)
    phone.locator("[data-view-of=text] [name=file]").set_input_files(statement(tmp_path))
    phone.get_by_role("button", name="Hand in the text").click()
    here = phone.locator("[data-view-of=intervention]")
    expect(here).to_contain_text(f"{WORDS} words", timeout=20_000)

    # The sitting: item 7, by the keys of the chair
    chair = page_in(desk, complaints)
    chair.goto(f"{server.url}/{SLUG}/chair")
    expect(chair.locator("main")).to_contain_text("The meeting has not begun")
    run_item(chair, "Stockpiles, universalization")
    expect(here).to_contain_text("Published since")

    # What is left of it
    page.goto(f"{office}/record/7")
    expect(page.locator("main")).to_contain_text("Kenya")
    page.goto(f"{office}/figures")
    expect(page.locator("main svg").first).to_be_visible()
    page.goto(f"{office}/exports")
    addresses = page.locator("main a[href]").evaluate_all("(links) => links.map((each) => each.href)")
    files = [each for each in addresses if "/meetings/" in each and "." in each.rpartition("/")[2]]
    assert len(files) > 10
    sizes = [len(fetched(desk, each)) for each in files]
    assert (min(sizes) > 1, max(sizes) > 5000) == (True, True)
    page.goto(f"{office}/replay")
    wall = page.frame_locator("iframe")
    expect(wall.locator("main").first).to_be_visible(timeout=20_000)
    assert complaints == []


def fetched(context: BrowserContext, address: str) -> bytes:
    """What the browser would save."""
    answer = context.request.get(address, timeout=60_000)
    assert answer.ok, f"{answer.status} {address}"
    return answer.body()


def register_three(phone: Page) -> None:
    phone.evaluate("location.hash = '#members'")
    members = phone.locator("[data-view-of=members]")
    expect(members).to_contain_text("Nobody is registered yet.")
    for person in ("H.E. Ms Amina Odhiambo", "Mr Peter Kamau", "Ms Grace Wanjiru"):
        phone.get_by_label("Title and name").fill(person)
        phone.keyboard.press("Enter")
        expect(members).to_contain_text(person)


def inscribe(phone: Page, list_id: str) -> str:
    """Inscribes on a list; the intervention."""
    phone.evaluate("(id) => { location.hash = `#inscribe/${id}` }", list_id)
    phone.get_by_role("button", name="Inscribe Kenya").click()
    phone.wait_for_url(re.compile(r"#.*/i\d+$"))
    expect(phone.locator("[data-view-of=intervention]")).to_contain_text("Inscribed,")
    return str(phone.evaluate("location.hash")).rpartition("/")[2]


def run_item(chair: Page, title: str) -> None:
    """Takes up an item and gives the floor to all of its list; the chair's page takes a key 600 ms after a change."""
    chair.wait_for_timeout(800)
    chair.keyboard.press("g")
    chair.locator("dialog[open]").get_by_text(title).click()
    done = chair.get_by_text("All who were inscribed have spoken")
    for _ in range(60):
        chair.wait_for_timeout(750)
        if done.count():
            return
        chair.keyboard.press("Enter")
    expect(done).to_be_visible()
