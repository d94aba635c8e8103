"""nginx as it is shipped: where it sends whom, what it says of who asks, what it keeps, how much one may ask for."""

import http.client
import json
import os
import re
import signal
import socket
import ssl
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from deploy.programs import PATIENCE_S, Nginx, found, free_port
from tests.conftest import skipping
from tests.drills.asking import API, Client, body_of
from tests.drills.house import Door, fronted
from tests.drills.reading import read_log
from tests.drills.serving import SLUG, Imported, Server
from tests.drills.standing_in import Worker

SECURE = "rostrum.example"
PHONES = 600
SLOW_PHONES = 200
FILES = 40
HEADERS, SETTINGS, WINDOW_UPDATE = 1, 4, 8
WIDE = 1 << 20
STATUS_200 = b"\x88"
"""As HPACK has it (RFC 7541, appendix A)."""
ROUNDS = 4
PAUSE_S = 0.5
NO_LIMITS = {"DESK_RATE": "10000", "BURST": "10000"}

pytestmark = [pytest.mark.drill, pytest.mark.timeout(120)]


@pytest.fixture(scope="module")
def workers() -> Iterator[dict[str, Worker]]:
    made = {name: Worker(name) for name in ("1", "2")}
    yield made
    for each in made.values():
        each.end()


@pytest.fixture(scope="module")
def front(workers: dict[str, Worker]) -> Iterator[Nginx]:
    with fronted({name: worker.port for name, worker in workers.items()}) as front:
        yield front


@pytest.fixture(scope="module")
def secure(workers: dict[str, Worker]) -> Iterator[Nginx]:
    with fronted({name: worker.port for name, worker in workers.items()}, SECURE) as front:
        yield front


def ask(
    front: Nginx, path: str, method: str = "GET", body: bytes | None = None, **headers: str
) -> tuple[int, dict[str, Any], dict[str, str]]:
    """Status, what the worker tells (or nginx in JSON), the headers of the answer."""
    connection = http.client.HTTPConnection(Nginx.host, front.port, timeout=20)
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        said = response.read()
        got = {name.lower(): value for name, value in response.getheaders()}
        is_json = got.get("content-type") == "application/json" and "content-encoding" not in got
        return response.status, json.loads(said) if is_json else {}, got
    finally:
        connection.close()


# -- Where it goes


@pytest.mark.parametrize("name", ["1", "2"])
def test_session_goes_to_the_worker_that_its_id_names(name: str, front: Nginx) -> None:
    sid = f"/socket.io/?EIO=4&transport=polling&sid={name}.aBcD-_1"
    for method, body in [("GET", None), ("POST", b"2"), ("GET", None)] * 3:
        assert ask(front, sid, method, body)[1]["worker"] == name
    # From polling to a websocket, in the same session.
    assert ask(front, sid, Upgrade="websocket", Connection="Upgrade")[1]["worker"] == name


def test_who_has_no_session_goes_to_any(front: Nginx) -> None:
    first = "/socket.io/?EIO=4&transport=polling"
    assert {ask(front, first)[1]["worker"] for _ in range(20)} == {"1", "2"}
    assert {ask(front, f"{first}&sid=3.gone")[1]["worker"] for _ in range(20)} == {"1", "2"}


def test_upgrade_is_for_the_socket_alone(front: Nginx) -> None:
    upgrade = {"Upgrade": "websocket", "Connection": "Upgrade"}
    for path, wanted, passed in (
        ("/socket.io/?EIO=4&transport=websocket", "WebSocket", True), ("/socket.io/?EIO=4", "h2c", False),
        ("/anywhere", "websocket", False), (f"{API}/screens/room", "websocket", False),
    ):
        heard = dict(ask(front, path, **{**upgrade, "Upgrade": wanted})[1]["headers"])
        assert (heard.get("upgrade"), heard.get("connection")) == (("websocket", "upgrade") if passed else (None, None))


# -- What it says of who asks


def test_nothing_of_who_asks_comes_from_the_client(front: Nginx) -> None:
    lies = {
        "X_Forwarded_For": "203.0.113.9", "X_Forwarded_Proto": "https", "X_Forwarded_Host": "evil.example",
        "X_Forwarded_Port": "1", "X_Forwarded_Prefix": "/evil", "X_Real_IP": "203.0.113.9", "Forwarded": "for=1.2.3.4",
        "Proxy": "http://evil.example", "Range": "bytes=0-0,1-1", "If_Range": "x", "TE": "trailers",
    }
    heard = ask(front, "/", **lies)[1]["headers"]

    names = [name for name, _ in heard]
    assert len(names) == len(set(names))
    assert {name: value for name, value in heard if name not in ("accept-encoding",)} == {
        "host": f"{Nginx.host}:{front.port}", "x-forwarded-for": Nginx.host, "x-forwarded-proto": "http",
        "x-forwarded-host": f"{Nginx.host}:{front.port}",
    }


