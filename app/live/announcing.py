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
        self._told_at: dict[str, float] = {}

    def announce(self, slug: str) -> None:
        """Something was committed. Waits no longer than the telling does without a pause."""
        if slug not in self._due:
            self._due.add(slug)
            self._start(self._told, slug)
            self._sleep(0)

    def _told(self, slug: str) -> None:
        if slug in self._told_at:
            rest = self._told_at[slug] + TOGETHER_S - self._clock()
            if rest > 0:
                self._sleep(rest)
        # What is committed from here on is announced anew: the telling may have looked before it.
        self._due.discard(slug)
        self._told_at[slug] = self._clock()
        self._tell(slug)
