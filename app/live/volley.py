"""A frame to many lines by one call of the kernel, where nothing stands against it."""

from array import array
from collections.abc import Sequence

from app.live.hub import Ring
from app.live.line import Line
from app.live.lines import Lines

LEAST = 10
"""For fewer lines a call of its own for each is faster (measured)."""


class Aim:
    """The sockets of a room, by their descriptors; `ended`: how many lines had ended when they were looked up."""

    __slots__ = ("descriptors", "ended")

    def __init__(self, lines: Sequence[Line], ended: int) -> None:
        self.descriptors = array("i", [line.raw.fileno() for line in lines])
        self.ended = ended


class Volley:
    """Writes frames to lines by a ring, all of which are `lines`."""

    def __init__(self, ring: Ring, lines: Lines, least: int = LEAST) -> None:
        self._ring = ring
        self._lines = lines
        self._least = least

    def takes(self, lines: Sequence[Line]) -> bool:
        """Whether so many are worth it, and no more than can be."""
        return self._least <= len(lines) <= self._ring.most

    def aim(self, lines: Sequence[Line], last: Aim | None) -> Aim:
        """At the lines of a room; as the last time if none has ended since."""
        if last is None or last.ended != self._lines.ended:
            return Aim(lines, self._lines.ended)
        return last

    def write(self, frame: bytes, lines: Sequence[Line], aim: Aim, first: int) -> bool:
        """To the lines at which was aimed, from the first given on; whether that was done.

        Nobody is written to where that could go wrong: past what waits for a line, or to a descriptor that may by now
        be another's.
        """
        stuck = self._lines.stuck
        if aim.ended != self._lines.ended or (stuck and not stuck.isdisjoint(lines)):
            return False
        taken = self._ring.send(frame, aim.descriptors[first:first + len(lines)])
        if taken.count(len(frame)) < len(lines):
            for line, of_line in zip(lines, taken, strict=True):
                line.settle(frame, of_line)
        return True