def test_body_in_chunks_arrives_with_its_length(front: Nginx) -> None:
    connection = http.client.HTTPConnection(Nginx.host, front.port, timeout=20)
    connection.request("POST", f"{API}/commands", iter([b"one", b"two"]), encode_chunked=True)
    told = json.loads(connection.getresponse().read())
    connection.close()

    lengths = [value for name, value in told["headers"] if name in ("content-length", "transfer-encoding")]
    assert (lengths, told["length"]) == (["6"], 6)


def test_other_methods_and_other_hosts_are_refused(front: Nginx) -> None:
    assert {ask(front, "/", method)[0] for method in ("PUT", "DELETE", "PATCH", "TRACE", "PROPFIND")} == {405}
    assert {ask(front, "/", Host=host)[0] for host in ("evil.example", "localhost", "127.0.0.2")} == {421}


# -- How much


@pytest.mark.parametrize(("path", "taken", "refused"), [
    (f"{API}/commands", 65_537, 80_000), (f"{API}/preview-policy", 65_537, 80_000), ("/office/sign-in", 65_537, 80_000),
    (f"{API}/statements?language=en", 10 * 1024 * 1024 + 1, 12 * 1024 * 1024),
    ("/office/new", 5 * 1024 * 1024 + 200_001, 7 * 1024 * 1024),
    ("/office/meetings/mnd/import-delegations", 5 * 1024 * 1024 + 200_001, 7 * 1024 * 1024),
])
def test_what_is_a_little_too_large_is_refused_by_the_app(path: str, taken: int, refused: int, front: Nginx) -> None:
    status, told, _ = ask(front, path, "POST", bytes(taken))
    assert (status, told["length"]) == (200, taken)

    status, told, _ = ask(front, path, "POST", bytes(refused))
    assert status == 413
    assert told.get("code") == ("too_large" if path.startswith("/api/") else None)


def test_files_are_asked_for_once(front: Nginx, workers: dict[str, Worker]) -> None:
    kept, other = f"/static/{uuid4().hex[:12]}/js/room.js", f"/static/js/{uuid4()}.js"
    for _ in range(5):
        status, _, headers = ask(front, kept, Accept_Encoding="identity")
        assert (status, headers["cache-control"]) == (200, "public, max-age=31536000, immutable")
        ask(front, other)
    for takes in ("gzip", "gzip, deflate, br, zstd", "br;q=1.0, gzip;q=0.8", "deflate,gzip"):
        status, _, headers = ask(front, kept, Accept_Encoding=takes, Range="bytes=0-3")
        assert (status, headers["content-encoding"]) == (200, "gzip")
    for takes in ("br", "gzip;q=0", "deflate, gzip; q=0.0, br", "xgzipped"):
        status, _, headers = ask(front, kept, Accept_Encoding=takes, Range="bytes=0-3")
        assert (status, headers.get("content-encoding")) == (200, None)

    asked = [path for worker in workers.values() for path in worker.asked]
    # Once as it is and once packed.
    assert (asked.count(kept), asked.count(other)) == (2, 5)


def test_hall_behind_one_address_meets_no_limit(front: Nginx) -> None:
    """600 phones open their page at once, each with its files."""
    get = f"GET %s HTTP/1.1\r\nHost: {Nginx.host}\r\n\r\n"
    page = get % "/enter" + "".join(get % f"/static/0a1b2c3d4e5f/js/{number}.js" for number in range(FILES))
    statuses: list[bytes] = []

    def open_pages(phones: list[socket.socket]) -> None:
        for phone in phones:
            phone.sendall(page.encode())
        for phone in phones:
            with phone.makefile("rb") as answers:
                for _ in range(FILES + 1):
                    statuses.append(status_of(answers))

    phones = [socket.create_connection((Nginx.host, front.port), timeout=30) for _ in range(PHONES)]
    halves = [threading.Thread(target=open_pages, args=(phones[start::4],)) for start in range(4)]
    for half in halves:
        half.start()
    for half in halves:
        half.join()
    for phone in phones:
        phone.close()

    assert len(statuses) == PHONES * (FILES + 1)
    assert set(statuses) == {b"200"}


