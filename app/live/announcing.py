"""When the displays are told: the first change at once, what follows within a moment together.

The displays come before the answer: whoever acted looks at one of them, and the answer says no more.
"""

import time
from collections.abc import Callable

TOGETHER_S = 0.02


class Announcer:
    """`tell(slug)`: tells the displays of a meeting how it stands now; `start(work, slug)`: in a thread of its own."""

    def __init__(
        self,
        tell: Callable[[str], None],
        start: Callable[[Callable[[str], None], str], object],
        sleep: Callable[[float], object],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tell = tell
        self._start = start
        self._sleep = sleep
        self._clock = clock
        self._due: set[str] = set()
        self._telling: set[str] = set()
        self._told_at: dict[str, float] = {}

    def announce(self, slug: str) -> None:
        """Something was committed. Waits no longer than the telling does without a pause."""
        self._due.add(slug)
        # Who is telling looks once more when it is done: however long that takes, nobody stands in line behind it.
        if slug not in self._telling:
            self._telling.add(slug)
            self._start(self._tell_on, slug)
            self._sleep(0)

    def _tell_on(self, slug: str) -> None:
        try:
            while slug in self._due:
                self._told(slug)
        finally:
            self._telling.discard(slug)
            if slug in self._due:
                # It was not told as it should be, and something has been committed since.
                self.announce(slug)

    def _told(self, slug: str) -> None:
        if slug in self._told_at:
            rest = self._told_at[slug] + TOGETHER_S - self._clock()
            if rest > 0:
                self._sleep(rest)
        # What is committed from here on is told anew: the telling may have looked before it.
        self._due.discard(slug)
        self._told_at[slug] = self._clock()
        self._tell(slug)
