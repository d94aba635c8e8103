"""A frame to many lines by one call of the kernel, where nothing stands against it."""

import logging
from array import array
from itertools import islice

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
    """Lines of a room, one after the other: who comes stands behind, and who leaves leaves an empty place (None), for a
    broadcast may be on its way along the row.

    `descriptors`: theirs, as of when so many lines had `ended`, None if nobody has asked for them; `empty`: how many
    places are.
    """

    __slots__ = ("_places", "descriptors", "empty", "ended", "lines")

    def __init__(self) -> None:
        self.lines: list[Line | None] = []
        self.descriptors = array("i")
        self.ended: int | None = None
        self.empty = 0
        self._places: dict[str, int] = {}

    def append(self, line: Line) -> None:
        self._places[line.sid] = len(self.lines)
        self.lines.append(line)
        if self.ended is not None:
            self.descriptors.append(line.raw.fileno())

    def remove(self, sid: str) -> None:
        place = self._places.pop(sid)
        self.lines[place] = None
        if self.ended is not None:
            self.descriptors[place] = NOBODY
        self.empty += 1

    def __contains__(self, sid: str) -> bool:
        return sid in self._places

    def catch_up(self, lines: Lines) -> None:
        """Nobody has a descriptor any more who has ended: it may by now be another's."""
        behind = -1 if self.ended is None else lines.ended - self.ended
        if not 0 <= behind <= len(lines.lately_ended):
            self.descriptors = array("i", [line.raw.fileno() if line else NOBODY for line in self.lines])
        else:
            for sid in islice(reversed(lines.lately_ended), behind):
                place = self._places.get(sid)
                if place is not None:
                    self.descriptors[place] = NOBODY
        self.ended = lines.ended


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
            if line := row.lines[first + place]:
                settle(frame, line, None if descriptors[place] == NOBODY else taken)
        return True

    def _descriptors(self, row: Row, first: int, last: int) -> "array[int]":
        """Of the lines that may be written to: not past what waits for one."""
        if row.ended != self._lines.ended:
            row.catch_up(self._lines)
        descriptors = row.descriptors[first:last]
        if self._lines.stuck:
            for place, line in enumerate(row.lines[first:last]):
                if line and line.unsent is not None:
                    descriptors[place] = NOBODY
        return descriptors


def settle(frame: bytes, line: Line, taken: int | None) -> None:
    """A line learns what became of its frame; one with which that fails is lost, and none of its neighbours."""
    try:
        line.settle(frame, taken)
    except Exception:
        logger.exception("a line is lost over a frame that it took in part")
        line.lose("transport error")