def status_of(answers: Any) -> bytes:
    """Of the next answer, which is read to its end."""
    status: bytes = answers.readline().split()[1]
    length = 0
    while (line := answers.readline().lower()) not in (b"\r\n", b""):
        if line.startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
    answers.read(length)
    return status


def test_who_tries_passwords_is_slowed_down(front: Nginx) -> None:
    statuses = [ask(front, "/office/sign-in", "POST", b"name=a&password=b")[0] for _ in range(120)]
    assert statuses[:50] == [200] * 50
    assert statuses.count(429) > 20


# -- With a certificate


def curl(front: Nginx, *words: str) -> str:
    with skipping():
        program = found("curl", "curl")
    done = subprocess.run(
        [program, "--silent", "--max-time", "20", "--cacert", str(front.certificate),
         "--connect-to", f"{SECURE}:{front.port}:127.0.0.1:{front.port}", *words],
        capture_output=True, text=True, check=False,
    )
    return done.stdout if done.returncode == 0 else f"failed with {done.returncode}"


@pytest.mark.parametrize(("way", "version"), [("--http2", "2"), ("--http1.1", "1.1")])
def test_speaks_both_versions_by_tls(way: str, version: str, secure: Nginx) -> None:
    said = curl(secure, way, "--include", "--write-out", "\n%{http_version}", f"https://{SECURE}:{secure.port}/")
    head, _, rest = said.replace("\r", "").partition("\n\n")
    told, _, spoken = rest.rpartition("\n")

    heard = dict(json.loads(told)["headers"])
    assert spoken == version
    assert "strict-transport-security: max-age=31536000" in head.lower()
    assert (heard["host"], heard["x-forwarded-proto"]) == (f"{SECURE}:{secure.port}", "https")


def test_hall_on_a_bad_network_meets_no_limit(secure: Nginx) -> None:
    """So many files are on their way at once, all asked for and none taken, that they outnumber the connections."""
    with ExitStack() as hall:
        phones = [hall.enter_context(speaking_2(secure)) for _ in range(SLOW_PHONES)]
        for phone in phones:
            for number in range(FILES):
                path = f"/static/0a1b2c3d4e5f/large/{number}.js"
                fields = b"\x82\x87\x04" + counted(path) + b"\x01" + counted(f"{SECURE}:{secure.port}")
                phone.sendall(frame(HEADERS, 5, 2 * number + 1, fields))
        answers = [statuses_of(phone) for phone in phones]
        statuses = [next(each) for each in answers]
        # Now that all are on their way they are taken: of what nobody takes nginx is tired after 30 s.
        for phone in phones:
            phone.sendall(frame(WINDOW_UPDATE, 0, 0, WIDE.to_bytes(4, "big")))
        statuses += [status for each in answers for status in islice(each, FILES - 1)]

    assert SLOW_PHONES * FILES > 6000
    assert Counter(statuses) == {STATUS_200: SLOW_PHONES * FILES}


def counted(text: str) -> bytes:
    return bytes([len(text)]) + text.encode()


def frame(kind: int, flags: int, stream: int, body: bytes = b"") -> bytes:
    """Of HTTP/2 (RFC 9113, 4.1)."""
    return len(body).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + body


def speaking_2(front: Nginx) -> ssl.SSLSocket:
    context = ssl.create_default_context(cafile=str(front.certificate))
    context.set_alpn_protocols(["h2"])
    plain = socket.create_connection((Nginx.host, front.port), timeout=PATIENCE_S)
    phone = context.wrap_socket(plain, server_hostname=SECURE)
    phone.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(SETTINGS, 0, 0))
    return phone


def statuses_of(phone: ssl.SSLSocket) -> Iterator[bytes]:
    """What each answer begins with. Its body is taken as far as it comes; nothing more of it is asked for."""
    with phone.makefile("rb") as said:
        while head := said.read(9):
            body = said.read(int.from_bytes(head[:3], "big"))
            if head[3] == HEADERS:
                yield body[:1]


def test_two_hosts_are_refused_in_version_2_too(secure: Nginx) -> None:
    said = curl(secure, "--http2", "--output", "/dev/null", "--write-out", "%{http_code}", "--header",
                "Host: evil.example", f"https://{SECURE}:{secure.port}/")
    assert said == "421"


def test_plain_http_is_led_to_tls(secure: Nginx) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", secure.plain_port, timeout=10)
    connection.request("GET", "/apmbc-im-2017?lang=fr", headers={"Host": SECURE})
    response = connection.getresponse()
    assert (response.status, response.headers["Location"]) == (
        308, f"https://{SECURE}:{secure.port}/apmbc-im-2017?lang=fr",
    )
    connection.close()


