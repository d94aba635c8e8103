"""What a phone fetches over bad Wi-Fi until the programme is drawn with the places of its delegation.

    python3 bench/first_paint.py [--holder KEN] [--rounds 3] [--kbit 400] [--latency 300]

The demo, one server, Chromium with so many kbit/s each way and so many ms until the first byte of an answer. The page
is opened three ways: from the link, which is exchanged first; for the second time; and alone, with an empty cache.
Bytes are those on the wire, heads of answers among them; `later` is what follows until two seconds of silence, `live`
when the sign says so. The socket is not slowed down: Chromium cannot. There is no service worker, whose network it does
not slow down either.
"""

import argparse
import os
import shutil
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from bench.desk_command import SLUG, demo_server  # noqa: E402

DRAWN = "() => document.querySelectorAll('[data-programme] [data-slot=state]').length > 3"
LIVE = "() => document.querySelector('[data-live]').textContent.trim() === 'Live'"
MOST_BYTES = 60_000
QUIET_S = 2.0
OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


class Received:
    """What comes over the wire to a page, by kind."""

    def __init__(self, page: Page, kbit: int = 0, latency_ms: int = 0, uses_cache: bool = True) -> None:
        self.bytes: Counter[str] = Counter()
        self.addresses: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self.last_at = time.monotonic()
        self._session = page.context.new_cdp_session(page)
        for event, hear in (
            ("requestWillBeSent", self._asked), ("responseReceived", self._begun), ("dataReceived", self._more),
            ("loadingFinished", self._ended),
        ):
            self._session.on(f"Network.{event}", hear)
        self._session.send("Network.enable")
        self._session.send("Network.setCacheDisabled", {"cacheDisabled": not uses_cache})
        if kbit:
            slow = {"downloadThroughput": kbit * 125, "uploadThroughput": kbit * 125}
            self._session.send("Network.emulateNetworkConditions", {"offline": False, "latency": latency_ms, **slow})

    def _asked(self, event: dict[str, Any]) -> None:
        self.kinds[event["requestId"]] = event.get("type", "Other")
        self.addresses[event["requestId"]] = event["request"]["url"]

    def _begun(self, event: dict[str, Any]) -> None:
        self._count(event["requestId"], event["response"]["encodedDataLength"])

    def _more(self, event: dict[str, Any]) -> None:
        self._count(event["requestId"], self.bytes[event["requestId"]] + event["encodedDataLength"])

    def _ended(self, event: dict[str, Any]) -> None:
        self._count(event["requestId"], event["encodedDataLength"])

    def _count(self, request: str, length: float) -> None:
        self.bytes[request] = int(length)
        self.last_at = time.monotonic()

    def total(self) -> int:
        return self.bytes.total()

    def by_kind(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for request, length in self.bytes.items():
            found[self.kinds.get(request, "Other")] += length
        return found

    def listed(self) -> list[tuple[int, str]]:
        return sorted(((length, self.addresses.get(each, "")) for each, length in self.bytes.items()), reverse=True)


def chromium() -> str | None:
    """The path of the browser; None where there is none."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)


def launched(playwright: Playwright, options: Iterable[str] = OPTIONS) -> Browser | None:
    """Chromium; None where there is none."""
    path = chromium()
    return playwright.chromium.launch(executable_path=path, args=list(options)) if path else None


def visited(page: Page, address: str, asked: argparse.Namespace, uses_cache: bool = True) -> dict[str, Any]:
    """Until the programme is drawn, and what comes after it."""
    received = Received(page, asked.kbit, asked.latency, uses_cache)
    began = time.monotonic()
    page.goto(address, wait_until="commit")
    page.wait_for_function(DRAWN)
    took, by_kind, listed = time.monotonic() - began, received.by_kind(), received.listed()
    page.wait_for_function(LIVE)
    live = time.monotonic() - began
    while time.monotonic() - received.last_at < QUIET_S:
        page.wait_for_timeout(100)
    arrived = by_kind.total()
    return {"s": took, "live": live, "kinds": by_kind, "bytes": arrived, "later": received.total() - arrived,
            "files": len(listed), "listed": listed}


def round_of(browser: Browser, base: str, token: str, asked: argparse.Namespace) -> dict[str, dict[str, Any]]:
    link, path = f"{base}/enter#{token}", f"{base}/{SLUG}/delegation/{asked.holder}"
    found = {}
    context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
    found["from the link"] = visited(context.new_page(), link, asked)
    found["second visit"] = visited(context.new_page(), path, asked)
    context.close()
    context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
    page = context.new_page()
    page.goto(link)
    page.wait_for_function(DRAWN)
    page.close()
    found["the page alone"] = visited(context.new_page(), path, asked, uses_cache=False)
    context.close()
    return found


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--holder", default="KEN")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kbit", type=int, default=400)
    parser.add_argument("--latency", type=int, default=300)
    parser.add_argument("--files", action="store_true", help="name each file")
    asked = parser.parse_args()
    with demo_server() as (port, tokens), sync_playwright() as playwright:
        browser = launched(playwright) or sys.exit("Chromium is missing.")
        url, token = f"http://127.0.0.1:{port}", tokens[asked.holder]
        rounds = [round_of(browser, url, token, asked) for _ in range(asked.rounds)]
        browser.close()
    for way in rounds[0]:
        told(way, [each[way] for each in rounds], asked.files)
    most = max(each["the page alone"]["bytes"] for each in rounds)
    print(f"the page alone: at most {most} bytes, may be {MOST_BYTES}")
    return 0 if most <= MOST_BYTES else 1


def told(way: str, rounds: list[dict[str, Any]], with_files: bool) -> None:
    kinds = ", ".join(f"{kind} {length}" for kind, length in sorted(rounds[0]["kinds"].items()) if length)
    seconds = [each["s"] for each in rounds]
    live = statistics.median(each["live"] for each in rounds)
    print(f"{way}: {statistics.median(seconds):.1f} s ({min(seconds):.1f}-{max(seconds):.1f}), live {live:.1f} s, "
          f"{rounds[0]['bytes']} bytes in {rounds[0]['files']} answers ({kinds}); later {rounds[0]['later']}")
    for length, address in rounds[0]["listed"] if with_files else ():
        print(f"  {length:7} {address}")


if __name__ == "__main__":
    sys.exit(main())
