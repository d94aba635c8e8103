"""Nobody who leaves, lies about leaving, or comes at a bad moment, harms the others."""

import json
import threading
from collections.abc import Callable

import pytest
from engineio.socket import Socket
from flask import Flask
from sqlalchemy.exc import OperationalError, TimeoutError

from app.domain.meeting import Actor
from app.extensions import socketio
from app.live.guard import Guard
from app.live.subscriptions import Connection, Right
from app.web.here import Here
from app.web.links import Link
from tests.conftest import SLUG, Program
from tests.live.conftest import Display

ENVIRON = {
    "REQUEST_METHOD": "GET", "PATH_INFO": "/socket.io/", "QUERY_STRING": "", "SERVER_NAME": "x", "SERVER_PORT": "1",
    "wsgi.url_scheme": "http",
}
GONE = OperationalError("SELECT", {}, Exception("server closed the connection unexpectedly"))
Polling = Callable[[str, str], Socket]


@pytest.fixture
def polling(app: Flask, here: Here) -> Polling:
    """Somebody who polls, with the engine's own socket: a holder, and what it watches."""
    engine = socketio.server.eio

    def connected(holder: str, screen: str) -> Socket:
        name = f"{holder}-{len(engine.sockets)}"
        socket = engine.sockets[name] = Socket(engine, name)
        socket.connected = True
        token = here.links.token(Link(SLUG, holder, 1))
        engine._trigger_event("connect", name, ENVIRON, run_async=False)
        watch = ["watch", {"meeting": SLUG, "screen": screen}]
        for said in (f"0{json.dumps({'token': token})}", f"2{json.dumps(watch)}"):
            engine._trigger_event("message", name, said, run_async=False)
        return socket

    return connected


def words_for(socket: Socket) -> list[str]:
    return [each.data for each in list(socket.queue.queue) if isinstance(each.data, str)]


def test_broadcast_that_finds_somebody_gone_goes_on(polling: Polling, here: Here, chair: Program) -> None:
    gone, other, wall = polling("chair", "chair"), polling("secretariat", "secretariat"), polling("room", "room")
    gone.last_ping = 1.0
    telling = threading.Thread(target=here.news.beat, args=(SLUG,), daemon=True)

    telling.start()
    telling.join(10)

    assert not telling.is_alive(), "who hears that somebody is gone waits for the broadcast that found it"
    assert gone.closed
    chair.post("tell", words="Coffee is served")
    for socket in (other, wall):
        assert any("Coffee is served" in each for each in words_for(socket))


