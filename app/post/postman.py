"""Takes letters from the outbox and brings them to the mail server, apart from all that the room waits for."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from app.post.smtp import TIMEOUT_S, Mail, MailServer, hand_in
from app.store.database import NotNow, Writer
from app.store.outbox import Kept, due, mark_failed, mark_sent

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
        """One batch over one connection; how many letters were tried. Raises NotNow."""
        now = self._now()
        taken = self._writer.run(lambda connection: due(connection, now, BATCH))
        if not taken:
            return 0
        mails = [
            Mail(each.id, each.letter.to, each.letter.subject, self._filled(each), each.letter.language,
                 each.created_at)
            for each in taken
        ]
        outcomes = apart(lambda: hand_in(self._server, mails, now, self._timeout_s))
        self._writer.run(lambda connection: self._mark(connection, outcomes))
        failed = sum(trouble is not None for trouble in outcomes.values())
        logger.info("post sent=%s failed=%s", len(outcomes) - failed, failed)
        return len(taken)

    def _mark(self, connection: Any, outcomes: dict[int, str | None]) -> None:
        for letter_id, trouble in outcomes.items():
            if trouble is None:
                mark_sent(connection, letter_id, self._now())
            else:
                mark_failed(connection, letter_id, trouble)
