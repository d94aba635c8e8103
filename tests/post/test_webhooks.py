"""Calls of webhooks: signed, to addresses of the open net only, and never longer than they may take."""

import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from app.post.webhooks import Call, NotCalled, deliver, may_be_called, signature, target_of

SECRET = "a secret of the tests"
KNOWN = "v1=1ba6b8171186efc613e8bcc0cbdab2748f24984d7c5a84faa2637afa0e40d224"
BODY = '{"event": "call", "name": "Côte d’Ivoire"}'.encode()


@contextmanager
def receiver(answer):
    """A program on loopback that answers as told; gives its port and what it was sent."""
    got = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):  # noqa: N802 - named by http.server
            got.append((self.path, dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            answer(self, len(got))

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.handle_error = lambda *_: None
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.server_address[1], got
        finally:
            server.shutdown()
            thread.join(10)


def status(code, **headers):
    def answer(handler, _):
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()

    return answer


def call(port, path="/hook?room=1"):
    return Call(f"http://127.0.0.1:{port}{path}", SECRET, "call", "7b1f", BODY, 1_700_000_000)


def test_receiver_can_verify_the_signature():
    with receiver(status(204)) as (port, got):
        trouble = deliver(call(port), may_loopback=True)

    ((path, headers, body),) = got
    assert (trouble, path, body) == (None, "/hook?room=1", BODY)
    sent = {name: value for name, value in headers.items() if name.startswith("Rostrum-")}
    assert sent == {
        "Rostrum-Event": "call", "Rostrum-Delivery": "7b1f", "Rostrum-Timestamp": "1700000000",
        "Rostrum-Signature": signature(SECRET, 1_700_000_000, body),
    }


def test_signature_is_that_of_the_protocol():
    """Worked out apart, by `printf '1.{}' | openssl dgst -sha256 -hmac key`."""
    assert signature("key", 1, b"{}") == KNOWN


@pytest.mark.parametrize(("code", "trouble"), [(200, None), (299, None), (500, "HTTP 500"), (410, "HTTP 410")])
def test_only_2xx_is_an_answer(code, trouble):
    with receiver(status(code)) as (port, _):
        assert deliver(call(port), may_loopback=True) == trouble


def test_redirect_is_not_followed():
    with receiver(status(204)) as (other, reached), receiver(status(302, Location=f"http://127.0.0.1:{other}/")) as (
        port, got,
    ):
        trouble = deliver(call(port), may_loopback=True)

    assert (trouble, len(got), reached) == ("HTTP 302", 1, [])


def test_answer_is_read_in_part_only():
    sent = []

    def endless(handler, _):
        status(200)(handler, _)
        try:
            while sum(sent) < 500_000_000:
                sent.append(handler.wfile.write(b"x" * 65536))
        except OSError:
            sent.append(0)

    with receiver(endless) as (port, _):
        assert deliver(call(port), may_loopback=True) is None

    assert sum(sent) < 50_000_000


@pytest.mark.parametrize("beat_s", [None, 0.05])
def test_receiver_that_hangs_or_trickles_is_left_in_time(beat_s):
    over = threading.Event()

    def slowly(handler, _):
        try:
            while not over.wait(beat_s):
                handler.wfile.write(b"H")
                handler.wfile.flush()
        except OSError:
            over.set()

    began = time.monotonic()
    with receiver(slowly) as (port, _):
        trouble = deliver(call(port), may_loopback=True, timeout_s=0.4)
        over.set()

    assert trouble
    assert time.monotonic() - began < 5


def test_loopback_is_not_called_unless_it_is_allowed():
    with receiver(status(204)) as (port, got):
        plain = deliver(call(port), may_loopback=False)
        named = deliver(Call(f"https://localhost:{port}/", SECRET, "call", "7b1f", BODY, 1), may_loopback=False)

    assert (plain, named, got) == ("not_https", "not_public", [])


@pytest.mark.parametrize(("url", "code"), [
    ("", "no_url"), ("https://", "no_url"), ("https://example.org:99999/", "no_url"), ("https://[::1", "no_url"),
    ("https://example.org/a b", "no_url"), ("https://example.org/\r\nX: y", "no_url"),
    ("https://exämple.org/", "no_url"),
    ("https://example.org/" + "a" * 500, "no_url"), ("ftp://example.org/", "not_https"),
    ("file:///etc/passwd", "no_url"), ("http://example.org/", "not_https"), ("http://10.0.0.1/", "not_https"),
    ("https://user:secret@example.org/", "has_password"), ("https://example.org/#part", "has_password"),
    ("https://10.0.0.1/", "not_public"), ("https://169.254.169.254/latest", "not_public"),
    ("https://[fe80::1]/", "not_public"), ("https://[::ffff:10.0.0.1]/", "not_public"),
    ("https://224.0.0.1/", "not_public"), ("https://[ff02::1]/", "not_public"), ("https://0.0.0.0/", "not_public"),
    ("https://[64:ff9b::a00:1]/", "not_public"), ("https://[2002:a00:1::]/", "not_public"),
])
def test_url_that_is_not_called_is_refused(url, code):
    with pytest.raises(NotCalled) as refused:
        target_of(url, may_loopback=True)

    assert refused.value.code == code


@pytest.mark.parametrize(("address", "allowed"), [
    ("8.8.8.8", True), ("2606:4700::1111", True), ("127.0.0.1", False), ("::1", False), ("192.168.1.1", False),
    ("172.16.0.1", False), ("100.64.0.1", False), ("fd00::1", False), ("::", False), ("::ffff:127.0.0.1", False),
])
def test_only_addresses_of_the_open_net_are_called(address, allowed):
    assert may_be_called(address, may_loopback=False) is allowed