def test_link_that_is_revoked_while_one_of_its_sockets_leaves_ends_no_other(
    app: Flask, polling: Polling, here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, wall = polling("KEN", "delegate"), polling("KEN", "delegate"), polling("room", "room")
    emit = socketio.emit

    def emit_while_it_leaves(event: str, *words: object, **more: object) -> None:
        emit(event, *words, **more)
        if event == "revoked":
            second.close(wait=False, abort=True, reason="client disconnect")
            first.close(wait=False, abort=True, reason="client disconnect")

    monkeypatch.setattr(socketio, "emit", emit_while_it_leaves)
    here.service.revoke(SLUG, "KEN")

    app.extensions["rostrum.ticker"].end_revoked()

    assert (first.closed, second.closed, wall.closed) == (True, True, False)
    assert wall.sid in socketio.server.eio.sockets


def test_client_that_closes_while_it_is_asked_who_it_is_leaves_nothing_behind(
    app: Flask, polling: Polling, here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    polling("room", "room")
    subscriptions = app.extensions["rostrum.ticker"]._subscriptions
    known, authenticate = dict(subscriptions.connections), subscriptions._authenticate
    engine = socketio.server.eio

    def close_meanwhile(auth: object) -> Connection:
        name = next(name for name in engine.sockets if name.startswith("KEN"))
        engine.sockets[name].close(wait=False, abort=True, reason="client disconnect")
        return authenticate(auth)

    monkeypatch.setattr(subscriptions, "_authenticate", close_meanwhile)
    polling("KEN", "delegate")

    assert subscriptions.connections == known
    assert set(socketio.server.manager.rooms["/"][None]) == set(known)


@pytest.mark.parametrize("event", ["connect", "disconnect"])
def test_client_cannot_say_that_it_came_or_left(app: Flask, polling: Polling, here: Here, event: str) -> None:
    cut: list[Socket] = []
    Guard(socketio, cut.append).stand()
    spy = polling("secretariat", "secretariat")
    known = dict(app.extensions["rostrum.ticker"]._subscriptions.connections)

    socketio.server.eio._trigger_event(
        "message", spy.sid, f"2{json.dumps([event, {}, {'token': here.links.token(Link(SLUG, 'KEN', 1))}])}",
        run_async=False,
    )

    assert cut == [spy]
    assert app.extensions["rostrum.ticker"]._subscriptions.connections == known


@pytest.mark.parametrize("trouble", [GONE, TimeoutError("QueuePool limit reached")])
def test_who_connects_while_the_database_is_away_is_refused_and_comes_back(
    app: Flask, here: Here, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    def away(*_: object) -> object:
        raise trouble

    auth = {"token": here.links.token(Link(SLUG, "room", 1))}
    with monkeypatch.context() as patched:
        patched.setattr(here.service, "load_with_links", away)
        refused = socketio.test_client(app, auth=auth)
        assert not refused.is_connected()
    rooms = {room for rooms in socketio.server.manager.rooms.values() for room in rooms}
    assert not rooms - {None}

    assert Display(app, auth).watch("room")["ok"]


def test_watch_while_the_database_is_away_is_answered(
    app: Flask, display: Callable[..., Display], here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    wall = display("room")

    def away(*_: object) -> object:
        raise GONE

    with monkeypatch.context() as patched:
        patched.setattr(here.news, "views", away)
        assert wall.watch("room")["code"] == "storage_gone"

    assert wall.watch("room")["ok"]


# -- One meeting is no other


def ticked(app: Flask, display: Display, times: int) -> list[str]:
    ticker = app.extensions["rostrum.ticker"]
    for _ in range(times):
        ticker.tick()
    return [frame["event"] for frame in display.received()]


def test_meeting_that_cannot_be_settled_silences_no_other(
    app: Flask, display: Callable[..., Display], here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    wall = display("room")
    wall.watch("room")
    settle = here.service.settle

    def broken(slug: str, now: object) -> None:
        if slug != SLUG:
            raise ValueError("an event that this release cannot read")
        settle(slug, now)  # type: ignore[arg-type]

    monkeypatch.setattr(here.service, "slugs", lambda: ["broken-2026", SLUG])
    monkeypatch.setattr(here.service, "settle", broken)

    assert ticked(app, wall, 32).count("beat") == 2


def test_meeting_whose_first_socket_comes_while_links_are_read_is_judged_next_time(
    app: Flask, display: Callable[..., Display], here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    display("room").watch("room")
    subscriptions = app.extensions["rostrum.ticker"]._subscriptions
    load = here.service.load_with_links

    def reading(slug: str) -> object:
        subscriptions.keep("new", Connection(Right(Actor(role="room"), "other-2026", "room", 1)))
        return load(slug)

    monkeypatch.setattr(here.service, "load_with_links", reading)
    app.extensions["rostrum.ticker"].end_revoked()

    assert "new" in subscriptions.connections
    subscriptions.disconnect("new")


def test_socket_of_a_delegation_that_was_taken_out_is_closed(
    app: Flask, display: Callable[..., Display], program: Callable[..., Program], chair: Program
) -> None:
    phone = display("KEN")
    phone.watch("room")
    assert program("secretariat").post("remove_delegation", delegation="KEN").status_code == 200

    assert "revoked" in ticked(app, phone, 2)
    assert not phone.socket.is_connected()
