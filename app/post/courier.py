"""Takes the calls of webhooks from the outbox and makes them, apart from mail and from all that the room waits for."""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from app.post.webhooks import TIMEOUT_S, Call, deliver
from app.store.database import NotNow, Writer
from app.store.outbox import Kept, mark
from app.store.webhooks import Hook, due_calls

logger = logging.getLogger(__name__)

PERIOD_S = 1.0
BATCH = 20
AT_ONCE = 8
"""Programs that are called at the same time."""
Apart = Callable[[Callable[[], Any]], Any]
Start = Callable[[Callable[[], None]], object]


def at_once(work: Callable[[], None]) -> None:
    work()


def in_a_thread(work: Callable[[], None]) -> None:
    threading.Thread(target=work, daemon=True).start()


class Courier:
    """`secret_of(hook)`: by which its calls are signed. `may_loopback`: whether programs on this machine are called."""

    def __init__(
        self, writer: Writer, secret_of: Callable[[Hook], str], now: Callable[[], datetime], may_loopback: bool = False,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        self._writer = writer
        self._secret_of = secret_of
        self._now = now
        self._may_loopback = may_loopback
        self._timeout_s = timeout_s
        self._busy: set[str] = set()

    def run(self, sleep: Callable[[float], None], apart: Apart) -> None:
        """Goes its rounds for ever. `apart(work)`: does it in a real thread. A round that fails is written down."""
        while True:
            sleep(PERIOD_S)
            try:
                while self.round(apart, in_a_thread) == BATCH:
                    sleep(0)
            except NotNow as trouble:
                logger.warning("calls put off cause=%s", trouble)
            except Exception:
                logger.exception("calls failed")

    def round(self, apart: Apart, start: Start = at_once) -> int:
        """Takes one batch; how many calls that are. Raises NotNow.

        The calls of each program are made one after the other, apart from those of all others: who hangs holds up
        itself alone. `start(work)`: begins with it and does not wait.
        """
        free = AT_ONCE - len(self._busy)
        if free <= 0:
            return 0
        now, busy = self._now(), tuple(self._busy)
        taken = self._writer.run(lambda connection: due_calls(connection, now, BATCH, busy))
        of_hook: dict[str, list[tuple[Kept, Hook]]] = {}
        for kept, hook in taken:
            of_hook.setdefault(hook.id, []).append((kept, hook))
        for hook_id, calls in of_hook.items():
            self._busy.add(hook_id)
            start(partial(self._deliver, hook_id, calls, apart))
        return len(taken)

    def _deliver(self, hook_id: str, calls: Sequence[tuple[Kept, Hook]], apart: Apart) -> None:
        """Makes the calls to one program, and marks each as it was made: whoever dies then has one to make again.

        One that failed stands for the rest: a dead program costs one wait.
        """
        made = failed = 0
        dead: str | None = None
        try:
            for kept, hook in calls:
                dead = dead or apart(partial(deliver, self._call(kept, hook), self._may_loopback, self._timeout_s))
                self._mark(kept.id, dead)
                made, failed = made + (dead is None), failed + (dead is not None)
            logger.info("calls made=%s failed=%s", made, failed)
        except NotNow as trouble:
            # They were counted as tried; what became of them is not known, and so they are made again.
            logger.warning("calls not marked hook=%s cause=%s", hook_id, trouble)
        finally:
            self._busy.discard(hook_id)

    def _call(self, kept: Kept, hook: Hook) -> Call:
        return Call(
            hook.url, self._secret_of(hook), kept.letter.subject, kept.letter.headers["Rostrum-Delivery"],
            kept.letter.body.encode(), int(self._now().timestamp()),
        )

    def _mark(self, letter_id: int, trouble: str | None) -> None:
        now = self._now()
        self._writer.run(lambda connection: mark(connection, letter_id, trouble, now))
