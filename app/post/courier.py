"""Takes the calls of webhooks from the outbox and makes them, apart from mail and from all that the room waits for."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from app.post.webhooks import TIMEOUT_S, Call, deliver
from app.store.database import NotNow, Writer
from app.store.outbox import Kept, mark_failed, mark_sent
from app.store.webhooks import Hook, due_calls

logger = logging.getLogger(__name__)

PERIOD_S = 1.0
BATCH = 20


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

    def run(self, sleep: Callable[[float], None], apart: Callable[[Callable[[], Any]], Any]) -> None:
        """Goes its rounds for ever. `apart(work)`: does it in a real thread. A round that fails is written down."""
        while True:
            sleep(PERIOD_S)
            try:
                while self.round(apart) == BATCH:
                    sleep(0)
            except NotNow as trouble:
                logger.warning("calls put off cause=%s", trouble)
            except Exception:
                logger.exception("calls failed")

    def round(self, apart: Callable[[Callable[[], Any]], Any]) -> int:
        """One batch; how many calls were tried. Raises NotNow."""
        now = self._now()
        taken = self._writer.run(lambda connection: due_calls(connection, now, BATCH))
        if not taken:
            return 0
        calls = [(kept.id, self._call(kept, hook, now)) for kept, hook in taken]
        outcomes = apart(lambda: made(calls, self._may_loopback, self._timeout_s))
        self._writer.run(lambda connection: self._mark(connection, outcomes))
        failed = sum(trouble is not None for trouble in outcomes.values())
        logger.info("calls made=%s failed=%s", len(outcomes) - failed, failed)
        return len(taken)

    def _call(self, kept: Kept, hook: Hook, now: datetime) -> Call:
        return Call(
            hook.url, self._secret_of(hook), kept.letter.subject, kept.letter.headers["Rostrum-Delivery"],
            kept.letter.body.encode(), int(now.timestamp()),
        )

    def _mark(self, connection: Any, outcomes: dict[int, str | None]) -> None:
        for letter_id, trouble in outcomes.items():
            if trouble is None:
                mark_sent(connection, letter_id, self._now())
            else:
                mark_failed(connection, letter_id, trouble)


def made(calls: Sequence[tuple[int, Call]], may_loopback: bool, timeout_s: float) -> dict[int, str | None]:
    """What became of each call. One that failed stands for the rest of its program: a dead one costs one wait."""
    outcomes: dict[int, str | None] = {}
    dead: dict[str, str] = {}
    for letter_id, call in calls:
        trouble = dead.get(call.url) or deliver(call, may_loopback, timeout_s)
        outcomes[letter_id] = trouble
        if trouble is not None:
            dead[call.url] = trouble
    return outcomes
