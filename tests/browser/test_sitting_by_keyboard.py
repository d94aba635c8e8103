"""A whole sitting at the chair's desk without a pointer: from the first item to the adjournment."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.drills.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
SETTLED_S = 0.7


class Desk:
    """The chair's desk under the hands of somebody who never leaves the keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, key: str, shows: str) -> None:
        """After a key the page says so."""
        time.sleep(SETTLED_S)  # the page takes no Enter for 600 ms after the floor has changed
        self.page.keyboard.press(key)
        expect(self.page.locator("body")).to_contain_text(shows)

    def type(self, words: str, shows: str) -> None:
        self.page.keyboard.type(words)
        self.press("Enter", shows)


def test_sitting_is_run_by_keyboard_alone(server: Server, visit: Callable[..., Page]) -> None:
    chair, wall = visit("chair"), visit("room")
    desk, shown = Desk(chair), wall.locator("body")

    # The first item: its list is opened, the first has the floor and time.
    desk.press("Enter", "Open the list of speakers")
    desk.press("Enter", "Give the floor to Austria")
    desk.press("Enter", "Start the clock of Austria")
    desk.press("Enter", "Add 1:00")
    desk.press(" ", "Resume the clock of Austria")
    expect(shown).to_contain_text("Paused since")
    desk.press(" ", "Pause")
    desk.press("+", "Limit 11:00")
    desk.press("-", "Limit 10:00")

    # A plate goes up in a T: the clock stops, the chair hears it, rules, and the speaker goes on.
    desk.press("t", "Raised by")
    chair.keyboard.type("can")
    expect(chair.locator("[data-panel=plate] [role=option]").first).to_contain_text("Canada")
    chair.keyboard.press("Enter")
    expect(shown).to_contain_text("Point of order")
    expect(shown).to_contain_text("Canada")
    desk.press("Enter", "Your ruling")
    desk.press("2", "The point of order is dismissed")
    desk.press("Enter", "Pause")
    expect(wall.locator("[data-plate]").first).to_be_hidden()
    expect(shown).to_contain_text("Time left of")

    # A notice goes up and comes down.
    desk.press("n", "Words for the room")
    desk.type("Please switch off your telephones", "On the wall")
    expect(shown).to_contain_text("Please switch off your telephones")
    desk.press("n", "Take it down")
    chair.keyboard.press("Tab")
    chair.keyboard.press("Tab")
    chair.keyboard.press("Enter")
    expect(shown).not_to_contain_text("Please switch off your telephones")
    chair.keyboard.press("Escape")

    # The speech ends; a delegation is inscribed by three letters, moved to the end and back, and found absent.
    desk.press("e", "No one has the floor")
    desk.press("/", "What is inscribed")
    chair.keyboard.type("ken")
    expect(chair.locator("[data-panel=inscribe] [role=option]").first).to_contain_text("Kenya")
    chair.keyboard.press("Enter")
    expect(chair.locator(".entries")).to_contain_text("Kenya")
    expect(chair.locator("[data-panel=inscribe] input").first).to_have_value("")
    chair.keyboard.press("Escape")
    expect(chair.locator("[data-panel=inscribe]")).to_be_hidden()
    chair.keyboard.press("Home")
    chair.keyboard.press("m")
    chair.keyboard.press("End")
    chair.keyboard.press("Enter")
    expect(chair.locator("body")).to_contain_text("Undo “Kenya moved”")
    expect(chair.locator(".entries [data-id]").last).to_contain_text("Kenya")
    desk.press("u", "Give the floor to Kenya")
    desk.press("a", "Undo “Kenya absent”")
    desk.press("u", "Give the floor to Kenya")

    # Back to the place it had, the next one first, in writing, refused with a reason: by one key, undone and redone.
    desk.press("a", "Undo “Kenya absent”")
    desk.press("p", "To the place that it had")
    desk.press("Enter", "Undo “Kenya put back”")
    expect(chair.locator(".entries [data-id]").first).to_contain_text("Kenya")
    desk.press("k", "Undo “Kenya moved”")
    expect(chair.locator(".entries [data-id]").last).to_contain_text("Kenya")
    desk.press("u", "Redo “Kenya moved”")
    desk.press("v", "Undo “turned into writing”")
    expect(chair.locator(".entries")).not_to_contain_text("Kenya")
    desk.press("u", "Redo “Kenya to be filed in writing”")
    desk.press("y", "Undo “turned into writing”")
    desk.press("u", "Give the floor to Kenya")
    desk.press("j", "Refuse Kenya")
    desk.type("Not on this item", "Undo “Kenya refused”")
    desk.press("u", "Give the floor to Kenya")

    # A motion is moved, spoken against, put to the vote and rejected.
    desk.press("t", "Raised by")
    chair.keyboard.type("nor")
    expect(chair.locator("[data-panel=plate] [role=option]").first).to_contain_text("Norway")
    chair.keyboard.press("Tab")
    chair.keyboard.type("Motion to close")
    chair.keyboard.press("Shift+Tab")
    chair.keyboard.press("Enter")
    expect(chair.locator("body")).to_contain_text("Norway has moved to close the debate.")
    desk.press("Enter", "I put the motion to close the debate to the vote.")
    expect(shown).to_contain_text("Motion to close the debate")
    desk.press("Enter", "The motion is carried if more vote for it than against it.")
    chair.keyboard.type("3")
    chair.keyboard.press("Tab")
    chair.keyboard.type("21")
    desk.press("Enter", "rejected at")

    # What would become of the list, and a limit chosen from it.
    desk.press("f", "As it is: ends")
    desk.press("Enter", "Undo “limit on item 1 set to")
    desk.press("u", "Give the floor to")

    # The limit for all, the closing of the list.
    desk.press("l", "Type minutes")
    chair.keyboard.type("2")
    chair.keyboard.press("Enter")
    chair.keyboard.press("Escape")
    desk.press("c", "closing announced")
    desk.press("c", "closed since")
    expect(shown).to_contain_text("List closed")

    # Everybody who is left is heard; the meeting is suspended in between.
    desk.press("s", "Suspend the meeting")
    desk.type("", "Resume the meeting")
    expect(shown).to_contain_text("Suspended since")
    desk.press("Enter", "Give the floor to")
    for _ in range(40):
        time.sleep(SETTLED_S)
        if chair.locator(".next__act").inner_text().startswith("Take up item"):
            break
        chair.keyboard.press("Enter")
    desk.press("Enter", "Victim Assistance")

    # Another item from the drawer, then the end.
    desk.press("g", "Arrows choose")
    chair.keyboard.press("ArrowDown")
    chair.keyboard.press("Enter")
    expect(chair.locator("[data-panel=drawer]")).to_be_hidden()
    desk.press("?", "The blue button, whatever it says")
    chair.keyboard.press("Escape")
    desk.press("s", "Adjourn the meeting")
    for _ in range(3):
        chair.keyboard.press("Tab")
    chair.keyboard.press("Enter")
    expect(shown).to_contain_text("djourned")


def test_key_that_comes_too_early_is_seen_to_be_heard(server: Server, visit: Callable[..., Page]) -> None:
    """The floor has just changed: what was meant for the old one is not done, and the button says so."""
    chair = visit("chair")
    desk = Desk(chair)
    for shows in ("Open the list of speakers", "Give the floor to Austria"):
        desk.press("Enter", shows)
    time.sleep(SETTLED_S)
    act = chair.locator("[data-do=next]")
    chair.evaluate("""() => {
      const act = document.querySelector("[data-do=next]")
      new MutationObserver((_, observer) => {
        if (!act.textContent.includes("Start the clock")) return
        observer.disconnect()
        document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }))
        document.body.dataset.seen = act.hasAttribute("data-held")
      }).observe(act, { subtree: true, childList: true, characterData: true })
    }""")

    chair.keyboard.press("Enter")

    expect(chair.locator("body")).to_have_attribute("data-seen", "true")
    expect(act).not_to_have_attribute("data-held", "")
    expect(act).to_contain_text("Start the clock of Austria")
