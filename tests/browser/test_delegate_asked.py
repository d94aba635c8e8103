"""What a delegation is asked and asks of others, on its phone: the roll, places exchanged and yielded, a reply."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.looking import violations
from tests.drills.asking import Client
from tests.drills.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
LIST = "2.1"
WHEN = r"(\w+day, )?about \d\d:\d\d"
"""After midnight, as told before it, it bears its day."""


@pytest.fixture
def client(server: Server) -> Iterator[Callable[[str], Client]]:
    """Programs that act as a holder, hung up in the end."""
    opened: list[Client] = []

    def begin(holder: str) -> Client:
        opened.append(Client(server, holder))
        return opened[-1]

    yield begin
    for each in opened:
        each.close()


@pytest.fixture
def chair(client: Callable[[str], Client]) -> Client:
    """The room is on item 2, whose list is open, and Kenya is on it."""
    chair = client("chair")
    chair.do("take_up", item="2")
    chair.do("open_list", list=LIST)
    client("KEN").do("inscribe", list=LIST, kind="statement", delivery="spoken")
    return chair


def waiting(chair: Client) -> list[dict[str, Any]]:
    """Who waits, in order."""
    entries = chair.screen("chair")["entries"]
    return [{"id": each, **entries[each]} for each in sorted(entries, key=lambda each: entries[each]["rank"])]


def entry_of(chair: Client, delegation: str) -> dict[str, Any]:
    return next(each for each in waiting(chair) if each["delegation"] == delegation and each["kind"] == "statement")


def codes(chair: Client) -> list[str]:
    return [each["delegation"] for each in waiting(chair)]


def put(chair: Client, delegation: str, place: int) -> str:
    """Gives a delegation a place; its intervention."""
    own: str = entry_of(chair, delegation)["id"]
    others = [each["id"] for each in waiting(chair) if each["id"] != own]
    chair.do("move", intervention=own, before=others[place - 1])
    return own


def view(phone: Page, name: str) -> Locator:
    return phone.locator(f"[data-view-of={name}]")


def turn_to(phone: Page, address: str) -> Page:
    phone.evaluate("(address) => { location.hash = address }", address)
    return phone


def test_phone_answers_the_roll(visit: Callable[..., Page], chair: Client) -> None:
    phone = visit("KEN")
    asked = phone.locator(".base .matter")
    expect(phone.locator("main")).to_contain_text("You are")
    expect(asked).to_have_count(0)
    idle = phone.locator("link[rel=icon]").get_attribute("href")

    own = put(chair, "KEN", 3)
    expect(asked).to_contain_text("Are you in the room?")
    expect(asked).to_contain_text(re.compile(f"You are 3rd, {WHEN}"))
    expect(phone).to_have_title("You are 3rd · Kenya")
    assert phone.locator("link[rel=icon]").get_attribute("href") != idle
    asked.get_by_role("button", name="Ready").click()
    expect(asked).to_contain_text("You answered: ready")
    assert chair.screen("chair")["entries"][own]["roll"] == "ready"

    asked.get_by_role("button", name="Not in the room yet").click()
    expect(asked).to_contain_text("You answered: not in the room yet")
    assert chair.screen("chair")["entries"][own]["roll"] == "not_in_room"

    put(chair, "KEN", 1)
    expect(view(phone, "next")).to_contain_text("You are next")
    expect(view(phone, "next")).to_contain_text("You answered: not in the room yet")


def test_places_are_exchanged_between_two_phones(visit: Callable[..., Page], chair: Client) -> None:
    own = put(chair, "KEN", 3)
    kenya, italy = visit("KEN"), visit("ITA", query="lang=en")
    place = codes(chair).index("ITA") + 1
    expect(kenya.locator("[data-live]").first).to_contain_text("Live")

    turn_to(kenya, f"#intervention/{own}")
    view(kenya, "intervention").get_by_role("link", name="Exchange places").click()
    choice = view(kenya, "exchange")
    expect(choice).to_contain_text("You are 3rd on item 2")
    choice.get_by_role("radio", name="Italy").check()
    expect(choice).to_contain_text(f"You would be {place}th")
    expect(choice).to_contain_text("instead of 3rd")
    choice.get_by_role("button", name="Make the offer to Italy").click()
    expect(view(kenya, "intervention")).to_contain_text("Offered to Italy, waiting for the answer")

    offer = italy.locator(".base .matter")
    expect(offer).to_contain_text("Kenya offers to exchange places")
    expect(offer).to_contain_text("You would be 3rd")
    expect(offer).to_contain_text(f"instead of {place}th")
    offer.get_by_role("button", name="Accept").click()
    expect(italy.locator("main")).to_contain_text("You are 3rd")
    expect(view(kenya, "intervention")).to_contain_text(f"You are {place}th")
    expect(view(kenya, "intervention")).to_contain_text("Italy has accepted. You have exchanged places.")
    assert (codes(chair)[2], codes(chair)[place - 1]) == ("ITA", "KEN")


def test_offer_is_taken_back_and_declined(
    visit: Callable[..., Page], chair: Client, client: Callable[[str], Client]
) -> None:
    own, other = put(chair, "KEN", 5), entry_of(chair, "ITA")["id"]
    phone, kenya, italy = visit("KEN"), client("KEN"), client("ITA")
    made = phone.locator(".base .matter")

    kenya.do("offer_swap", mine=own, theirs=other)
    expect(made).to_contain_text("Offered to Italy")
    made.get_by_role("button", name="Take back").click()
    expect(made).to_have_count(0)

    swap = kenya.do("offer_swap", mine=own, theirs=other)["swap"]
    expect(made).to_contain_text("Offered to Italy")
    italy.do("answer_swap", swap=swap, accept=False)
    expect(made).to_contain_text("The offer to Italy is over. You keep your place.")
    made.get_by_role("button", name="Close").click()
    expect(made).to_have_count(0)


def test_place_is_yielded_in_two_steps(visit: Callable[..., Page], chair: Client) -> None:
    own = put(chair, "KEN", 3)
    phone = turn_to(visit("KEN"), f"#intervention/{own}")
    here = view(phone, "intervention")
    follows = codes(chair)[3]

    here.get_by_role("button", name="Let the next one go first").click()
    expect(here).to_contain_text(re.compile(f"You would be 4th, {WHEN}"))
    here.get_by_role("button", name="Keep the place").click()
    assert codes(chair)[2] == "KEN"
    here.get_by_role("button", name="Let the next one go first").click()
    here.get_by_role("button", name="Yield the place").click()

    expect(here).to_contain_text("You are 4th")
    assert codes(chair)[2:4] == [follows, "KEN"]


def test_place_is_yielded_once_though_the_answer_was_lost(visit: Callable[..., Page], chair: Client) -> None:
    own = put(chair, "KEN", 3)
    phone = turn_to(visit("KEN"), f"#intervention/{own}")
    here = view(phone, "intervention")

    def swallow(route: Route) -> None:
        """The server does it, and the answer is lost."""
        route.fetch()
        route.abort("connectionreset")

    phone.route("**/commands", swallow)
    here.get_by_role("button", name="Let the next one go first").click()
    here.get_by_role("button", name="Yield the place").click()
    expect(here).to_contain_text("No answer from the server.", timeout=15_000)
    assert codes(chair)[3] == "KEN"
    phone.unroute("**/commands")
    answered: list[int] = []
    phone.on("response", lambda answer: answered.append(answer.status) if answer.url.endswith("/commands") else None)
    here.get_by_role("button", name="Let the next one go first").click()
    here.get_by_role("button", name="Yield the place").click()

    expect(here.get_by_role("button", name="Let the next one go first")).to_be_visible()
    assert answered == [200]
    assert codes(chair)[3] == "KEN"


def test_reply_is_asked_for_though_the_list_is_closed(visit: Callable[..., Page], chair: Client) -> None:
    chair.do("close_list", list=LIST)
    first = waiting(chair)[0]
    phone = visit("KEN")
    ask = phone.get_by_role("button", name="Right of reply")
    chair.do("call", intervention=first["id"], ending=None)
    expect(phone.locator(".top__floor")).to_contain_text(first["name"])
    expect(ask).to_be_hidden()
    chair.do("start_clock", intervention=first["id"])
    expect(ask).to_be_visible()
    chair.do("end_speech", intervention=first["id"])
    expect(phone.locator(".top__floor")).to_contain_text("No one has the floor")

    ask.click()
    expect(phone.locator("[data-reply]")).to_contain_text(f"right of reply to the statement of {first['name']}?")
    phone.get_by_role("button", name="Ask to reply").click()

    expect(view(phone, "intervention")).to_contain_text("Right of reply asked for")
    expect(view(phone, "intervention")).to_contain_text(f"Reply to {first['name']}")
    assert (waiting(chair)[-1]["delegation"], waiting(chair)[-1]["kind"]) == ("KEN", "reply")


def test_refusal_says_why(visit: Callable[..., Page], chair: Client) -> None:
    phone = visit("KEN")
    chair.do("refuse", intervention=entry_of(chair, "KEN")["id"], reason="Speakers of this item are members")

    expect(phone.locator(".card")).to_contain_text("Refused")
    expect(phone.locator(".card")).to_contain_text("Speakers of this item are members")


def test_what_is_asked_is_for_everyone(
    visit: Callable[..., Page], chair: Client, client: Callable[[str], Client]
) -> None:
    own, other = put(chair, "KEN", 3), entry_of(chair, "ITA")["id"]
    italy = client("ITA")
    phone = visit("KEN")
    for offer, address in ((False, f"#exchange/{own}"), (True, "#programme"), (True, f"#intervention/{own}")):
        if offer and not chair.screen("chair")["swaps"]:
            italy.do("offer_swap", mine=other, theirs=own)
        turn_to(phone, address)
        phone.wait_for_timeout(800)
        assert violations(phone) == []
        assert phone.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0, address
        small = phone.evaluate("""() => [...document.querySelectorAll(".matter button, .way, .partner")]
          .filter((each) => each.offsetParent && each.offsetHeight < 44).map((each) => each.outerHTML)""")
        assert small == []
