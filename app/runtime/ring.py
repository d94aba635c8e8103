"""One call of the kernel that writes a frame to many sockets: a ring of io_uring.

A broadcast is one write after the other, and beside the kernel's part of each there is ours: to come to the next line
and back into the kernel. Here a piece of the room is handed over whole. Sockets that never block are written to within
the call: when it returns all is done, and nothing is under way; a kernel with which it were otherwise is not used. The
layout is that of `linux/io_uring.h`.
"""

import ctypes
import errno
import logging
import mmap
import os
import socket
from array import array
from contextlib import ExitStack

logger = logging.getLogger(__name__)

SETUP, ENTER = 425, 426
"""The numbers of the calls."""
WAIT_FOR_ALL = 1
SEND = 26
SEND_FLAGS = socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL
ENTRIES_AT = 0x10000000
"""Where the entries are mapped; both rings are in one mapping, at 0."""
WORDS_OF_PARAMETERS, FEATURES, OF_SUBMISSIONS, OF_COMPLETIONS = 30, 5, 10, 20
"""Of the parameters: how many words of four bytes, and where the parts begin."""
IN_ONE_MAPPING = 1
ENTRY, RESULT = 64, 16
"""Bytes of an entry and of a result."""
LARGEST = 1 << 32
PROBE = bytes(65_536)


class NoRing(OSError):
    """This kernel gives none: it is older than 5.6, or a setting of it or of the container forbids it."""


def opened(most: int) -> "Ring | None":
    """A ring if the kernel gives one; the log says which."""
    try:
        ring = Ring(most)
    except (OSError, ValueError) as refused:
        logger.info("frames are written one by one: the kernel gives no ring (%s)", refused)
        return None
    logger.info("frames are written to %s displays at a time", most)
    return ring


