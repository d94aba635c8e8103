"""The programs that a meeting tells, as the office has them before it: add, pause, try, give a new secret, remove."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import uuid4

from sqlalchemy import Connection

from app.domain.errors import Malformed
from app.domain.facts import TOLD, Fact
from app.domain.meeting import Meeting
from app.post.webhooks import NotCalled, target_of
from app.store.database import Writer
from app.store.meetings import meeting_row
from app.store.outbox import Kept, retry
from app.store.webhooks import Hook, add, change, deliveries, drop_waiting, hook, hooks, put_fact, remove

T = TypeVar("T")
TEST = Fact(event="test", codes={})


class Hooks:
    """Of one meeting, by its slug. All raise Unknown; what writes raises NotNow."""

    def __init__(self, writer: Writer, slug: str) -> None:
        self._writer = writer
        self._slug = slug

    def all(self) -> list[Hook]:
        with self._writer.engine.connect() as connection:
            return hooks(connection, meeting_row(connection, self._slug)["id"])

    def deliveries(self) -> list[Kept]:
        with self._writer.engine.connect() as connection:
            return deliveries(connection, self._slug)

    def add(self, url: str, events: Sequence[str], may_loopback: bool, now: datetime) -> Hook:
        """Raises Malformed for a URL that is never called and for no events, RuleBroken if it is there already."""
        if not url:
            raise Malformed("missing", "url")
        try:
            target_of(url, may_loopback)
        except NotCalled as trouble:
            raise Malformed(f"hook_{trouble.code}", "url") from None
        if not set(events) <= set(TOLD):
            raise Malformed("unknown_choice", "events", expected=list(TOLD))
        if not events:
            raise Malformed("hook_no_events", "events")
        chosen = [each for each in TOLD if each in events]
        return self._writer.run(
            lambda connection: add(connection, meeting_row(connection, self._slug)["id"], url, chosen, now)
        )

    def pause(self, hook_id: str) -> None:
        """It is told nothing until it is resumed; what it has not been told yet neither."""

        def work(connection: Connection, found: Hook) -> None:
            drop_waiting(connection, found.id)
            change(connection, found.id, paused=True)

        self._with(hook_id, work)

    def resume(self, hook_id: str) -> None:
        self._with(hook_id, lambda connection, found: change(connection, found.id, paused=False))

    def renew(self, hook_id: str) -> Hook:
        """With a new secret; whatever is still to be brought is signed by it, too."""

        def work(connection: Connection, found: Hook) -> Hook:
            change(connection, found.id, generation=found.generation + 1)
            return hook(connection, found.meeting_id, found.id)

        return self._with(hook_id, work)

    def remove(self, hook_id: str) -> None:
        self._with(hook_id, lambda connection, found: remove(connection, found.id))

    def test(self, hook_id: str, meeting: Meeting, now: datetime) -> None:
        """Puts a delivery into the outbox that tells nothing."""
        self._with(hook_id, lambda connection, found: put_fact(
            connection, found, meeting, TEST, now, f"test-{uuid4()}",
        ))

    def again(self, hook_id: str, delivery: str, now: datetime) -> None:
        """Brings a delivery that has failed, or waits for its next try, as if for the first time. Raises Unknown."""

        def work(connection: Connection, found: Hook) -> None:
            for each in deliveries(connection, self._slug):
                if each.letter.about == found.id and each.letter.headers["Rostrum-Delivery"] == delivery:
                    retry(connection, each.id, now)

        self._with(hook_id, work)

    def _with(self, hook_id: str, work: Callable[[Connection, Hook], T]) -> T:
        return self._writer.run(lambda connection: work(
            connection, hook(connection, meeting_row(connection, self._slug)["id"], hook_id)
        ))
