"""How much anybody may ask: a bucket of tokens for each, filled at a steady rate."""

import time
from collections.abc import Callable, Container


class Buckets:
    """`clock`: seconds that only grow."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._levels: dict[str, tuple[float, float]] = {}

    def take(self, who: str, rate: float, burst: float) -> bool:
        """Takes a token of somebody's; False if there is none. `rate`: tokens a second; `burst`: the most at once."""
        now = self._clock()
        level, since = self._levels.get(who, (burst, now))
        level = min(burst, level + (now - since) * rate)
        if level < 1:
            self._levels[who] = (level, now)
            return False
        self._levels[who] = (level - 1, now)
        return True

    def keep(self, present: Container[str]) -> None:
        """Forgets everybody else."""
        self._levels = {who: level for who, level in self._levels.items() if who in present}
