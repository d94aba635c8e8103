"""Requests that two programs could read in two ways: nginx reads each of them once, or refuses it.

Each holds, or hides, a second command; what is counted is what nginx was asked, what the app was asked, and what was
done.
"""

import http.client
import re
import socket
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

from deploy.programs import Nginx, wait_for
from tests.drills.asking import API, Client, body_of
from tests.drills.following import Follower
from tests.drills.house import Door, fronted
from tests.drills.reading import read_log
from tests.drills.serving import Imported, Server

METRICS_TOKEN = "read by the drill and by nobody else"
COMMANDS = re.compile(r"^rostrum_commands_total\{.*\} ([0-9.]+)$", re.MULTILINE)
STATUS = re.compile(rb"(?:^|(?<=\n)|(?<=[^\n]))HTTP/1\.[01] ([0-9]{3}) ")
QUIET_S = 0.4
PATIENCE_S = 10.0

pytestmark = [pytest.mark.drill, pytest.mark.timeout(120)]


class Case(NamedTuple):
    """`statuses`: of the answers, in their order; `done`: the words of the commands that are done."""

    raw: bytes
    statuses: list[int]
    done: list[str] = []


def head(token: str, *lines: str, path: str = f"{API}/commands", method: str = "POST", host: str = Nginx.host) -> str:
    """The beginning of a request, with the lines that are tried where a length would stand."""
    said = [f"{method} {path} HTTP/1.1", *([f"Host: {host}"] if host else []), f"Authorization: Bearer {token}", *lines]
    return "".join(f"{line}\r\n" for line in (*said, ""))


def cases(token: str, words: str = "") -> dict[str, Case]:
    """The first command says `first`, the one that is hidden behind it `second`, each after `words`."""
    first, hidden = body_of("tell", words=f"{words}first"), body_of("tell", words=f"{words}second")
    plain = head(token, f"Content-Length: {len(first)}").encode() + first
    second = head(token, f"Content-Length: {len(hidden)}").encode() + hidden
    length, both = f"Content-Length: {len(first)}", f"Content-Length: {len(first) + len(second)}"
    extended = f"{len(first):x};name=0\r\n".encode() + first
    chunks = f"{len(first):x}\r\n".encode() + first + b"\r\n0\r\n\r\n"

    def asked(*lines: str, body: bytes = first + second, **more: str) -> bytes:
        return head(token, *lines, **more).encode("latin-1") + body

    return {
        "two lengths": Case(asked(length, both), [400]),
        "two lengths alike": Case(asked(length, length), [400]),
        "a list of lengths": Case(asked(f"{length}, {len(first) + len(second)}"), [400]),
        "a length with a sign": Case(asked(f"Content-Length: +{len(first)}"), [400]),
        "a space before the colon": Case(
            asked(f"Content-Length: {len(chunks + second)}", "Transfer-Encoding : chunked", body=chunks + second),
            [400],
        ),
        "a space in a name": Case(asked(length, "Content Length: 0"), [400]),
        "a folded line": Case(asked("X-Seat: a", f" {length}"), [400]),
        "bare line feeds": Case(plain.replace(b"\r\n", b"\n"), [200], ["first"]),
        "no host": Case(asked(length, host=""), [400]),
        "underscores": Case(
            asked(length, "Content_Length: 0", "X_Forwarded_For: 203.0.113.1", body=first), [200], ["first"],
        ),
        "length and chunks": Case(
            asked(f"Content-Length: {len(chunks + second)}", "Transfer-Encoding: chunked", body=chunks + second), [400],
        ),
        "another coding": Case(asked("Transfer-Encoding: xchunked", body=chunks + second), [501]),
        "two codings": Case(
            asked("Transfer-Encoding: chunked", "Transfer-Encoding: identity", body=chunks + second), [400],
        ),
        "an extension of a chunk": Case(
            asked("Transfer-Encoding: chunked", body=extended + b"\r\n0\r\n\r\n"), [200], ["first"],
        ),
        "a trailer": Case(
            asked("Transfer-Encoding: chunked", body=chunks[:-2] + f"{both}\r\nHost: evil.example\r\n\r\n".encode()),
            [200], ["first"],
        ),
        "a length of chunks too large to count": Case(
            asked("Transfer-Encoding: chunked", body=b"ffffffffffffffff1\r\n" + first + second), [400],
        ),
        "an address of somebody else": Case(
            asked(length, path=f"http://evil.example{API}/commands", body=first), [421],
        ),
        "an address of ours, a host of somebody else's": Case(
            asked(length, path=f"http://{Nginx.host}{API}/commands", host="evil.example", body=first), [200], ["first"],
        ),
        "two hosts": Case(asked(length, "Host: evil.example"), [400]),
        "a zero in a header": Case(asked(length, "X-Seat: a\0b"), [400]),
        "a return in a header": Case(asked(length, "X-Seat: a\rContent-Length: 0"), [400]),
        "a huge header": Case(asked(length, f"X-Seat: {'a' * 40_000}"), [400]),
        "no version": Case(f"GET {API}/screens/public\r\n".encode() + second, []),
        "a question with a body": Case(
            asked(f"Content-Length: {len(second)}", method="GET", path="/healthz", body=second) + plain, [200, 200],
            ["first"],
        ),
        "a body that nobody reads": Case(
            asked(f"Content-Length: {len(second)}", path="/nowhere/at/all", body=second) + plain, [404, 200], ["first"],
        ),
        "an upgrade of a command": Case(
            asked(length, "Upgrade: websocket", "Connection: upgrade", body=first), [200], ["first"],
        ),
        "a socket that is refused": Case(
            asked("Upgrade: websocket", "Connection: upgrade", method="GET", body=second,
                  path="/socket.io/?EIO=4&transport=websocket"), [426, 200], ["second"],
        ),
        "one behind the other": Case(plain + second, [200, 200], ["first", "second"]),
    }


