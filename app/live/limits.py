"""How much anybody may ask: a bucket of tokens for each, filled at a steady rate."""

import time
from collections.abc import Callable, Container


class Buckets:
    """`clock`: seconds that only grow."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._levels: dict[str, tuple[float, float]] = {}

    def take(self, who: str, rate: float, burst: float, cost: float = 1) -> bool:
        """Takes so many tokens of somebody's, a full bucket at most; False if there are fewer. `rate`: tokens a second;
        `burst`: the most at once.
        """
        cost = min(cost, burst)
        now = self._clock()
        level, since = self._levels.get(who, (burst, now))
        level = min(burst, level + (now - since) * rate)
        if level < cost:
            self._levels[who] = (level, now)
            return False
        self._levels[who] = (level - cost, now)
        return True

    def keep(self, present: Container[str]) -> None:
        """Forgets everybody else."""
        self._levels = {who: level for who, level in self._levels.items() if who in present}