def test_other_name_is_told_nothing(secure: Nginx) -> None:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", secure.port), timeout=10) as plain, pytest.raises(
        ssl.SSLError, match="UNRECOGNIZED_NAME"
    ):
        trusting.wrap_socket(plain, server_hostname="evil.example")


# -- Nobody there


@pytest.mark.parametrize(("method", "path", "status", "comes_back"), [
    ("GET", "/", 503, True), ("GET", f"/{SLUG}/room?layout=list", 503, True), ("POST", "/office/sign-in", 503, False),
    ("POST", f"{API}/commands", 502, False), ("GET", f"{API}/screens/room", 502, False),
])
def test_page_asks_again_by_itself_when_no_worker_answers(
    method: str, path: str, status: int, comes_back: bool
) -> None:
    with fronted({"1": free_port(), "2": free_port()}) as nginx:
        connection = http.client.HTTPConnection(Nginx.host, nginx.port, timeout=20)
        connection.request(method, path, b"" if method == "POST" else None)
        response = connection.getresponse()
        said = response.read().decode()
        connection.close()

    assert response.status == status
    assert ('http-equiv="refresh"' in said) is comes_back
    if status == 503:
        assert (response.getheader("Retry-After"), response.getheader("Cache-Control")) == ("5", "no-store")
    if comes_back:
        assert re.findall(r'<p lang="(\w+)"', said) == ["fr", "es", "ar", "ru", "zh"]


# -- A worker that dies, or hangs


@dataclass
class Pair:
    """Two workers on one database, and nginx before them."""

    servers: list[Server]
    nginx: Nginx

    @property
    def front(self) -> Door:
        return Door(self.nginx.port, self.servers[0].tokens)

    def settings(self) -> dict[str, str]:
        return {"DATABASE_URL": f"sqlite:///{self.servers[0].database}", **NO_LIMITS}

    def done_under(self, command_ids: Iterable[str]) -> list[str]:
        """Each as often as it was done."""
        asked, rows = set(command_ids), read_log(self.servers[0].database).rows
        return sorted(row["command_id"] for row in rows if row["command_id"] in asked)


@pytest.fixture
def pair(imported: Imported, tmp_path: Path) -> Iterator[Pair]:
    servers = [Server(imported.copy(tmp_path / f"instance-{number}")) for number in (1, 2)]
    ports = {str(number): each.port for number, each in enumerate(servers, 1)}
    with fronted(ports) as nginx:
        pair = Pair(servers, nginx)
        try:
            for server in servers:
                server.start(**pair.settings())
            yield pair
        finally:
            for server in servers:
                server.end()


def test_worker_that_dies_loses_no_command(pair: Pair, client: Callable[..., Client]) -> None:
    """Asked once each, never again: whoever dies over a command, the other one does it, once."""
    statuses: dict[str, int] = {}
    is_over = threading.Event()

    def work(holder: str) -> None:
        program_of = client(pair.front, holder)
        while not is_over.is_set():
            command_id = str(uuid4())
            statuses[command_id] = program_of.post(body_of("tell", command_id, words=command_id)).status

    people = [threading.Thread(target=work, args=(holder,), daemon=True) for holder in ("chair", "secretariat")]
    for person in people:
        person.start()
    for server in pair.servers * (ROUNDS // 2):
        server.kill()
        server.start(**pair.settings())
        # Whoever was refused here just before it came is with the other one, which must not die under it too.
        time.sleep(PAUSE_S)
    is_over.set()
    for person in people:
        person.join(30)

    assert len(statuses) > 100
    assert set(statuses.values()) == {200}
    assert pair.done_under(statuses) == sorted(statuses)


def test_worker_that_hangs_holds_up_a_command_for_seconds(pair: Pair, client: Callable[..., Client]) -> None:
    chair, command_ids, took = client(pair.front, "chair"), [str(uuid4()) for _ in range(6)], []
    os.kill(pair.servers[0].pid, signal.SIGSTOP)
    for command_id in command_ids:
        began = time.monotonic()
        assert chair.post(body_of("tell", command_id, words=command_id)).status == 200
        took.append(time.monotonic() - began)
    os.kill(pair.servers[0].pid, signal.SIGCONT)
    # It now reads what nobody waits for any longer.
    client(pair.servers[0], "chair").screen("chair")

    assert 3.5 < max(took) < 5
    assert pair.done_under(command_ids) == sorted(command_ids)
