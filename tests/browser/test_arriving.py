"""The phone's page arrives over bad Wi-Fi, opens without any, and is gone when the right to it has ended."""

import re
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Error, Page, Route, WebSocketRoute, expect

from bench.first_paint import DRAWN, MOST_BYTES, Received
from tests.browser.conftest import PHONE
from tests.drills.asking import Client
from tests.drills.serving import SLUG, Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
LIST = "6"
MOST_LEAPS = 0.01
NOT_LIVE = re.compile(r"^Not live since \d\d:\d\d:\d\d")
PATH = f"/{SLUG}/delegation/KEN"
KEPT = """async () => {
  const pages = await caches.open("rostrum-pages")
  return (await pages.keys()).map(({ url }) => new URL(url)).map(({ pathname, search }) => pathname + search).sort()
}"""
LATER = "() => JSON.parse(document.getElementById('later').textContent)"
LEAPS = """
  globalThis.leaps = []
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) leaps.push([value, sources.map(({ node }) => node?.className)])
  }).observe({ type: "layout-shift", buffered: true })
"""
ALL = [PATH, f"{PATH}?kept=names.en", f"{PATH}?kept=screen"]


@pytest.fixture
def kenya(server: Server) -> Iterator[Client]:
    client = Client(server, "KEN")
    yield client
    client.close()


def inscribed(kenya: Client) -> None:
    kenya.do("inscribe", list=LIST, kind="statement", delivery="spoken", language="en")


def wait_for_kept(phone: Page, kept: list[str]) -> None:
    deadline = time.monotonic() + 20
    while (found := phone.evaluate(KEPT)) != kept:
        assert time.monotonic() < deadline, found
        phone.wait_for_timeout(50)


def places(phone: Page) -> list[str]:
    return phone.locator("[data-programme] .card").all_inner_texts()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_programme_is_drawn_with_few_bytes(
    language: str, browser: Browser, server: Server, kenya: Client
) -> None:
    inscribed(kenya)
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, service_workers="block")
    page = context.new_page()
    page.goto(f"{server.url}/enter#{server.tokens['KEN']}")
    page.wait_for_function(DRAWN)
    page.close()

    page = context.new_page()
    received = Received(page, kbit=400, latency_ms=300, uses_cache=False)
    page.goto(f"{server.url}{PATH}?lang={language}", wait_until="commit")
    page.wait_for_function(DRAWN)
    kinds, came = received.by_kind(), received.listed()
    # What is asked for when it is drawn may have begun to come until somebody looks.
    later = {address for each in page.evaluate(LATER).values() for address in each}
    arrived = [length for length, address in came if urlsplit(address).path not in later]

    assert len(places(page)) == 1
    assert sum(arrived) <= MOST_BYTES, kinds
    # Letters, flags and the socket wait for it.
    assert not kinds["Font"] + kinds["Image"]
    assert all("socket.io" not in address for length, address in came if length and urlsplit(address).path not in later)
    expect(page.locator("[data-live]")).to_have_attribute("data-live", "")
    page.wait_for_function("() => !document.documentElement.hasAttribute('data-stale') && document.fonts.size > 0")
    context.close()


def test_what_is_drawn_first_stays(visit: Callable[..., Page], kenya: Client) -> None:
    """The same words, before and after all the rest is there."""
    inscribed(kenya)
    phone = visit("KEN")
    expect(phone.locator("[data-live]")).to_have_text("Live")
    whole = phone.locator("[data-programme]").inner_text()

    phone.route("**/js/delegate/whole.js", lambda route: route.abort("connectionrefused"))
    phone.reload(wait_until="commit")
    phone.wait_for_function(DRAWN)

    assert phone.locator("[data-programme]").inner_text() == whole
    phone.unroute("**/js/delegate/whole.js")


def test_files_of_a_page_come_under_one_fingerprint(browser: Browser, server: Server) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[list[str]] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path.split("/")))
    page.goto(f"{server.url}/enter#{server.tokens['KEN']}")
    expect(page.locator("[data-live]")).to_have_text("Live")
    context.close()

    files = [path for path in asked if path[1] == "static"]
    assert len({tuple(path) for path in files}) > 40
    released = {path[2] for path in files if path[2] != "vendor"}
    assert len(released) == 1
    assert re.fullmatch("[0-9a-f]{12}", released.pop())


