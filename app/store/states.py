"""The folded state of each meeting in memory; of the log only the tail is read."""

from dataclasses import dataclass
from threading import Lock

from sqlalchemy import Connection

from app.domain.decide import Act, fold
from app.domain.meeting import EMPTY, Meeting
from app.store.log import Head, read_after, read_on
from app.store.meetings import meeting_row


@dataclass(frozen=True)
class State:
    """A meeting and the head of the log of which it is the fold."""

    meeting: Meeting
    head: Head


class States:
    """The states that this process has folded. No truth: whatever is here can be folded again."""

    def __init__(self) -> None:
        self._kept: dict[str, State] = {}
        self._lock = Lock()
        self._folding = Lock()

    def catch_up(self, connection: Connection, slug: str) -> State:
        """The state as the log has it. Raises Unknown `unknown_meeting`."""
        if slug not in self._kept:
            # All come at once when a process has started: one reads the whole log, and the others what has come since.
            with self._folding:
                return self._caught_up(connection, slug)
        return self._caught_up(connection, slug)

    def _caught_up(self, connection: Connection, slug: str) -> State:
        state = self._kept.get(slug)
        read = read_on(connection, state.head) if state else None
        if state is None or read is None:
            # Not known yet; or the database is another one by now: restored from a backup, or seeded anew.
            self.forget(slug)
            state = State(EMPTY, Head(meeting_row(connection, slug)["id"], 0, ""))
            read = read_after(connection, state.head)
        acts, head = read
        if acts or slug not in self._kept:
            state = State(fold(acts, state.meeting), head)
            self.keep(slug, state)
        return state

    def known(self, slug: str) -> State | None:
        """What was folded last, whatever the log has by now."""
        return self._kept.get(slug)

    def slugs(self) -> list[str]:
        """The meetings that were folded."""
        return list(self._kept)

    def keep(self, slug: str, state: State) -> None:
        """Keeps a state that is committed, unless a younger one is there."""
        with self._lock:
            kept = self._kept.get(slug)
            if kept is None or kept.head.version <= state.head.version:
                self._kept[slug] = state

    def forget(self, slug: str) -> None:
        with self._lock:
            self._kept.pop(slug, None)


def after(state: State, acts: list[Act], head: Head) -> State:
    return State(fold(acts, state.meeting), head)
