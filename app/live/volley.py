"""A frame to many lines by one call of the kernel, where nothing stands against it."""

import logging
from array import array

from app.live.hub import Ring
from app.live.line import Line
from app.live.lines import Lines

logger = logging.getLogger(__name__)

LEAST = 10
"""For fewer lines a call of its own for each is faster (measured)."""
NOBODY = -1
"""In the place of a descriptor: of a socket that has closed, or of one that is left out."""
UNKNOWN = -1
"""What became of a frame when nobody says it: an error like any other."""


class Row:
    """Lines of a room, one after the other; `descriptors`: theirs, as of when so many lines had `ended`."""

    __slots__ = ("descriptors", "ended", "lines")

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.descriptors = array("i")
        self.ended: int | None = None


class Volley:
    """Writes frames to rows of lines by a ring; all of them are of `lines`."""

    def __init__(self, ring: Ring, lines: Lines, least: int = LEAST) -> None:
        self._ring = ring
        self._is_sure = True
        self._lines = lines
        self._least = least

    def write(self, frame: bytes, row: Row, first: int, last: int) -> bool:
        """To the lines of a row from the first up to the last, which is not among them; whether that was done."""
        if not self._is_sure or not self._least <= last - first <= self._ring.most:
            return False
        descriptors = self._descriptors(row, first, last)
        try:
            missing = self._ring.send(frame, descriptors)
        except OSError:
            logger.exception("the ring does not say what became of a frame, and is used no more")
            # It is kept: it holds the frame, of which the kernel may not be done yet.
            self._is_sure = False
            missing = dict.fromkeys(range(len(descriptors)), UNKNOWN)
        for place, taken in missing.items():
            settle(frame, row.lines[first + place], None if descriptors[place] == NOBODY else taken)
        return True

    def _descriptors(self, row: Row, first: int, last: int) -> "array[int]":
        """Of the lines that may be written to: not past what waits for one, nor to what may by now be another's."""
        ended, stuck = self._lines.ended, self._lines.stuck
        if first == 0 and row.ended != ended:
            row.descriptors, row.ended = descriptors_of(row.lines), ended
        lines = row.lines[first:last] if stuck or row.ended != ended else []
        descriptors = row.descriptors[first:last] if row.ended == ended else descriptors_of(lines)
        if stuck:
            for place, line in enumerate(lines):
                if line.unsent is not None:
                    descriptors[place] = NOBODY
        return descriptors


def descriptors_of(lines: list[Line]) -> "array[int]":
    return array("i", [line.raw.fileno() for line in lines])


def settle(frame: bytes, line: Line, taken: int | None) -> None:
    """A line learns what became of its frame; one with which that fails is lost, and none of its neighbours."""
    try:
        line.settle(frame, taken)
    except Exception:
        logger.exception("a line is lost over a frame that it took in part")
        line.lose("transport error")