def test_page_opens_without_a_network(visit: Callable[..., Page], server: Server, kenya: Client) -> None:
    inscribed(kenya)
    phone = visit("KEN")
    expect(phone.locator("[data-live]")).to_have_text("Live")
    expect(phone.locator("[data-programme] .card")).to_have_count(1)
    wait_for_kept(phone, ALL)
    before = places(phone)
    server.kill()

    phone.reload()

    expect(phone.locator("[data-stale-since]")).to_have_text(NOT_LIVE)
    expect(phone.locator("[data-programme] .card")).to_have_count(1)
    assert places(phone)[0].split(",")[0] == before[0].split(",")[0].replace("You are", "You were")
    phone.locator("a[href^='#inscribe/']").first.click()
    phone.locator("[data-wish] [data-slot=button]").click()
    expect(phone.locator("[data-pending] .pending")).to_have_count(1)
    phone.reload()
    expect(phone.locator("[data-pending] .pending")).to_have_count(1)

    server.start()

    expect(phone.locator("[data-live]")).to_have_text("Live", timeout=20_000)
    expect(phone.locator("[data-stale-band]")).to_be_hidden()
    expect(phone.locator("[data-programme] .card")).to_have_count(2)


def test_nothing_stays_of_a_link_that_is_revoked(visit: Callable[..., Page], server: Server) -> None:
    phone = visit("KEN")
    wait_for_kept(phone, ALL)

    assert server.flask("revoke", SLUG, "KEN").returncode == 0

    expect(phone.locator("[data-stale-what]")).to_contain_text("no longer")
    wait_for_kept(phone, [])
    server.kill()
    with pytest.raises(Error, match="ERR_"):
        phone.reload()
    expect(phone.locator("[data-programme]")).to_have_count(0)


def test_nothing_stays_when_the_link_ended_meanwhile(visit: Callable[..., Page], server: Server) -> None:
    phone = visit("KEN")
    wait_for_kept(phone, ALL)
    address = phone.url
    other = phone.context.new_page()
    other.goto(f"{server.url}/{SLUG}")
    phone.close()

    assert server.flask("revoke", SLUG, "KEN").returncode == 0

    assert other.goto(address).status == 401
    wait_for_kept(other, [])


def test_answers_of_others_are_not_kept(visit: Callable[..., Page], server: Server) -> None:
    phone = visit("KEN")
    wait_for_kept(phone, ALL)
    phone.goto(f"{server.url}/{SLUG}")
    phone.goto(f"{server.url}/enter")
    phone.evaluate("() => fetch('/api/v1/meetings/apmbc-im-2017/screens/public')")

    names = phone.evaluate("""async () => (await Promise.all((await caches.keys()).map(async (name) =>
      (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat()""")

    assert {name for name in names if not name.startswith("/static/")} == {PATH}


def test_page_that_was_not_let_in_comes_back_by_itself(visit: Callable[..., Page]) -> None:
    """The server answers the transport and its pings, but not the question to be let in: its database was away."""
    phone = visit("KEN")
    opened: list[WebSocketRoute] = []

    def swallow(socket: WebSocketRoute) -> None:
        opened.append(socket)
        server = socket.connect_to_server()
        is_first = len(opened) == 1
        socket.on_message(lambda said: None if is_first and str(said).startswith("40") else server.send(said))

    phone.route_web_socket(re.compile("/socket.io/"), swallow)
    phone.reload()

    expect(phone.locator("[data-stale-band]")).to_be_visible(timeout=10_000)
    expect(phone.locator("[data-live]")).to_have_text("Live", timeout=20_000)
    assert len(opened) == 2


def held_up(phone: Page, *files: str) -> Callable[[], None]:
    """These are asked for and not answered until what is returned is called."""
    waiting: list[Route] = []
    free: list[bool] = []
    for each in files:
        phone.route(each, lambda route: route.continue_() if free else waiting.append(route))

    def let_go() -> None:
        free.append(True)
        for route in waiting:
            route.continue_()

    return let_go


def spoken(phone: Page) -> str:
    return phone.locator(".top__floor [data-slot=clock]").inner_text()


@pytest.fixture
def speaking(server: Server) -> Iterator[None]:
    """Somebody has the floor, and the clock runs."""
    chair = Client(server, "chair")
    chair.do("take_up", item="1")
    chair.do("open_list", list="1")
    first = min(chair.screen("chair")["entries"].items(), key=lambda each: each[1]["rank"])[0]
    chair.do("call", intervention=first, ending=None)
    chair.do("start_clock", intervention=first)
    yield
    chair.close()