NAMES = sorted(cases(""))


def told(port: int, raw: bytes) -> bytes:
    """All that comes back, until nothing more does."""
    with socket.create_connection((Nginx.host, port), timeout=PATIENCE_S) as connection:
        connection.sendall(raw)
        said = b""
        try:
            while piece := connection.recv(65536):
                said += piece
                connection.settimeout(QUIET_S)
        except (TimeoutError, ConnectionResetError):
            return said
        return said


@pytest.fixture(scope="module")
def behind(imported: Imported, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(imported.copy(tmp_path_factory.mktemp("behind") / "instance"))
    yield server.start(METRICS_TOKEN=METRICS_TOKEN)
    server.end()


@pytest.fixture(scope="module")
def front(behind: Server) -> Iterator[Nginx]:
    with fronted({"1": behind.port}) as front:
        yield front


def commands_heard(server: Server) -> int:
    """How many commands the app was asked for, whatever became of them."""
    with socket.create_connection((Nginx.host, server.port), timeout=PATIENCE_S) as connection:
        asked = f"GET /metrics HTTP/1.0\r\nHost: {Nginx.host}\r\nAuthorization: Bearer {METRICS_TOKEN}\r\n\r\n"
        connection.sendall(asked.encode())
        said = b"".join(iter(lambda: connection.recv(65536), b""))
    assert said.split()[1] == b"200"
    return int(sum(float(count) for count in COMMANDS.findall(said.decode())))


def words_told(server: Server, after: int) -> list[str]:
    """What the wall was told since a version, in its order."""
    acts = [act for act in read_log(server.database).acts if act.version > after]
    return [event.words for act in acts for event in act.events]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", NAMES)
def test_is_read_once_or_refused(name: str, behind: Server, front: Nginx) -> None:
    case = cases(behind.tokens["chair"], f"{name}: ")[name]
    before, heard, asked = read_log(behind.database).head_version, commands_heard(behind), len(front.requests)

    said = told(front.port, case.raw)

    assert [int(status) for status in STATUS.findall(said)] == case.statuses
    assert words_told(behind, before) == [f"{name}: {which}" for which in case.done]
    of_commands = [line for line in front.requests[asked:] if f"{API}/commands" in line]
    passed_on = [line for line in of_commands if " to - " not in line]
    assert commands_heard(behind) - heard == len(passed_on) == len(case.done)
    assert len(front.requests) - asked == max(1, len(case.statuses))
    assert "Traceback" not in behind.log


@pytest.mark.parametrize("name", NAMES)
def test_worker_alone_does_nothing_that_is_hidden(name: str, behind: Server) -> None:
    """It reads as strictly as nginx does, though some of what nginx mends it refuses."""
    case = cases(behind.tokens["chair"], f"{name}, alone: ")[name]
    before = read_log(behind.database).head_version

    told(behind.port, case.raw)

    assert set(words_told(behind, before)) <= {f"{name}, alone: {which}" for which in case.done}


def test_display_follows_through_it(
    behind: Server, front: Nginx, client: Callable[..., Client], follow: Callable[..., Follower]
) -> None:
    door = Door(front.port, behind.tokens)
    wall, chair = follow(door, "room", "room"), client(door, "chair")

    for number in range(20):
        chair.do("tell", words=f"told through nginx {number}")
    wall.wait_for(lambda: wall.screen.get("notice", {}).get("words") == "told through nginx 19", 5)

    assert wall.wrong == []
    assert wall.asked == 1
    assert wall.screen == client(behind, "room").screen("room")


def test_who_asks_by_it_is_not_at_this_machine(behind: Server, front: Nginx) -> None:
    """Who is may set up the first account without its link."""
    lies: list[dict[str, str]] = [
        {}, {"X-Forwarded-For": ""}, {"Forwarded": "for=127.0.0.1"}, {"Connection": "close, X-Forwarded-For"},
    ]
    assert not asks_for_its_link(behind.port, {})
    assert [asks_for_its_link(front.port, lie) for lie in lies] == [True] * len(lies)


def asks_for_its_link(port: int, headers: dict[str, str]) -> bool:
    connection = http.client.HTTPConnection(Nginx.host, port, timeout=PATIENCE_S)
    connection.request("GET", "/office/set-up", headers=headers)
    response = connection.getresponse()
    page = response.read()
    connection.close()
    assert response.status == 200
    return b"data-needs-link" in page


def test_files_of_the_pages_are_kept(behind: Server, front: Nginx) -> None:
    """As the app marks them: once asked for, they no longer cost a worker anything."""
    connection = http.client.HTTPConnection(Nginx.host, front.port, timeout=PATIENCE_S)
    connection.request("GET", "/enter")
    page = connection.getresponse().read().decode()
    files = sorted(set(re.findall(r'"(/static/[0-9a-f]{12}/[^"]+)"', page)))
    policies = set()

    def kept() -> list[str]:
        """What nginx wrote down of them, each when its answer had been sent."""
        asked = [line for line in front.requests if any(f'"GET {address}"' in line for address in files)]
        return [line.rpartition(" ")[2] for line in asked]

    before = len(kept())
    for address in files * 2:
        connection.request("GET", address)
        response = connection.getresponse()
        response.read()
        assert response.status == 200
        policies.add((response.headers["Content-Type"], response.headers["Content-Security-Policy"]))
    connection.close()

    assert len(files) > 2
    wait_for(lambda: len(kept()) == before + 2 * len(files), PATIENCE_S, "the log of nginx")
    assert kept()[-len(files):] == ["HIT"] * len(files)
    for media_type, policy in policies:
        is_part = "css" in media_type or "javascript" in media_type
        assert policy == (None if is_part else "default-src 'none'"), media_type
    assert len(policies) > 2