class Ring:
    """`most`: how many sockets a call takes. Belongs to one thread."""

    def __init__(self, most: int) -> None:
        """`most`: at least so many. Raises NoRing."""
        self._call = ctypes.CDLL(None, use_errno=True).syscall
        parameters = (ctypes.c_uint32 * WORDS_OF_PARAMETERS)()
        self._descriptor = self._call(SETUP, 1 << (most - 1).bit_length(), parameters)
        if self._descriptor < 0:
            raise NoRing(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        with ExitStack() as unless_whole:
            unless_whole.callback(self.close)
            if not parameters[FEATURES] & IN_ONE_MAPPING:
                raise NoRing(errno.ENOSYS, "a kernel before 5.4")
            self._map(parameters)
            self._try_out()
            unless_whole.pop_all()

    def _map(self, parameters: "ctypes.Array[ctypes.c_uint32]") -> None:
        self.most, results = parameters[0], parameters[1]
        _, tail, _, _, _, _, order_at = parameters[OF_SUBMISSIONS:OF_SUBMISSIONS + 7]
        seen, came, _, _, _, results_at = parameters[OF_COMPLETIONS:OF_COMPLETIONS + 6]
        both = mmap.mmap(self._descriptor, max(order_at + self.most * 4, results_at + results * RESULT))
        words = memoryview(both).cast("I")
        self._tail, self._seen, self._came = (words[at // 4:at // 4 + 1] for at in (tail, seen, came))
        self._order = words[order_at // 4:order_at // 4 + self.most]
        self._results = memoryview(both)[results_at:results_at + results * RESULT]
        entries = memoryview(mmap.mmap(self._descriptor, self.most * ENTRY, offset=ENTRIES_AT))
        self._descriptors = entries.cast("i")[1::ENTRY // 4]
        self._addresses = entries.cast("Q")[2::ENTRY // 8]
        self._lengths = entries.cast("I")[6::ENTRY // 4]
        self._frame = b""
        self._numbers = array("I", range(self.most))
        # What stays the same: what is done, how, and the number by which each result is known.
        entries[::ENTRY] = bytes((SEND,)) * self.most
        entries.cast("I")[7::ENTRY // 4] = array("I", (SEND_FLAGS,)) * self.most
        self._names = array("Q", range(self.most))
        entries.cast("Q")[4::ENTRY // 8] = self._names

    def _try_out(self) -> None:
        """Both answers there can be, at once: a kernel that had to be waited for would hold up everybody."""
        ours, theirs = socket.socketpair()
        with ours, theirs:
            ours.setblocking(False)
            descriptors = array("i", (ours.fileno(),))
            answers = [self.send(b"?", descriptors, waits=False)]
            try:
                while answers == [{}]:
                    ours.send(PROBE)
            except BlockingIOError:
                answers.append(self.send(b"?", descriptors, waits=False))
        if answers != [{}, {0: -errno.EAGAIN}]:
            raise NoRing(errno.EOPNOTSUPP, f"it answered {answers}")

    def close(self) -> None:
        os.close(self._descriptor)

    def send(self, frame: bytes, descriptors: "array[int]", waits: bool = True) -> dict[int, int | None]:
        """A frame to each of at most `most` sockets that never block. Of each that did not take the whole of it, by its
        place: how many bytes it took, or the number of the error, negative; None if the kernel did not come to it.

        Raises NoRing if it is not known what became of them.
        """
        count = len(descriptors)
        if frame is not self._frame:
            address = ctypes.cast(ctypes.c_char_p(frame), ctypes.c_void_p).value or 0
            self._addresses[:] = array("Q", (address,)) * self.most
            self._lengths[:] = array("I", (len(frame),)) * self.most
            each = array("Q", (0, len(frame))) * self.most
            each[::2] = self._names
            self._all_well = each.tobytes()
            # Its address is in the entries as long as it is held.
            self._frame = frame
        self._descriptors[:count] = descriptors
        tail = self._tail[0]
        begins = tail % self.most
        before_the_end = min(count, self.most - begins)
        self._order[begins:begins + before_the_end] = self._numbers[:before_the_end]
        self._order[:count - before_the_end] = self._numbers[before_the_end:count]
        self._tail[0] = (tail + count) % LARGEST
        submitted, more = 0, count
        # A kernel before 5.18 goes no further than the first place that is empty.
        while submitted < count and more > 0:
            more = self._call(ENTER, self._descriptor, count - submitted, 0, 0, None, 0)
            submitted += max(0, more)
        if submitted < count:
            self._tail[0] = (tail + submitted) % LARGEST
        return self._answers(count, submitted, waits)

    def _answers(self, count: int, submitted: int, waits: bool) -> dict[int, int | None]:
        seen = self._seen[0]
        while (came := (self._came[0] - seen) % LARGEST) < submitted:
            # That was never seen. Until they have come it is not known who has the frame, nor may it be let go.
            missing = submitted - came
            if not waits or (
                self._call(ENTER, self._descriptor, 0, missing, WAIT_FOR_ALL, None, 0) < 0
                and ctypes.get_errno() != errno.EINTR
            ):
                raise NoRing(errno.EOPNOTSUPP, f"{missing} of {submitted} are not answered")
        found = self._of_results(seen, came)
        self._seen[0] = (seen + came) % LARGEST
        if came == count and found == self._all_well[:count * RESULT]:
            return {}
        results = memoryview(found)
        of = dict(zip(results.cast("Q")[::RESULT // 8], results.cast("i")[2::RESULT // 4], strict=True))
        whole = len(self._frame)
        return {place: of.get(place) for place in range(count) if of.get(place) != whole}

    def _of_results(self, first: int, count: int) -> bytes:
        """What stands in so many results, from the first on, which may be at the end of the ring."""
        begins, ends = first * RESULT % len(self._results), count * RESULT
        before_the_end = min(ends, len(self._results) - begins)
        return bytes(self._results[begins:begins + before_the_end]) + bytes(self._results[:ends - before_the_end])
