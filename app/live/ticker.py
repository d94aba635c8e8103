"""What happens by itself: what falls due, beats, links that were revoked, readers that have stopped."""

import logging
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError

from app.domain.errors import Refusal
from app.domain.meeting import Meeting
from app.live.guard import Guard
from app.live.news import News
from app.live.subscriptions import Right, Subscriptions
from app.store.accounts import Account
from app.store.database import NotNow
from app.store.meetings import Generations, link_holds

logger = logging.getLogger(__name__)

PERIOD_S = 0.25
BEAT_EVERY = 16
CHECK_EVERY = 2


class Door(Protocol):
    """Of the service, what the ticker needs."""

    def settle(self, slug: str, now: datetime) -> None: ...

    def slugs(self) -> list[str]: ...

    def load_with_links(self, slug: str) -> tuple[Meeting, Generations]: ...


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
        """Ticks for ever."""
        while True:
            sleep(PERIOD_S)
            self.tick()

    def tick(self) -> None:
        self._count += 1
        if self.guard:
            self._do(self.guard.cut_slow)
        if self._count % CHECK_EVERY == 0:
            self._do(self.end_revoked)
            self._do(self._settle_all)
            for slug in self._news.meetings():
                # What another process has done, if nothing was heard of it.
                self._do(self._follow, slug)
        if self._count % BEAT_EVERY == 0:
            for slug in self._news.meetings():
                self._do(self._news.beat, slug)
            self._do(self._subscriptions.desks.beat)

    def _do(self, work: Callable[..., object], *about: object) -> None:
        """One thing of a tick. If it fails that is written down, and done again with the next tick; neither the other
        things nor other meetings wait for it.
        """
        try:
            work(*about)
        except (NotNow, Refusal, SQLAlchemyError) as trouble:
            logger.warning("tick put off work=%s about=%s cause=%s", work.__name__, about, trouble)
        except Exception:
            logger.exception("tick failed work=%s about=%s", work.__name__, about)

    def _settle_all(self) -> None:
        for slug in self._door.slugs():
            self._do(self._door.settle, slug, self._now())

    def _follow(self, slug: str) -> None:
        if self._news.is_behind(slug):
            self._news.tell(slug)

    def end_revoked(self) -> None:
        """Closes the sockets whose links were revoked or whose sessions ended, by this process or another."""
        rights = self._subscriptions.rights()
        by_meeting: dict[str, tuple[Meeting, Generations]] = {}

        def read(slug: str) -> None:
            by_meeting[slug] = self._door.load_with_links(slug)

        for slug in {each.slug for each in rights if each.holder}:
            self._do(read, slug)
        sessions = {each.session for each in rights if each.session}
        accounts = self._signed_in(sessions, self._now()) if sessions else {}

        def may_stay(right: Right) -> bool:
            # Who came in since we asked is judged the next time.
            if right.session:
                account = accounts.get(right.session)
                is_new = right.session not in sessions
                return is_new or (account is not None and account.may(right.slug, right.actor.role))
            if not right.holder or right.slug not in by_meeting:
                return True
            meeting, links = by_meeting[right.slug]
            return link_holds(meeting, links, right.actor, right.holder, right.generation)

        self._subscriptions.end(may_stay)
