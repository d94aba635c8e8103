"""All lines of a process: how many there are, whose turn it is to be pinged, which of them have stopped reading."""

import time
from collections import deque
from collections.abc import Callable

from app.live.hub import Hub, Raw
from app.live.line import ENGINE_PING, Ends, Line
from app.live.wire import framed

TURNS = 200
TURN_S = 0.1
"""Each line is pinged once in so many turns, and has as long to answer: of ten thousand fifty at a time, which hold up
a change by a millisecond; five hundred and their answers took twenty.
"""
LOOKS_S = 0.01
"""So often a turn that waits for a change looks whether it is over."""
MOST_LATE_S = 2.0
"""What is later is not made up for: after a long stop all would be pinged at once, and again before they can answer."""
LATELY = 1000
"""Of so many lines that have ended it is known which they were."""
TOGETHER = 200
"""Lines whose end is told before others may have their turn: some 15 ms. With fewer the last would be told late, where
many want a turn, and until then who is gone is written to, and seen at the desks.
"""
PING_FRAME = framed(ENGINE_PING.encode())


class Lines:
    """All lines of a process.

    `changed(count)`: told how many there are, whenever that changes; `most`: how many there may be; `is_telling()`:
    whether a change is on its way to them. `ended`: how many have been and are no more, of which `lately_ended` are the
    last. As long as it stays the same, no socket has closed and no descriptor is another's.
    """

    def __init__(self, hub: Hub, ends: Ends, most: int = 1_000_000) -> None:
        self.hub = hub
        self.ends = ends
        self.most = most
        self.changed: Callable[[int], None] = lambda _: None
        self.is_telling: Callable[[], bool] = lambda: False
        self.count = 0
        self.ended = 0
        self.lately_ended: deque[str] = deque(maxlen=LATELY)
        self.stuck: set[Line] = set()
        self._turns: list[set[Line]] = [set() for _ in range(TURNS)]
        self._turn = 0
        self._causes: dict[str, str] = {}
        self._gone: deque[Line] = deque()
        self._is_forgetting = False

    def open(self, sid: str, raw: Raw) -> Line:
        """Takes over a socket whose handshake is done; from here on it reads."""
        line = Line(sid, raw, self)
        # One after the other, however many come at once.
        line.turn = (self.count + self.ended) % TURNS
        self._turns[line.turn].add(line)
        self.count += 1
        self.changed(self.count)
        return line

    def end(self, line: Line, cause: str) -> None:
        """A line is about to close its socket."""
        self._turns[line.turn].discard(line)
        self._causes[line.sid] = cause
        self.ended += 1
        self.lately_ended.append(line.sid)
        self.count -= 1
        self.changed(self.count)

    def forget(self, line: Line) -> None:
        """Nothing of a line is left to be answered. Its end is told when it is its turn."""
        self._gone.append(line)
        self._start_forgetting()

    def _start_forgetting(self) -> None:
        if self._gone and not self._is_forgetting:
            self._is_forgetting = True
            self.hub.start(self._forget_all)

    def _forget_all(self) -> None:
        """A few, and then others have their turn: of five thousand who leave at once, the first are back while the last
        are still told of.
        """
        told = 0
        try:
            while self._gone:
                line = self._gone.popleft()
                self.ends.gone(line.sid, self._causes.pop(line.sid, "transport close"))
                told += 1
                if told % TOGETHER == 0:
                    self.hub.give_way()
        finally:
            self._is_forgetting = False
            self._start_forgetting()

    def ping(self) -> None:
        """The next turn: whoever has not answered since the last is gone. For whom something waits is left out: its
        answer would not be heard, and whether it takes what waits is watched anyway (`stuck_lines`).
        """
        self._turn = (self._turn + 1) % TURNS
        for line in list(self._turns[self._turn]):
            line.frames = 0
            if line.unsent is not None:
                line.awaits_pong = False
            elif line.awaits_pong:
                line.lose("ping timeout")
            else:
                line.awaits_pong = True
                line.write(PING_FRAME)

    def run(self, sleep: Callable[[float], None], clock: Callable[[], float] = time.monotonic) -> None:
        """Pings for ever: each line once in all turns, which take as long however late each of them comes. A turn lets
        a change go first, unless it is late already.
        """
        due = clock()
        while True:
            due = max(due + TURN_S, clock() - MOST_LATE_S)
            sleep(max(0.0, due - clock()))
            while self.is_telling() and clock() < due + TURN_S:
                sleep(LOOKS_S)
            self.ping()

    def stuck_lines(self, before: float, most: int) -> list[Line]:
        """Those of which nothing could be written since that moment of the monotonic clock, or for which more than so
        many frames wait.
        """
        return [
            line for line in self.stuck
            if line.unsent and (len(line.unsent) > most or (line.stuck_since or before) < before)
        ]
