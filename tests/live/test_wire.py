"""Frames of a websocket: written and read as another implementation reads and writes them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wsproto.connection import Connection, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Ping, TextMessage

from app.live.wire import BINARY, CLOSE, PING, TEXT, Broken, Reader, framed

LONGEST = 70_000
MASK = b"\1\2\3\4"


def masked(payload: bytes, first: int) -> bytes:
    """A short frame as a client sends it, whatever its first byte."""
    return bytes((first, 0x80 | len(payload))) + MASK + bytes(
        each ^ MASK[place % 4] for place, each in enumerate(payload)
    )


@given(words=st.text(max_size=300), times=st.integers(1, 400))
def test_what_is_framed_is_read_by_another(words, times):
    client = Connection(ConnectionType.CLIENT)

    client.receive_data(framed((words * times).encode()))

    said = "".join(event.data for event in client.events() if isinstance(event, TextMessage))
    assert said == words * times


@given(
    sent=st.lists(st.one_of(st.text(max_size=200), st.binary(max_size=200), st.just(Ping(b"here"))), max_size=6),
    cuts=st.lists(st.integers(0, 2_000), max_size=8),
)
def test_what_another_sends_is_read_in_whatever_pieces(sent, cuts):
    client, reader = Connection(ConnectionType.CLIENT), Reader(LONGEST)
    written = b"".join(client.send(each) if isinstance(each, Ping) else client.send(
        TextMessage(each) if isinstance(each, str) else BytesMessage(each)
    ) for each in sent)
    edges = sorted({0, len(written), *(cut for cut in cuts if cut < len(written))})
    pieces = [written[begins:ends] for begins, ends in pairwise(edges)]

    read = [frame for piece in pieces for frame in reader.feed(piece)]

    assert read == [
        (PING, b"here") if isinstance(each, Ping)
        else (TEXT, each.encode()) if isinstance(each, str) else (BINARY, each)
        for each in sent
    ]


def test_message_in_parts_is_whole_at_its_last_and_a_ping_may_come_between():
    reader = Reader(LONGEST)

    read = [list(reader.feed(piece)) for piece in (
        masked(b"one ", TEXT), masked(b"", 0x80 | PING), masked(b"two", 0), masked(b"!", 0x80),
    )]

    assert read == [[], [(PING, b"")], [], [(TEXT, b"one two!")]]


def test_long_message_of_another_is_read():
    client, reader = Connection(ConnectionType.CLIENT), Reader(LONGEST)

    assert list(reader.feed(client.send(TextMessage("x" * LONGEST)))) == [(TEXT, b"x" * LONGEST)]


def test_farewell_of_another_is_read():
    client, reader = Connection(ConnectionType.CLIENT), Reader(LONGEST)

    assert list(reader.feed(client.send(CloseConnection(1000)))) == [(CLOSE, b"\x03\xe8")]


@pytest.mark.parametrize(("written", "status"), [
    (b"\x81\x01x", 1002),  # without a mask
    (masked(b"x", 0x80 | 0x40 | TEXT), 1002),  # compressed, though nobody agreed
    (masked(b"x", 0x80 | 3), 1002),  # an opcode that is not
    (masked(b"x", 0x80), 1002),  # goes on with nothing
    (masked(b"x", TEXT) + masked(b"y", 0x80 | TEXT), 1002),  # begins before the last has ended
    (masked(b"", PING), 1002),  # a ping in parts
    (bytes((0x80 | PING, 0x80 | 126)) + b"\0\x80" + MASK, 1002),  # a ping too long
    (bytes((0x80 | TEXT, 0x80 | 127)) + (LONGEST + 1).to_bytes(8, "big"), 1009),
    (bytes((TEXT, 0x80 | 126)) + b"\xff\xff" + MASK + b"\0" * 65_535 + masked(b"x" * 100, 0) * 60, 1009),
])
def test_what_is_no_websocket_is_refused(written, status):
    with pytest.raises(Broken) as refused:
        list(Reader(LONGEST).feed(written))

    assert refused.value.status == status


def test_who_has_heard_enough_reads_the_rest_later():
    reader = Reader(LONGEST)

    first = next(reader.feed(masked(b"one", 0x80 | TEXT) + masked(b"two", 0x80 | TEXT)))

    assert first == (TEXT, b"one")
    assert list(reader.feed(b"")) == [(TEXT, b"two")]
