"""A frame to many sockets by one call, on the kernel of this machine."""

import errno
import socket
from array import array
from contextlib import ExitStack

import pytest

from app.runtime.ring import NoRing, Ring, opened

FRAME = b"\x81\x05hello"


@pytest.fixture
def ring():
    made = Ring(8)
    yield made
    made.close()


@pytest.fixture
def pairs():
    with ExitStack() as stack:
        made = [tuple(map(stack.enter_context, socket.socketpair())) for _ in range(8)]
        for ours, theirs in made:
            ours.setblocking(False)
            theirs.setblocking(False)
        yield made


def descriptors(pairs):
    return array("i", [ours.fileno() for ours, _ in pairs])


def test_it_takes_as_many_as_asked_or_more(ring):
    assert Ring(5).most == ring.most == 8


def test_every_socket_gets_the_frame(ring, pairs):
    assert ring.send(FRAME, descriptors(pairs)) == {}
    assert [theirs.recv(100) for _, theirs in pairs] == [FRAME] * 8


def test_pieces_of_any_size_go_round_the_ring(ring, pairs):
    told = []
    for turn in range(200):
        count, frame = turn % 8 + 1, f"frame {turn}".encode()
        assert ring.send(frame, descriptors(pairs[:count])) == {}
        told.append([theirs.recv(100) for _, theirs in pairs[:count]] == [frame] * count)

    assert all(told)


def test_what_a_socket_did_not_take_is_known_for_that_socket(ring, pairs):
    pairs[1][0].close()
    pairs[3][1].close()
    big = b"x" * 1_000_000

    taken = ring.send(big, descriptors(pairs[:5]))

    assert taken[1] == -errno.EBADF
    assert taken[3] == -errno.EPIPE
    for place in (0, 2, 4):
        (ours, theirs), count = pairs[place], taken[place]
        assert 0 < count < len(big)
        assert ring.send(FRAME, array("i", [ours.fileno()])) == {0: -errno.EAGAIN}
        assert len(theirs.recv(len(big), socket.MSG_WAITALL)) == count


def test_place_that_is_left_empty_stops_nobody_behind_it(ring, pairs):
    with_nobody = descriptors(pairs)
    with_nobody[2] = -1

    assert ring.send(FRAME, with_nobody) == {2: -errno.EBADF}
    pairs.pop(2)
    assert [theirs.recv(100) for _, theirs in pairs] == [FRAME] * 7


def test_kernel_that_stops_at_what_fails_is_asked_to_go_on(ring, pairs):
    def stops_after_three(number, descriptor, count, *more):
        return kernel(number, descriptor, min(count, 3), *more)

    kernel, ring._call = ring._call, stops_after_three

    assert ring.send(FRAME, descriptors(pairs)) == {}
    assert [theirs.recv(100) for _, theirs in pairs] == [FRAME] * 8


def test_what_the_kernel_did_not_come_to_is_said(ring, pairs):
    def takes_two(number, descriptor, count, *more):
        return kernel(number, descriptor, 2, *more) if count == 8 else -1

    kernel, ring._call = ring._call, takes_two
    assert ring.send(FRAME, descriptors(pairs)) == dict.fromkeys(range(2, 8))

    ring._call = lambda *_: -1
    assert ring.send(FRAME, descriptors(pairs)) == dict.fromkeys(range(8))

    ring._call = kernel
    assert ring.send(b"another", descriptors(pairs)) == {}
    assert [theirs.recv(100) for _, theirs in pairs] == [FRAME + b"another"] * 2 + [b"another"] * 6


def late(ring, kernel, answers):
    """A kernel that answers so many of a call only when it is waited for."""
    def call(number, descriptor, count, least, flags, *more):
        done = kernel(number, descriptor, count, least, flags, *more)
        ring._came = [came[0] - answers] if count else came
        return done

    came = ring._came
    return call


def test_answers_that_are_late_are_waited_for(ring, pairs):
    ring._call = late(ring, ring._call, 3)

    assert ring.send(FRAME, descriptors(pairs)) == {}
    assert [theirs.recv(100) for _, theirs in pairs] == [FRAME] * 8


def test_what_became_of_a_frame_is_said_or_nothing(ring, pairs):
    kernel = late(ring, ring._call, 3)
    ring._call = lambda number, descriptor, count, *more: kernel(number, descriptor, count, *more) if count else -1

    with pytest.raises(NoRing, match="3 of 8 are not answered"):
        ring.send(FRAME, descriptors(pairs))


def test_file_that_is_no_socket_is_not_written(ring, tmp_path):
    with (tmp_path / "file").open("wb") as file:
        assert ring.send(FRAME, array("i", [file.fileno()])) == {0: -errno.ENOTSOCK}

    assert (tmp_path / "file").read_bytes() == b""


def test_kernel_that_gives_none_is_said(monkeypatch):
    monkeypatch.setattr("app.runtime.ring.SETUP", 0x7FFF)

    with pytest.raises(NoRing, match="Function not implemented"):
        Ring(8)
    assert opened(8) is None


def test_kernel_that_lets_nobody_see_the_ring_gives_none(monkeypatch):
    def refused(*_, **__):
        raise PermissionError(errno.EPERM, "no mapping")

    monkeypatch.setattr("app.runtime.ring.mmap.mmap", refused)

    assert opened(8) is None


@pytest.mark.parametrize("answer", [{0: None}, {0: -errno.EAGAIN}])
def test_kernel_that_has_to_be_waited_for_or_never_sends_gives_none(monkeypatch, answer):
    monkeypatch.setattr(Ring, "_answers", lambda *_: answer)

    assert opened(8) is None
