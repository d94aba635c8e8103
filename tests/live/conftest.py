"""Sockets as displays hold them, without a network between."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from app import create_app
from app.extensions import db, socketio
from app.web.here import Here
from app.web.links import Link
from tests.conftest import SLUG, settings_in, small_import
from tests.domain.test_state_machine import merged
from tests.factories import INVITATION


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """An app of its own: the socket belongs to the app that was made last."""
    app = create_app(settings_in(tmp_path))
    here: Here = app.extensions["rostrum"]
    # In the thread of the request, so that all is told when a command is answered.
    here.service.announce = here.news.tell
    with app.app_context():
        db.create_all()
    here.service.create(SLUG, small_import(), uuid4(), INVITATION, is_demo=False)
    yield app
    with app.app_context():
        db.engine.dispose()


class Display:
    """A display that follows as the protocol says: it patches what it holds, and asks where it has lost something."""

    def __init__(self, app: Flask, auth: Any, **more: Any) -> None:
        self.socket = socketio.test_client(app, auth=auth, **more)
        self.tag = ""
        self.screen: dict[str, Any] = {}
        self.asked = 0

    def ask(self, name: str, **more: Any) -> dict[str, Any]:
        """Sends what a client may ask and returns the acknowledgement."""
        answer: dict[str, Any] = self.socket.emit(name, more, callback=True)
        return answer

    def watch(self, screen: str, **more: Any) -> dict[str, Any]:
        self.asked += 1
        answer = self.ask("watch", meeting=SLUG, screen=screen, **more)
        if answer["ok"] and "screen" in answer:
            self.tag, self.screen = answer["tag"], answer["screen"]
        return answer

    def received(self) -> list[dict[str, Any]]:
        """What came since one last looked, also if the server has hung up; changes are merged into the screen."""
        came = [{"event": each["name"], **each["args"][0]} for each in self.socket.queue]
        self.socket.queue.clear()
        for frame in came:
            if frame["event"] == "change" and frame["base"] == self.tag:
                self.tag, self.screen = frame["tag"], merged(self.screen, frame["patch"])
        return came


@pytest.fixture
def display(app: Flask, here: Here) -> Callable[..., Display]:
    """A display of a holder: `display("room")`, `display("KEN")`."""

    def connected(holder: str, generation: int = 1) -> Display:
        return Display(app, {"token": here.links.token(Link(SLUG, holder, generation))})

    return connected
