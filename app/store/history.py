"""What a meeting was at any moment: its acts in memory, and states kept along them. No truth: that is the log."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any

from sqlalchemy import Connection

from app.domain.decide import Act, enact, facts
from app.domain.errors import Malformed
from app.domain.events import PersonErased
from app.domain.meeting import EMPTY, Meeting
from app.store.log import Head, read_after, read_on
from app.store.meetings import meeting_row

EVERY = 16
MOST_KEPT = 256
"""States that are kept of a meeting; when there are more, every second is let go and the next are farther apart."""
MOST_MEETINGS = 4


@dataclass(frozen=True)
class Standing:
    """How a meeting stood after an act, as far as a line of time tells it. `speaker`: the code of who has the floor."""

    state: str
    list: str | None
    speaker: str | None
    speech: str | None
    orders: int


@dataclass(frozen=True)
class Told:
    """An act, what fills its sentence, and how the meeting stood after it."""

    act: Act
    facts: dict[str, Any]
    standing: Standing


def standing_of(meeting: Meeting) -> Standing:
    floor = meeting.floor
    return Standing(
        state=meeting.session.state, list=meeting.taken_up, orders=len(meeting.open_orders),
        speaker=meeting.interventions[floor.intervention].delegation if floor else None,
        speech=floor.state if floor else None,
    )


@dataclass
class History:
    """The acts of a meeting in their order, and the states between which it folds. `last`: after all acts."""

    head: Head
    told: list[Told] = field(default_factory=list)
    last: Meeting = EMPTY
    every: int = EVERY
    kept: dict[int, Meeting] = field(default_factory=lambda: {0: EMPTY})
    """States by the number of acts of which they are the fold."""
    seen: tuple[int, Meeting] = (0, EMPTY)
    """The state that was asked for last: a replay mostly asks for the next."""

    def grown(self, acts: list[Act], head: Head) -> "History":
        """With what has been appended since; this one stays as it is, so that whoever reads it is not disturbed."""
        grown = History(head, list(self.told), self.last, self.every, dict(self.kept), self.seen)
        for act in acts:
            grown._add(act)
        return grown

    def _add(self, act: Act) -> None:
        before = self.last
        self.last = enact(before, act)
        # An import is many events about many things: no sentence names them.
        named = {} if act.command == "import" else facts(before, act.events)
        self.told.append(Told(act, named, standing_of(self.last)))
        if len(self.told) % self.every == 0:
            self.kept[len(self.told)] = self.last
        if len(self.kept) > MOST_KEPT:
            self.every *= 2
            self.kept = {count: state for count, state in self.kept.items() if count % self.every == 0}

    def after(self, count: int) -> Meeting:
        """The fold of the first `count` acts."""
        if count == len(self.told):
            return self.last
        begin = count - count % self.every
        meeting = self.kept[begin]
        seen, state = self.seen
        if begin < seen <= count:
            begin, meeting = seen, state
        for told in self.told[begin:count]:
            meeting = enact(meeting, told.act)
        self.seen = (count, meeting)
        return meeting

    def count_at(self, at: datetime) -> int:
        """How many acts had been done at an instant. Raises Malformed `before_the_log`."""
        count = bisect_right(self.told, at, key=lambda told: told.act.at)
        if count == 0:
            raise Malformed("before_the_log", "at", begins_at=self.told[0].act.at)
        return count

    def count_of(self, version: int) -> int:
        """How many acts were whole at a version. Raises Malformed `out_of_range`."""
        least, most = self.told[0].act.version, self.told[-1].act.version
        if not least <= version <= most:
            raise Malformed("out_of_range", "version", least=least, most=most)
        return bisect_right(self.told, version, key=lambda told: told.act.version)


class Histories:
    """The histories that this process has read; those of the few meetings that were asked for last.

    `apart(work)`: does work that computes long so that nobody else waits for it.
    """

    def __init__(self, apart: Callable[[Callable[[], History]], History]) -> None:
        self._apart = apart
        self._kept: dict[str, History] = {}
        self._reading = Lock()

    def of(self, connection: Connection, slug: str) -> History:
        """The history of a meeting up to now. Raises Unknown `unknown_meeting`."""
        if slug not in self._kept:
            # Who comes while the whole log is read takes what was read, and what has come since.
            with self._reading:
                return self._up_to_now(connection, slug)
        return self._up_to_now(connection, slug)

    def _up_to_now(self, connection: Connection, slug: str) -> History:
        known = self._kept.get(slug)
        read = read_on(connection, known.head) if known else None
        if known is None or read is None:
            known = History(Head(meeting_row(connection, slug)["id"], 0, ""))
            read = read_after(connection, known.head)
        acts, head = read
        if known.told and any(isinstance(event, PersonErased) for act in acts for event in act.events):
            # Words that were erased since stand in acts that were read before: they are read again, without them.
            known = History(Head(head.meeting_id, 0, ""))
            acts, head = read_after(connection, known.head)
        if acts:
            before = known
            known = self._apart(lambda: before.grown(acts, head))
        self._kept.pop(slug, None)
        self._kept = dict([*self._kept.items(), (slug, known)][-MOST_MEETINGS:])
        return known
