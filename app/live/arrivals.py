"""In which order new connections are served, however many come at once."""

import re
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

TOGETHER = 16
"""Connections that are served before others may have their turn."""
LOOKED_AT_ONCE = 256
DISPLAY = re.compile(rb"GET /socket\.io/\?(?=[^ ]*\btransport=websocket\b)(?![^ ]*\bdesk=1\b)")
"""How the request of a display begins. Who lies, and comes as a desk, is served before others, and sees no more."""
T = TypeVar("T")


class Arrivals(Generic[T]):
    """Displays wait for each other; desks, and whoever wants anything but to watch, are served as they come.

    `take()`: the next that has come, None if nobody has. `is_display`: which of them may wait. `room()`: how many may.
    `pause()`: lets others have their turn.
    """

    def __init__(
        self, take: Callable[[], T | None], is_display: Callable[[T], bool], room: Callable[[], int],
        pause: Callable[[], None],
    ) -> None:
        self._take = take
        self._is_display = is_display
        self._room = room
        self._pause = pause
        self._first: deque[T] = deque()
        self._displays: deque[T] = deque()
        self._served = 0

    def next(self) -> T | None:
        """Who is served now; None if nobody is there. Every display has its turn, for each time one more is served."""
        self._served += 1
        if self._served % TOGETHER == 0:
            self._pause()
        if not self._first:
            self.look()
        waiting = self._first or self._displays
        return waiting.popleft() if waiting else None

    def look(self) -> bool:
        """Takes in who has come, as far as there is room; whether anybody is there."""
        waiting = len(self._first) + len(self._displays)
        for _ in range(min(LOOKED_AT_ONCE, max(0 if waiting else 1, self._room() - waiting))):
            came = self._take()
            if came is None:
                break
            (self._displays if self._is_display(came) else self._first).append(came)
        return bool(self._first or self._displays)

    def send_away(self) -> list[T]:
        """Those who wait, and are served no more."""
        waiting = [*self._first, *self._displays]
        self._first.clear()
        self._displays.clear()
        return waiting