def test_names_are_not_waited_for(visit: Callable[..., Page], speaking: None) -> None:
    phone = visit("KEN")
    let_go = held_up(phone, "**/names/*")
    phone.reload(wait_until="commit")

    expect(phone.locator("[data-live]")).to_have_text("Live")
    phone.wait_for_timeout(7000)
    expect(phone.locator("[data-stale-band]")).to_be_hidden()
    let_go()
    expect(phone.locator("[data-sound]")).to_be_visible()


def test_page_that_cannot_be_followed_says_so(visit: Callable[..., Page], speaking: None) -> None:
    """Its clock moves from the first, and after six seconds it is called what it is."""
    phone = visit("KEN")
    let_go = held_up(phone, "**/js/delegate/following.js")
    phone.reload(wait_until="commit")
    phone.wait_for_function(DRAWN)

    expect(phone.locator("[data-stale-band]")).to_be_hidden()
    shown = spoken(phone)
    phone.wait_for_timeout(1500)
    assert spoken(phone) != shown
    expect(phone.locator("[data-stale-since]")).to_have_text(NOT_LIVE, timeout=8000)
    expect(phone.locator(".top__floor [data-slot=label]")).to_have_text("Last known on the floor")
    let_go()
    expect(phone.locator("[data-live]")).to_have_text("Live")


def test_tap_is_heard_before_the_view_is_there(visit: Callable[..., Page], kenya: Client) -> None:
    phone = visit("KEN")
    let_go = held_up(phone, "**/js/delegate/whole.js")
    phone.reload(wait_until="commit")
    expect(phone.locator("[data-live]")).to_have_text("Live")
    way = phone.locator(f"a[href='#inscribe/{LIST}']")
    way.scroll_into_view_if_needed()
    before = way.bounding_box()

    way.click()

    expect(way).to_have_attribute("aria-busy", "true")
    expect(phone.locator("body")).to_have_attribute("data-turning", "")
    assert way.bounding_box() == before
    inscribed(kenya)
    expect(phone.locator("[data-programme] .card")).to_have_count(1)
    let_go()
    expect(phone.locator("#form-head")).to_be_focused()
    expect(phone.locator("[aria-busy], [data-turning]")).to_have_count(0)
    phone.go_back()
    expect(phone.locator("[data-programme]")).to_be_visible()


def test_call_is_told_before_the_views_are_there(visit: Callable[..., Page], server: Server, kenya: Client) -> None:
    chair = Client(server, "chair")
    chair.do("take_up", item="2")
    of_item = chair.screen("room")["list"]["id"]
    chair.do("open_list", list=of_item)
    phone = visit("KEN")
    kenya.do("inscribe", list=of_item, kind="statement", delivery="spoken", language="en")
    let_go = held_up(phone, "**/js/delegate/whole.js")
    phone.reload(wait_until="commit")
    expect(phone.locator("[data-live]")).to_have_text("Live")
    expect(phone.locator("[data-calls]")).to_be_hidden()
    own = next(iter(kenya.screen("delegate")["mine"]))
    chair.do("call", intervention=own, ending=None)
    chair.close()

    expect(phone.locator("[data-calls]")).to_have_text("You have the floor now")
    let_go()
    expect(phone.locator("#speaking-head")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_leaps_while_it_arrives(
    language: str, browser: Browser, server: Server, kenya: Client, speaking: None
) -> None:
    """Over a slow network: what is drawn stays where it is, and the name of the delegation is there from the first."""
    for each in (LIST, "7"):
        kenya.do("inscribe", list=each, kind="statement", delivery="spoken", language="en")
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, service_workers="block")
    page = context.new_page()
    page.goto(f"{server.url}/enter#{server.tokens['KEN']}")
    page.wait_for_function(DRAWN)
    page.add_init_script(LEAPS)
    Received(page, kbit=400, latency_ms=300, uses_cache=False)
    page.goto(f"{server.url}{PATH}?lang={language}", wait_until="commit")
    page.wait_for_function(DRAWN)
    name = page.locator("[data-own-name]").inner_text()
    expect(page.locator("[data-sound]")).to_be_visible(timeout=30_000)
    page.wait_for_function("() => document.fonts.size > 0 && document.fonts.status === 'loaded'")
    page.wait_for_timeout(1500)
    leaps = page.evaluate("() => leaps")

    assert sum(value for value, _ in leaps) < MOST_LEAPS, leaps
    assert page.locator("[data-own-name]").inner_text() == name
    context.close()
