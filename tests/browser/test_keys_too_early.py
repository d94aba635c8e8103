"""A key of a desk meant for what stood there a moment ago does not fall on what stands there now."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import cut_off, overflow, violations
from tests.browser.test_delegate_asked import chair, client, waiting
from tests.drills.asking import Client

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
__all__ = ["chair", "client"]
SETTLED_MS = 800
"""The desks take no such key for 600 ms."""
PRESS_AFTER = """([selector, key, ms]) => {
  const watched = document.querySelector(selector)
  const was = watched.textContent
  const pressed = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })
  const look = setInterval(() => {
    if (watched.textContent === was) return
    clearInterval(look)
    setTimeout(() => {
      document.body.dispatchEvent(pressed)
      document.body.dataset.held = document.querySelector("[data-held]")?.dataset.do ?? ""
    }, ms)
  }, 5)
}"""
Clients = Callable[[str], Client]


def press_after(desk: Page, change_of: str, key: str) -> None:
    """Presses `key` a moment after the words of `change_of` have changed, as somebody who did not see it."""
    desk.evaluate(PRESS_AFTER, [change_of, key, 100])


def held(desk: Page, name: str) -> None:
    """The key was heard and not taken, and the button `name` showed it."""
    expect(desk.locator("body")).to_have_attribute("data-held", name)


def opened(visit: Callable[..., Page], holder: str = "chair") -> Page:
    desk = visit(holder)
    expect(desk.locator(".entries, .waiting").locator("[data-id]").nth(3)).to_be_visible()
    desk.wait_for_timeout(SETTLED_MS)
    return desk


def ids(chair: Client) -> list[str]:
    return [each["id"] for each in waiting(chair)]


@pytest.mark.parametrize(("key", "name"), [
    ("v", "next"), ("a", "absent"), ("k", "next"), ("j", "next"), ("Enter", "next"),
])
def test_nobody_is_taken_for_who_has_gone(
    visit: Callable[..., Page], chair: Client, client: Clients, key: str, name: str
) -> None:
    """The third is chosen and withdraws; the key falls on nobody, until the chair has chosen anew."""
    desk = opened(visit)
    third = waiting(chair)[2]
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("ArrowDown")
    press_after(desk, ".entries", key)

    client("secretariat").do("withdraw", intervention=third["id"])

    held(desk, name)
    expect(desk.locator("[data-slot=next_under]")).to_contain_text(f"{third['name']} has left the list")
    left = ids(chair)
    desk.wait_for_timeout(SETTLED_MS)
    desk.keyboard.press(key)
    desk.wait_for_timeout(SETTLED_MS)
    assert ids(chair) == left
    assert chair.screen("chair").get("speech") is None
    assert desk.locator("dialog[open]").count() == 0
    assert violations(desk) == []
    assert cut_off(desk) == []
    assert max(overflow(desk)) <= 0


def test_who_follows_the_gap_is_chosen_and_taken(visit: Callable[..., Page], chair: Client, client: Clients) -> None:
    desk = opened(visit)
    third, fourth = waiting(chair)[2:4]
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("ArrowDown")
    client("secretariat").do("withdraw", intervention=third["id"])
    expect(desk.locator("[data-slot=next_under]")).to_contain_text("has left the list")
    desk.wait_for_timeout(SETTLED_MS)

    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("v")

    expect(desk.locator(".entries")).not_to_contain_text(fourth["name"])
    # Who left by the chair's own key is not missed: Enter calls the first.
    desk.wait_for_timeout(SETTLED_MS)
    first = waiting(chair)[0]
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-floor] [data-slot=name]")).to_have_text(first["name"])


def test_escape_leaves_who_has_gone(visit: Callable[..., Page], chair: Client, client: Clients) -> None:
    desk = opened(visit)
    first, second, *_ = waiting(chair)
    desk.keyboard.press("ArrowDown")
    client("secretariat").do("withdraw", intervention=second["id"])
    expect(desk.locator("[data-slot=next_under]")).to_contain_text("has left the list")
    desk.wait_for_timeout(SETTLED_MS)

    desk.keyboard.press("Escape")
    desk.keyboard.press("Enter")

    expect(desk.locator("[data-floor] [data-slot=name]")).to_have_text(first["name"])


def test_enter_does_not_call_who_has_just_become_first(
    visit: Callable[..., Page], chair: Client, client: Clients
) -> None:
    desk = opened(visit)
    first, second = waiting(chair)[:2]
    press_after(desk, "[data-slot=next_label]", "Enter")

    client(first["delegation"]).do("yield_place", intervention=first["id"])

    held(desk, "next")
    assert chair.screen("chair").get("speech") is None
    desk.wait_for_timeout(SETTLED_MS)
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-floor] [data-slot=name]")).to_have_text(second["name"])


def test_second_press_does_not_rule_on_the_next_point_of_order(
    visit: Callable[..., Page], chair: Client, client: Clients
) -> None:
    desk = opened(visit)
    for delegation in ("ITA", "CAN"):
        client(delegation).do("raise_point_of_order")
    expect(desk.locator("[data-slot=order_more]")).to_contain_text("and 1 more")
    desk.wait_for_timeout(SETTLED_MS)
    press_after(desk, "[data-slot=order_name]", "2")

    desk.keyboard.press("2")

    held(desk, "dismiss")
    assert [each["delegation"] for each in chair.screen("chair")["orders"].values()] == ["CAN"]
    desk.wait_for_timeout(SETTLED_MS)
    desk.keyboard.press("1")
    expect(desk.locator("[data-order]")).to_be_hidden()
    assert chair.screen("chair")["ruling"]["state"] == "sustained"


@pytest.mark.parametrize(("key", "name"), [("e", "end"), ("+", "add"), ("-", "take")])
def test_who_has_just_begun_is_not_meant(
    visit: Callable[..., Page], chair: Client, client: Clients, key: str, name: str
) -> None:
    """Another desk gives the floor to the next: what the chair's key meant was the one before."""
    desk = opened(visit)
    one, two = waiting(chair)[:2]
    chair.do("call", intervention=one["id"], ending=None)
    chair.do("start_clock", intervention=one["id"])
    speaker = desk.locator("[data-floor] [data-slot=name]")
    expect(speaker).to_have_text(one["name"])
    desk.wait_for_timeout(SETTLED_MS)
    press_after(desk, "[data-floor] [data-slot=name]", key)

    client("secretariat").do("call", intervention=two["id"], ending=one["id"])

    held(desk, name)
    speech = chair.screen("chair")["speech"]
    assert (speech["intervention"], speech["limit_s"]) == (two["id"], two["limit_s"])
    desk.wait_for_timeout(SETTLED_MS)
    desk.keyboard.press("e")
    expect(speaker).not_to_have_text(two["name"])


