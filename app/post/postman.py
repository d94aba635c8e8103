"""Takes letters from the outbox and brings them to the mail server, apart from all that the room waits for."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from app.post.smtp import TIMEOUT_S, Counter, Mail, MailServer
from app.store.database import NotNow, Writer
from app.store.outbox import Kept, due, mark

logger = logging.getLogger(__name__)

PERIOD_S = 2.0
BATCH = 20


class Postman:
    """`filled(letter)`: its text, with the link that is in force where one belongs."""

    def __init__(
        self, writer: Writer, server: MailServer, filled: Callable[[Kept], str], now: Callable[[], datetime],
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        self._writer = writer
        self._server = server
        self._filled = filled
        self._now = now
        self._timeout_s = timeout_s

    def run(self, sleep: Callable[[float], None], apart: Callable[[Callable[[], Any]], Any]) -> None:
        """Goes his rounds for ever. `apart(work)`: does it in a real thread. A round that fails is written down."""
        while True:
            sleep(PERIOD_S)
            try:
                while self.round(apart) == BATCH:
                    sleep(0)
            except NotNow as trouble:
                logger.warning("post put off cause=%s", trouble)
            except Exception:
                logger.exception("post failed")

    def round(self, apart: Callable[[Callable[[], Any]], Any]) -> int:
        """Brings what is due over one connection, a batch at most; how many letters were tried. Raises NotNow.

        Each is taken when its turn comes and marked as soon as it has left. So no other process takes one over which a
        slow server has waited, and whoever dies has had one in hand, which is sent again.
        """
        counter = Counter(self._server, self._timeout_s)
        sent = failed = 0
        try:
            while sent + failed < BATCH and (letter := self._next()):
                if self._bring(letter, counter, apart) is None:
                    sent += 1
                else:
                    failed += 1
        finally:
            if counter.is_connected:
                apart(counter.leave)
        if sent or failed:
            logger.info("post sent=%s failed=%s", sent, failed)
        return sent + failed

    def _next(self) -> Kept | None:
        now = self._now()
        taken = self._writer.run(lambda connection: due(connection, now, 1))
        return taken[0] if taken else None

    def _bring(self, kept: Kept, counter: Counter, apart: Callable[[Callable[[], Any]], Any]) -> str | None:
        """None if it has left, else what was wrong."""
        written = kept.letter
        mail = Mail(kept.id, written.to, written.subject, self._filled(kept), written.language, kept.created_at)
        now = self._now()
        trouble: str | None = apart(lambda: counter.hand_in(mail, now))
        now = self._now()
        self._writer.run(lambda connection: mark(connection, kept.id, trouble, now))
        return trouble
