"""A wall that stands for hours holds what it held in the beginning."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench.soak import MB, Sitting
from bench.standing import SIZE, Held, Standing, opened
from tests.drills.serving import Imported, Server

SECONDS = 40
GAP_S = 0.05
"""Some 800 changes: a quarter of an hour at one a second."""
LOOK_S = 5

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


@pytest.fixture
def server(imported: Imported, tmp_path: Path) -> Iterator[Server]:
    """Without limits to how fast somebody works."""
    server = Server(imported.copy(tmp_path / "instance")).start(BURST="100000")
    yield server
    server.end()


def test_wall_does_not_grow(server: Server, browser: Browser) -> None:
    context = browser.new_context(viewport=SIZE)
    wall = Standing(opened(context.new_page(), server.port, server.tokens, "room"))
    found: list[Held] = []
    with closing(Sitting(server.port, server.tokens)) as sitting:
        wall.watch(sitting, SECONDS, GAP_S, LOOK_S, found.append)
    context.close()

    half = len(found) // 2
    assert {each.listeners for each in found} == {found[0].listeners}
    assert min(each.nodes for each in found[half:]) <= min(each.nodes for each in found[:half]) * 1.1
    assert min(each.heap for each in found[half:]) - min(each.heap for each in found[:half]) <= 0.3 * MB