@pytest.mark.parametrize("holder", ["chair", "secretariat"])
def test_act_of_another_desk_is_not_undone_by_a_key_for_the_own(
    visit: Callable[..., Page], chair: Client, client: Clients, holder: str
) -> None:
    desk = opened(visit, holder)
    one, two, *_ = waiting(chair)
    other = client("secretariat" if holder == "chair" else "chair")
    undo = desk.locator("[data-do=undo]")
    chair.do("move", intervention=two["id"], before=one["id"])
    expect(undo).to_contain_text("moved")
    desk.locator("body").press("Escape")
    desk.evaluate("() => document.activeElement.blur()")
    desk.wait_for_timeout(SETTLED_MS)
    press_after(desk, "[data-slot=undo]", "u")

    other.do("convert_written", intervention=one["id"])

    held(desk, "undo")
    assert one["id"] not in ids(chair)
    desk.wait_for_timeout(SETTLED_MS)
    desk.evaluate("() => document.activeElement.blur()")
    desk.keyboard.press("u")
    expect(desk.locator(".entries, .waiting").locator(f"[data-id={one['id']}]")).to_be_visible()


def test_own_act_is_undone_at_once(visit: Callable[..., Page], chair: Client) -> None:
    desk = opened(visit)
    first = waiting(chair)[0]
    undo = desk.locator("[data-slot=undo]")

    with desk.expect_response("**/commands"):
        desk.keyboard.press("v")
    expect(undo).to_contain_text("turned into writing")
    desk.keyboard.press("u")

    expect(desk.locator(f".entries [data-id={first['id']}]")).to_be_visible(timeout=600)


def test_ruling_is_on_the_point_of_order_that_it_was_opened_for(
    visit: Callable[..., Page], chair: Client, client: Clients
) -> None:
    """It is ruled on from another page of the chair meanwhile, and the next one stands there."""
    desk = opened(visit)
    for delegation in ("ITA", "CAN"):
        client(delegation).do("raise_point_of_order")
    orders = chair.screen("chair")["orders"]
    first = next(each for each, order in orders.items() if order["delegation"] == "ITA")
    chair.do("hear", intervention=first)
    expect(desk.locator("[data-slot=next_label]")).to_contain_text("ule")
    desk.wait_for_timeout(SETTLED_MS)
    desk.keyboard.press("Enter")
    ruling = desk.locator("[data-panel=ruling]")
    expect(ruling).to_be_visible()
    chair.do("rule", intervention=first, ruling="dismissed")
    expect(desk.locator("[data-slot=order_name]")).to_have_text("Canada")

    ruling.locator("button[value=sustained]").click()

    expect(ruling).to_be_hidden()
    assert [each["delegation"] for each in chair.screen("chair")["orders"].values()] == ["CAN"]
