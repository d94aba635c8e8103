"""Heads of requests that two programs could read differently, and those that every browser sends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.http11 import MOST_FIELDS, BadRequest, read_head

LINE = b"POST /api HTTP/1.1\r\n"
HOST = b"Host: hall.example\r\n"


def read(*lines, line=LINE):
    waiting = [*lines, b"\r\n", b""]
    return read_head(line, lambda: waiting.pop(0))


def test_head_is_read():
    head = read(HOST, b"Content-Length: 12\r\n", b"X-Seat:\t Desk 2 \r\n", b"Accept: a\r\n", b"accept: b\r\n")

    assert (head.method, head.target, head.version, head.stays) == ("POST", "/api", "HTTP/1.1", True)
    assert head.fields.get("x-seat") == "Desk 2"
    assert head.fields.get("Content-Length") == "12"
    assert head.fields.all("accept") == ["a", "b"]
    assert head.fields.get("nothing", "other") == "other"


@pytest.mark.parametrize(("line", "connection", "stays"), [
    (LINE, None, True), (LINE, b"close", False), (LINE, b"Upgrade, Close", False), (LINE, b"upgrade", True),
    (b"GET / HTTP/1.0\r\n", None, False), (b"GET / HTTP/1.0\r\n", b"Keep-Alive", True),
])
def test_connection_stays_as_was_said(line, connection, stays):
    said = [b"Connection: " + connection + b"\r\n"] if connection else []
    assert read(HOST, *said, line=line).stays is stays


@pytest.mark.parametrize("line", [
    b"GET /\r\n", b"GET / HTTP/1.1\n", b"GET  / HTTP/1.1\r\n", b"GET / HTTP/2.0\r\n", b"GET / HTTP/1.1 \r\n",
    b" GET / HTTP/1.1\r\n", b"GE T / HTTP/1.1\r\n", b"GET /\x00 HTTP/1.1\r\n", b"GET /\xe9 HTTP/1.1\r\n",
    b"G\x7fT / HTTP/1.1\r\n", b"\r\n",
])
def test_request_line_that_is_none_is_refused(line):
    with pytest.raises(BadRequest, match="request line"):
        read(HOST, line=line)


@pytest.mark.parametrize("lines", [
    [HOST, b"A: b\n"], [HOST, b"A: b\r\n", b" folded\r\n"], [HOST, b"\tA: b\r\n"], [HOST, b"A : b\r\n"],
    [HOST, b"A b: c\r\n"], [HOST, b": b\r\n"], [HOST, b"A\r\n"], [HOST, b"A: b\x00c\r\n"], [HOST, b"A: b\rc\r\n"],
    [HOST, b"A: b\r\r\n"], [HOST, b""], [HOST, *[b"A: b\r\n"] * MOST_FIELDS],
    [], [HOST, HOST], [HOST, b"host: other.example\r\n"],
    [HOST, b"Content-Length: 1\r\n", b"Content-Length: 2\r\n"], [HOST, b"Content-Length: 1\r\n"] * 2,
    [HOST, b"Content-Length: +5\r\n"], [HOST, b"Content-Length: -5\r\n"], [HOST, b"Content-Length: 0x5\r\n"],
    [HOST, b"Content-Length: 5, 5\r\n"], [HOST, b"Content-Length: \r\n"], [HOST, b"Content-Length: 1_0\r\n"],
    [HOST, b"Transfer-Encoding : chunked\r\n"], [HOST, b"Transfer-Encoding: xchunked\r\n"],
    [HOST, b"Transfer-Encoding: chunked\r\n", b"Content-Length: 3\r\n"],
    [HOST, b"Transfer-Encoding: chunked\r\n", b"Transfer-Encoding: chunked\r\n"],
    [HOST, b"Transfer-Encoding: gzip, chunked\r\n"], [HOST, b"Transfer-Encoding: identity\r\n"],
], ids=lambda lines: repr(b"".join(lines))[:60])
def test_what_could_be_read_otherwise_is_refused(lines):
    with pytest.raises(BadRequest):
        read(*lines)


def test_chunked_needs_http_11():
    with pytest.raises(BadRequest, match="Transfer-Encoding"):
        read(HOST, b"Transfer-Encoding: chunked\r\n", line=b"POST / HTTP/1.0\r\n")


@given(st.lists(st.binary(max_size=40), max_size=5), st.binary(max_size=40))
def test_whatever_comes_is_read_or_refused(lines, line):
    waiting = [*lines, b""]
    try:
        head = read_head(line, lambda: waiting.pop(0) if waiting else b"")
    except BadRequest:
        return
    assert head.method
    assert head.target
