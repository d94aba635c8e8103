"""What happens by itself: what falls due, beats, links that were revoked, readers that have stopped."""

import logging
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, Protocol

from app.domain.errors import Refusal
from app.live.guard import Guard
from app.live.news import News
from app.live.subscriptions import Connection, Subscriptions
from app.store.accounts import Account
from app.store.database import NotNow
from app.store.meetings import Generations

logger = logging.getLogger(__name__)

PERIOD_S = 0.25
BEAT_EVERY = 16
CHECK_EVERY = 2


class Door(Protocol):
    """Of the service, what the ticker needs."""

    def settle(self, slug: str, now: datetime) -> None: ...

    def slugs(self) -> list[str]: ...

    def load_with_links(self, slug: str) -> tuple[Any, Generations]: ...


Sessions = Callable[[Collection[str], datetime], Mapping[str, Account]]
"""Which of these sessions hold still, and whose they are."""


class Ticker:
    """Four times a second: cuts who does not read; twice: settles and checks links; every four seconds: beats."""

    def __init__(
        self, door: Door, news: News, subscriptions: Subscriptions, now: Callable[[], datetime], signed_in: Sessions
    ) -> None:
        self._door = door
        self._news = news
        self._subscriptions = subscriptions
        self._now = now
        self._signed_in = signed_in
        self._count = 0
        self.guard: Guard | None = None

    def run(self, sleep: Callable[[float], None]) -> None:
        """Ticks for ever. A tick that fails is written down; the next one tries again."""
        while True:
            sleep(PERIOD_S)
            try:
                self.tick()
            except (NotNow, Refusal) as trouble:
                logger.warning("tick put off cause=%s", trouble)
            except Exception:
                logger.exception("tick failed")

    def tick(self) -> None:
        self._count += 1
        if self.guard:
            self.guard.cut_slow()
        if self._count % CHECK_EVERY == 0:
            self.end_revoked()
            for slug in self._door.slugs():
                self._door.settle(slug, self._now())
            for slug in self._news.meetings():
                # What another process has done, if nothing was heard of it.
                if self._news.is_behind(slug):
                    self._news.tell(slug)
        if self._count % BEAT_EVERY == 0:
            self._news.beat()
            self._subscriptions.desks.beat()

    def end_revoked(self) -> None:
        """Closes the sockets whose links were revoked or whose sessions ended, by this process or another."""
        connections = list(self._subscriptions.connections.values())
        slugs = {each.slug for each in connections if each.holder}
        by_meeting = {slug: self._door.load_with_links(slug)[1] for slug in slugs}
        sessions = {each.session for each in connections if each.session}
        accounts = self._signed_in(sessions, self._now()) if sessions else {}

        def may_stay(connection: Connection) -> bool:
            if connection.session:
                account = accounts.get(connection.session)
                # Who came in since we asked is judged the next time.
                is_new = connection.session not in sessions
                return is_new or (account is not None and account.may(connection.slug, connection.actor.role))
            return not connection.holder or by_meeting[connection.slug].of(connection.holder) == connection.generation

        self._subscriptions.end(may_stay)
