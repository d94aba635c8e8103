"""Real browsers on a real server: a wall, two desks, and a phone on an address that is no loopback to it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from bench.first_paint import launched
from tests.drills.serving import Imported, Server, import_programme

FOREIGN_NAME = "rostrum.test"
SIZES = {"room": (1920, 1080), "chair": (1366, 768), "secretariat": (1366, 768), "booth": (1366, 768)}
PHONE = (390, 844)
OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", f"--host-resolver-rules=MAP {FOREIGN_NAME} 127.0.0.1",
)


def is_complaint(said: ConsoleMessage) -> bool:
    """An error of the page's own; that a server which was killed cannot be reached is none."""
    return said.type == "error" and not any(words in said.text for words in ("ERR_CONNECTION", "WebSocket"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launched(playwright, OPTIONS)
        if browser is None:
            pytest.skip("Chromium is missing: install Debian's package chromium")
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    return import_programme(tmp_path_factory.mktemp("imported"))


@pytest.fixture
def server(imported: Imported, tmp_path: Path) -> Iterator[Server]:
    """Reached by the phone under a name that no browser trusts, as on a hall's network without TLS."""
    server = Server(imported.copy(tmp_path / "instance"))
    server.start(BASE_URL=f"http://{FOREIGN_NAME}:{server.port}")
    yield server
    server.end()


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Callable[..., Page]]:
    """Opens the link of a holder; whatever the page complains of fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_link(holder: str, host: str = "127.0.0.1", query: str = "", scheme: str | None = None) -> Page:
        width, height = SIZES.get(holder, PHONE)
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{holder}: {error}"))
        page.on("console", lambda said: complaints.append(f"{holder}: {said.text}") if is_complaint(said) else None)
        page.goto(f"http://{host}:{server.port}/enter#{server.tokens[holder]}")
        page.wait_for_url(lambda url: "/enter" not in url)
        if query:
            page.goto(f"{page.url}?{query}")
        return page

    yield open_link
    for context in contexts:
        context.close()
    assert complaints == []
