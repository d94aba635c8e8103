"""What a delegation does before the meeting, on its phone: texts, drafts, members."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.looking import violations
from tests.browser.test_delegate_asked import turn_to, view
from tests.drills.asking import Client
from tests.drills.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
LIST = "6"


@pytest.fixture
def kenya(server: Server) -> Iterator[Client]:
    client = Client(server, "KEN")
    yield client
    client.close()


def speech(folder: Path, words: int) -> Path:
    path = folder / "speech.txt"
    path.write_text(" ".join(["word"] * words))
    return path


def inscribed(kenya: Client) -> str:
    own: str = kenya.do("inscribe", list=LIST, kind="statement", delivery="spoken", language="en")["intervention"]
    return own


def test_text_is_handed_in_and_measured_against_the_limit(
    visit: Callable[..., Page], kenya: Client, tmp_path: Path
) -> None:
    own = inscribed(kenya)
    phone = turn_to(visit("KEN"), f"#text/{own}")
    form = view(phone, "text")

    form.get_by_role("button", name="Hand in the text").click()
    expect(form).to_contain_text("Choose the file with the text.")
    form.locator("[name=file]").set_input_files(speech(tmp_path, 812))
    form.get_by_role("radio", name="Read verbatim").check()
    form.get_by_role("button", name="Hand in the text").click()

    here = view(phone, "intervention")
    expect(here).to_contain_text("Text handed in")
    expect(here).to_contain_text("812 words, about")
    expect(here).to_contain_text("Your limit is 2:00: +")
    expect(here).to_contain_text("Read verbatim. Under embargo until it was spoken.")
    assert violations(phone) == []
    here.get_by_role("button", name="Withdraw the text in English").click()
    here.get_by_role("button", name="Withdraw the text", exact=True).click()
    expect(here.locator(".text")).to_have_count(0)


def test_file_of_another_kind_is_refused_before_it_is_sent(
    visit: Callable[..., Page], kenya: Client, tmp_path: Path
) -> None:
    own = inscribed(kenya)
    form = view(turn_to(visit("KEN"), f"#text/{own}"), "text")
    expect(form.get_by_role("button", name="Hand in the text")).to_be_visible()
    sent: list[str] = []
    form.page.on("request", lambda asked: sent.append(asked.url) if "/statements?" in asked.url else None)

    form.locator("[name=file]").set_input_files(speech(tmp_path, 10).rename(tmp_path / "speech.rtf"))
    form.get_by_role("button", name="Hand in the text").click()

    expect(form).to_contain_text("This is no PDF, DOCX, ODT or TXT file.")
    assert sent == []


def test_text_that_was_cut_off_is_handed_in_once(visit: Callable[..., Page], kenya: Client, tmp_path: Path) -> None:
    own = inscribed(kenya)
    phone = turn_to(visit("KEN"), f"#text/{own}")
    form = view(phone, "text")
    expect(form.get_by_role("button", name="Hand in the text")).to_be_visible()
    form.locator("[name=file]").set_input_files(speech(tmp_path, 100))
    sent: list[str] = []

    def swallow(route: Route) -> None:
        """The server takes it, and the answer is lost."""
        sent.append(route.request.url)
        if len(sent) == 1:
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    phone.route("**/statements?*", swallow)
    form.get_by_role("button", name="Hand in the text").click()

    expect(view(phone, "intervention")).to_contain_text("100 words", timeout=15_000)
    assert len(sent) >= 2
    assert len(set(sent)) == 1
    assert list(kenya.screen("delegate")["mine"][own]["statements"]) == ["t1"]


def test_draft_is_kept_and_inscribed(visit: Callable[..., Page], kenya: Client) -> None:
    phone = turn_to(visit("KEN"), f"#inscribe/{LIST}")
    view(phone, "form").get_by_role("button", name="Keep as a draft").click()

    here = view(phone, "intervention")
    expect(here).to_contain_text("Draft kept")
    here.get_by_role("button", name="Inscribe Kenya now").click()
    expect(here).to_contain_text("Inscribed,")
    assert [each["state"] for each in kenya.screen("delegate")["mine"].values()] == ["inscribed"]


def test_three_members_are_registered_by_keyboard_alone(visit: Callable[..., Page], kenya: Client) -> None:
    phone = turn_to(visit("KEN"), "#members")
    form = view(phone, "members")
    expect(form).to_contain_text("Nobody is registered yet.")

    form.get_by_label("Title and name").focus()
    for count, person in enumerate(("H.E. Ms Amina Odhiambo", "Mr Peter Kamau", "Ms Grace Wanjiru"), start=1):
        phone.keyboard.type(person)
        phone.keyboard.press("Enter")
        expect(form.locator(".member")).to_have_count(count)
        expect(form.get_by_label("Title and name")).to_have_value("")

    assert violations(phone) == []
    members = kenya.screen("delegate")["members"].values()
    assert sorted(each["capacity"] for each in members) == ["adviser", "adviser", "head"]
    form.get_by_role("button", name="Mr Peter Kamau").click()
    form.get_by_role("button", name="Withdraw this member").click()
    form.get_by_role("button", name="Withdraw", exact=True).click()
    expect(form.locator(".member")).to_have_count(2)


def test_own_interventions_are_put_in_order(visit: Callable[..., Page], kenya: Client) -> None:
    first, second = (kenya.do("inscribe", list=each, kind="statement")["intervention"] for each in ("6", "7"))
    phone = visit("KEN")
    phone.get_by_role("link", name="Order of our interventions").click()
    sheet = view(phone, "order")
    rows = sheet.locator("[data-slot=preferred] > li")
    expect(rows).to_have_count(2)
    expect(sheet.get_by_role("button", name="This order is kept")).to_be_visible()

    sheet.get_by_role("button", name="Item 7: move up").focus()
    phone.keyboard.press("Enter")
    expect(sheet).to_contain_text("Item 7 is number 1 now")
    assert violations(phone) == []
    sheet.get_by_role("button", name="Keep this order").click()

    expect(sheet).to_contain_text("The order is kept.")
    assert kenya.screen("delegate")["preferred"] == [second, first]
    expect(sheet.get_by_role("button", name="This order is kept")).to_be_visible()
    expect(rows.first).to_have_attribute("data-id", second)

    # Another phone of the delegation.
    kenya.do("prefer", interventions=[first, second])
    expect(rows.first).to_have_attribute("data-id", first)
    expect(sheet.locator("[data-slot=status]")).to_be_hidden()


def test_actions_of_the_plan_are_ticked_amended_and_stand_on_the_receipt(
    visit: Callable[..., Page], kenya: Client
) -> None:
    lists = kenya.screen("delegate")["lists"]
    list_id, row = next((each, row) for each, row in lists.items() if row.get("actions") and row.get("accepts"))
    wanted = row["actions"][0]
    phone = turn_to(visit("KEN"), f"#inscribe/{list_id}")
    form = view(phone, "form")

    form.get_by_label(f"Action {wanted}", exact=True).check()
    assert violations(phone) == []
    form.locator("[data-slot=button]").click()

    here = view(phone, "intervention")
    expect(here.locator("[data-fact=actions] dd")).to_have_text(f"Action {wanted}")
    phone.evaluate("window.print = () => {}")
    here.get_by_role("button", name="Print the receipt").click()
    sheet = phone.locator("[data-sheet]")
    own = next(iter(kenya.screen("delegate")["mine"]))
    number = row["item"].partition(" ")[0]
    for words in ("Kenya", f"Number: {own}", f"Item {number}", "Place on the list now: ", "Why: "):
        assert words in (sheet.text_content() or "")
    phone.emulate_media(media="print")
    expect(sheet).to_be_visible()
    expect(here).to_be_hidden()
    phone.emulate_media(media="screen")
    here.get_by_role("link", name="Amend").click()
    form.get_by_label(f"Action {wanted}", exact=True).uncheck()
    form.get_by_role("button", name="Save the changes").click()
    expect(here.locator("[data-fact=actions]")).to_be_hidden()
