"""A frame to many lines by one call of the kernel, where nothing stands against it."""

import logging
from array import array

from app.live.hub import Ring
from app.live.line import Line
from app.live.lines import Lines

logger = logging.getLogger(__name__)

LEAST = 10
"""For fewer lines a call of its own for each is faster (measured)."""
GONE = -1
"""The descriptor of a socket that has closed."""


class Piece:
    """Lines of a room that are written to in one go; `descriptors`: theirs, as of when so many lines had `ended`."""

    __slots__ = ("descriptors", "ended", "lines")

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.descriptors = array("i")
        self.ended: int | None = None


class Volley:
    """Writes frames to pieces of rooms by a ring; all their lines are of `lines`."""

    def __init__(self, ring: Ring, lines: Lines, least: int = LEAST) -> None:
        self._ring = ring
        self._is_sure = True
        self._lines = lines
        self._least = least

    def write(self, frame: bytes, piece: Piece) -> bool:
        """To all of a piece; whether that was done.

        Nobody is written to where that could go wrong: past what waits for a line, or to a descriptor that may by now
        be another's.
        """
        lines, stuck = piece.lines, self._lines.stuck
        if not self._is_sure or not self._least <= len(lines) <= self._ring.most:
            return False
        if stuck and not stuck.isdisjoint(lines):
            return False
        if piece.ended != self._lines.ended:
            piece.descriptors, piece.ended = array("i", [line.raw.fileno() for line in lines]), self._lines.ended
        if GONE in piece.descriptors:
            return False
        try:
            taken = self._ring.send(frame, piece.descriptors)
        except OSError:
            logger.exception("the ring does not say what became of a frame, and is used no more")
            # It is kept: it holds the frame, of which the kernel may not be done yet.
            self._is_sure = False
            taken = [GONE] * len(lines)
        if taken.count(len(frame)) < len(lines):
            settle(frame, lines, taken)
        return True


def settle(frame: bytes, lines: list[Line], taken: list[int | None]) -> None:
    """Each line learns what became of its frame; one with which that fails is lost, and none of its neighbours."""
    for line, of_line in zip(lines, taken, strict=True):
        try:
            line.settle(frame, of_line)
        except Exception:
            logger.exception("a line is lost over a frame that it took in part")
            line.lose("transport error")
