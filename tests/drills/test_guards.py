"""Who means harm, and who merely has stopped reading: the others notice nothing."""

import json
import random
import resource
import select
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress

import pytest
import websocket

from tests.drills.asking import API, Client, body_of
from tests.drills.following import Follower
from tests.drills.reading import read_log
from tests.drills.serving import ROOT, SLUG, Server, environment

pytestmark = [pytest.mark.drill, pytest.mark.timeout(120)]
PACKETS = 4_000
HALF_SENT = 1_100
LOG_LIMIT = 60_000
MEMORY_LIMIT_KB = 10_000
STOPPED = 50
UNREADABLE = (
    '451-["watch",{"_placeholder":true,"num":0}]', "459999-[]", '42[{"a":1},2]', "42[[]]", "42[]", "42{}", "42", "4",
    '42["watch"', "44", "46-[]", "47", "9", "x", "", "\x00", "42" + "[" * 5_000, '42["watch",' * 500, '40"text"',
    "40[1]", "43[]", "431[]",
)


@pytest.fixture
def many_files() -> Iterator[None]:
    """Room for the connections of an attacker."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@contextmanager
def connected(server: Server, **more: object) -> Iterator[websocket.WebSocket]:
    """A socket that has said nothing yet; at the end it is gone without a farewell."""
    url = f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket"
    opened = websocket.create_connection(url, timeout=10, suppress_origin=True, **more)
    try:
        assert opened.recv().startswith("0")
        yield opened
    finally:
        opened.shutdown()


@contextmanager
def joined(server: Server, **more: object) -> Iterator[websocket.WebSocket]:
    """A socket of the public."""
    with connected(server, **more) as opened:
        opened.send("40" + json.dumps({"as": "public", "meeting": SLUG}))
        assert opened.recv().startswith("40")
        yield opened


def notice_on(wall: Follower) -> str | None:
    words: str | None = wall.screen.get("notice", {}).get("words")
    return words


def is_cut(reader: websocket.WebSocket) -> bool:
    """Whether the server has ended the connection, of which nothing is read to find out."""
    poll = select.poll()
    poll.register(reader.sock, 0)
    return bool(poll.poll(0))


def memory_kb(server: Server) -> int:
    with open(f"/proc/{server.pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def test_unreadable_packets_end_a_connection_and_cost_the_log_a_line(
    shared: Server, client: Callable[..., Client], follow: Callable[..., Follower]
) -> None:
    wall = follow(shared, "room", "room")
    before, length = read_log(shared.database).rows, len(shared.log)
    sent, cut, dice = 0, 0, random.Random(1)
    while sent < PACKETS:
        with dice.choice([connected, joined])(shared) as attacker:
            with suppress(OSError, websocket.WebSocketException):
                for _ in range(40):
                    attacker.send(dice.choice(UNREADABLE))
                    sent += 1
            with suppress(OSError, websocket.WebSocketException):
                while attacker.recv():
                    pass
            cut += not attacker.connected

    assert cut
    assert len(shared.log) - length <= LOG_LIMIT
    assert "Traceback" not in shared.log[length:]
    assert read_log(shared.database).rows == before
    client(shared, "chair").do("tell", words="Still here")
    wall.wait_for(lambda: notice_on(wall) == "Still here", 5)
    assert not wall.named("lost")
    assert wall.wrong == []


def test_flood_of_rightful_packets_is_cut(shared: Server) -> None:
    def flood(attacker: websocket.WebSocket) -> None:
        for _ in range(2_000):
            attacker.send('42["clock",{"t0":1}]')
        while attacker.recv():
            pass

    with joined(shared) as attacker, pytest.raises((OSError, websocket.WebSocketException)):
        flood(attacker)


def test_readers_that_stop_are_cut_and_cost_the_others_nothing(
    shared: Server, client: Callable[..., Client], follow: Callable[..., Follower]
) -> None:
    wall = follow(shared, "room", "room")
    chair = client(shared, "chair")
    cuts, memory = shared.log.count("cause=slow"), memory_kb(shared)
    slowest, most, began = 0.0, 0, time.monotonic()
    with ExitStack() as opened:
        stopped = []
        for _ in range(STOPPED):
            lazy = opened.enter_context(connected(shared, sockopt=((socket.SOL_SOCKET, socket.SO_RCVBUF, 4096),)))
            lazy.send("40" + json.dumps({"token": shared.tokens["chair"]}))
            stopped.append(lazy)
        at_once = time.monotonic()
        while not all(is_cut(lazy) for lazy in stopped):
            assert time.monotonic() - began < 20, "a reader that stopped was never cut"
            # Each asks for what is large and reads none of it; a pong that nobody asked for keeps the engine content.
            for lazy in stopped:
                with suppress(OSError):
                    for _ in range(8):
                        lazy.send("421" + json.dumps(["watch", {"meeting": SLUG, "screen": "chair"}]))
                    lazy.send("3")
            asked = time.monotonic()
            chair.do("tell", words=f"{asked}")
            slowest = max(slowest, wall.wait_for(lambda sent=asked: notice_on(wall) == f"{sent}", 5) - asked)
            most = max(most, memory_kb(shared))
            time.sleep(0.2)
        took = time.monotonic() - at_once

    assert shared.log.count("cause=slow") > cuts
    assert took <= 5
    assert slowest < 1
    assert not wall.named("lost")
    assert most - memory <= MEMORY_LIMIT_KB


def test_half_sent_requests_leave_room_for_the_others(
    shared: Server, client: Callable[..., Client], many_files: None
) -> None:
    attackers = [socket.create_connection(("127.0.0.1", shared.port)) for _ in range(HALF_SENT)]
    try:
        for each in attackers:
            each.sendall(f"POST {API}/commands HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ".encode())
        asked = time.monotonic()
        chair = client(shared, "chair", timeout=10)
        chair.do("tell", words="Served beside half-sent requests")
        with joined(shared):
            assert time.monotonic() - asked < 5
        attackers[0].settimeout(30)
        while attackers[0].recv(4096):
            pass
        assert time.monotonic() - asked < 30
    finally:
        for each in attackers:
            each.close()


def test_nobody_waits_while_a_stranger_holds_the_database(shared: Server, client: Callable[..., Client]) -> None:
    chair, reader = client(shared, "chair"), client(shared, "KEN")
    reader.fetch("delegate")
    body = body_of("tell", words="Held back for two seconds")
    slowest = 0.0
    with closing(sqlite3.connect(shared.database, isolation_level=None)) as stranger:
        stranger.execute("BEGIN IMMEDIATE")
        answers = []
        waiting = threading.Thread(target=lambda: answers.append(chair.post_until_answered(body)))
        waiting.start()
        until = time.monotonic() + 2
        while time.monotonic() < until:
            asked = time.monotonic()
            reader.fetch("delegate")
            slowest = max(slowest, time.monotonic() - asked)
        stranger.execute("ROLLBACK")
    waiting.join(20)

    assert answers[0].is_done
    assert slowest < 1.0
    told = [act for act in read_log(shared.database).acts if act.command == "tell"]
    assert [act.events[0].words for act in told].count("Held back for two seconds") == 1


def test_revoked_link_ends_its_sockets_within_a_second(
    server: Server, client: Callable[..., Client], follow: Callable[..., Follower]
) -> None:
    phone, other = follow(server, "KEN", "delegate"), follow(server, "NOR", "delegate")

    done = server.flask("revoke", SLUG, "KEN")
    returned = time.monotonic()

    assert done.returncode == 0
    assert phone.wait_for(lambda: bool(phone.named("revoked")), 3) - returned <= 1
    assert phone.wait_for(lambda: bool(phone.named("lost")), 3) - returned <= 1
    assert client(server, "KEN").ask("GET", f"{API}/screens/delegate").status == 401
    server.tokens = {**server.tokens, "KEN": done.stdout.strip().partition("#")[2]}
    assert client(server, "KEN").screen("delegate")["delegation"] == "KEN"
    assert not other.named("lost")


def test_compression_is_declined(shared: Server) -> None:
    with joined(shared, header=["Sec-WebSocket-Extensions: permessage-deflate"]) as display:
        assert "sec-websocket-extensions" not in display.getheaders()


def test_term_ends_it_soon_and_well(server: Server, follow: Callable[..., Follower]) -> None:
    displays = [follow(server, "room", "room") for _ in range(5)]
    with closing(socket.create_connection(("127.0.0.1", server.port))) as idle:
        idle.sendall(b"GET / HTTP/1.1\r\n")
        asked = time.monotonic()
        code = server.stop()

    assert code == 0
    assert time.monotonic() - asked <= 5
    assert "Traceback" not in server.log
    assert all(display.wrong == [] for display in displays)


def test_taken_port_is_said_in_a_line(shared: Server, tmp_path) -> None:
    second = subprocess.run(
        [sys.executable, "wsgi.py"], cwd=ROOT, env=environment(tmp_path, shared.port), capture_output=True, text=True,
        timeout=60, check=False,
    )

    assert second.returncode == 1
    assert second.stderr.count("\n") == 1
    assert f"Port {shared.port} on 127.0.0.1 cannot be opened" in second.stderr


def test_no_token_is_in_the_log(server: Server, client: Callable[..., Client]) -> None:
    chair = client(server, "chair")
    chair.do("tell", words="Good morning")
    chair.send("call", intervention="gone")
    chair.ask("POST", f"{API}/commands", b"{")
    chair.ask("GET", f"/enter?{server.tokens['chair']}")
    chair.ask("GET", f"/{server.tokens['chair']}")
    chair.ask("POST", "/api/v1/session", json.dumps({"token": server.tokens["chair"] + "x"}).encode())
    with connected(server) as stranger:
        stranger.send("40" + json.dumps({"token": server.tokens["chair"][:-1]}))
        assert stranger.recv().startswith("44")
    server.stop()

    secrets = {token.rpartition(".")[2] for token in server.tokens.values()}
    assert all(len(secret) > 20 for secret in secrets)
    assert [secret for secret in secrets if secret[:-1] in server.log] == []


def test_what_is_due_happens_by_itself(
    server: Server, client: Callable[..., Client], follow: Callable[..., Follower]
) -> None:
    wall, chair = follow(server, "room", "room"), client(server, "chair")
    chair.do("take_up", item="2")
    wall.wait_for(lambda: "list" in wall.screen, 5)
    chair.do("open_list", list=wall.screen["list"]["id"])
    wall.wait_for(lambda: wall.screen["list"]["state"] == "open", 5)
    at = time.time() + 1.5
    chair.do("close_list", list=wall.screen["list"]["id"], at=stamp(at))
    assert chair.screen("room")["list"]["state"] == "announced"

    wall.wait_for(lambda: wall.screen["list"]["state"] == "closed", 10)

    assert 0 <= time.time() - at <= 1.5
    assert read_log(server.database).acts[-1].actor.role == "clock"


def stamp(moment: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(moment)) + f".{int(moment % 1 * 1000):03d}Z"
