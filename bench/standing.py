"""Whether a page that stands for hours grows: the wall, while the meeting changes once a second.

    python3 bench/standing.py [--minutes 90] [--gap 1.0] [--settled 20]

Chromium (CHROMIUM, or what is in the path) shows the wall at its size. Once a minute its garbage is collected and it is
asked what it holds. A shorter `--gap` makes the meeting faster.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from bench.desk_command import demo_server  # noqa: E402
from bench.first_paint import launched  # noqa: E402
from bench.soak import MB, Sitting  # noqa: E402

SIZE: ViewportSize = {"width": 1920, "height": 1080}


@dataclass(frozen=True)
class Held:
    """What the page holds: bytes of its heap, elements, listeners. `at`: seconds since the beginning."""

    at: float
    heap: int
    nodes: int
    listeners: int


class Standing:
    """A page that is watched."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._inside = page.context.new_cdp_session(page)
        self._inside.send("Performance.enable")
        self._inside.send("HeapProfiler.enable")

    def held(self, at: float) -> Held:
        for _ in range(2):  # what only waits to be told that it is gone goes the second time
            self._inside.send("HeapProfiler.collectGarbage")
        found = {each["name"]: each["value"] for each in self._inside.send("Performance.getMetrics")["metrics"]}
        return Held(at, int(found["JSHeapUsedSize"]), int(found["Nodes"]), int(found["JSEventListeners"]))

    def watch(
        self, sitting: Sitting, seconds: float, gap_s: float, every_s: float, seen: Callable[[Held], None]
    ) -> None:
        """The sitting goes on for so long; what the page holds is handed on again and again."""
        steps = sitting.steps()
        began = time.monotonic()
        step_at, look_at = began, began + every_s
        while time.monotonic() < began + seconds:
            next(steps)
            step_at += gap_s
            self.page.wait_for_timeout(max(1.0, (step_at - time.monotonic()) * 1000))
            if time.monotonic() >= look_at:
                # One that shows nothing would not grow.
                self.page.locator("[data-name]:not(:empty)").first.wait_for()
                seen(self.held(time.monotonic() - began))
                look_at += every_s


def opened(page: Page, port: int, tokens: Mapping[str, str], holder: str) -> Page:
    page.goto(f"http://127.0.0.1:{port}/enter#{tokens[holder]}")
    page.wait_for_url(lambda url: "/enter" not in url)
    return page


def row(each: Held) -> str:
    return f"| {each.at / 60:.0f} | {each.heap / MB:.2f} | {each.nodes} | {each.listeners} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=90)
    parser.add_argument("--gap", type=float, default=1.0)
    parser.add_argument("--settled", type=float, default=20)
    asked = parser.parse_args()
    if asked.minutes < asked.settled + 3:
        parser.error("--minutes: three more than --settled, at least, or there is no slope")
    print(f"{time.strftime('%Y-%m-%d')}, the wall for {asked.minutes:g} minutes, a change every {asked.gap:g} s\n")
    print("| minute | heap MB | nodes | listeners |\n|---|---|---|---|")
    found: list[Held] = []

    def seen(each: Held) -> None:
        if not found or each.at // 300 > found[-1].at // 300:
            print(row(each), flush=True)
        found.append(each)

    with demo_server() as (port, tokens), sync_playwright() as playwright:
        browser = launched(playwright) or sys.exit("Chromium is missing.")
        page = opened(browser.new_context(viewport=SIZE).new_page(), port, tokens, "room")
        Standing(page).watch(Sitting(port, tokens), asked.minutes * 60, asked.gap, 60, seen)
        browser.close()
    print(row(found[-1]))
    settled = [each for each in found if each.at >= asked.settled * 60]
    hours, heaps = [each.at / 3600 for each in settled], [each.heap / MB for each in settled]
    slope = statistics.linear_regression(hours, heaps)[0]
    print(f"\nAfter {asked.settled:g} minutes {slope:+.2f} MB an hour")


if __name__ == "__main__":
    main()
