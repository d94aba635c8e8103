"""What has happened in a meeting: one frozen dataclass for each kind of event.

A field marked PERSONAL holds words about persons: the store keeps them outside the chained log and puts a salted
hash into the event, so that they can be erased. Once erased they read None.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from app.domain.policy import OrderPolicy
from app.domain.programme import Delegation, Programme


def personal() -> Any:
    """A field whose words live outside the chain."""
    return field(default=None, metadata={"personal": True})


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of all events; `kind` is the name in the log."""

    kind: ClassVar[str]


@dataclass(frozen=True, kw_only=True)
class ProgrammeSet(Event):
    kind = "programme_set"
    programme: Programme


@dataclass(frozen=True, kw_only=True)
class DelegationSet(Event):
    kind = "delegation_set"
    delegation: Delegation


@dataclass(frozen=True, kw_only=True)
class Inscribed(Event):
    """`at`: the time of inscription by which the order goes, which an import gives as the past."""

    kind = "inscribed"
    intervention: str
    list: str
    delegation: str
    intervention_kind: str
    delivery: str
    at: datetime
    part: str | None = None
    role: str | None = None
    on_behalf_of: str | None = None
    in_reply_to: str | None = None
    language: str | None = None
    minutes: int | None = None
    level: str | None = None
    speaker: str | None = personal()
    note: str | None = personal()


@dataclass(frozen=True, kw_only=True)
class Amended(Event):
    """The intervention as it is from now on: all fields that may change, whole."""

    kind = "amended"
    intervention: str
    intervention_kind: str
    delivery: str
    at: datetime
    on_behalf_of: str | None = None
    in_reply_to: str | None = None
    language: str | None = None
    minutes: int | None = None
    level: str | None = None
    speaker: str | None = personal()
    note: str | None = personal()


@dataclass(frozen=True, kw_only=True)
class Withdrawn(Event):
    kind = "withdrawn"
    intervention: str


@dataclass(frozen=True, kw_only=True)
class OrderRaised(Event):
    kind = "order_raised"
    order: str
    delegation: str


@dataclass(frozen=True, kw_only=True)
class OrderHeard(Event):
    kind = "order_heard"
    order: str


@dataclass(frozen=True, kw_only=True)
class OrderWithdrawn(Event):
    kind = "order_withdrawn"
    order: str


@dataclass(frozen=True, kw_only=True)
class Ruled(Event):
    """`words`: the reasons that the chair gave."""

    kind = "ruled"
    order: str
    ruling: str
    words: str | None = personal()


@dataclass(frozen=True, kw_only=True)
class Appealed(Event):
    """`delegation`: who appeals against the ruling."""

    kind = "appealed"
    order: str
    delegation: str


@dataclass(frozen=True, kw_only=True)
class VoteRecorded(Event):
    kind = "vote_recorded"
    order: str
    in_favour: int
    against: int
    abstaining: int


@dataclass(frozen=True, kw_only=True)
class ListOpened(Event):
    kind = "list_opened"
    list: str


@dataclass(frozen=True, kw_only=True)
class ClosingAnnounced(Event):
    """`closes_at`: None if the chair closes by hand."""

    kind = "closing_announced"
    list: str
    closes_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ListClosed(Event):
    kind = "list_closed"
    list: str


@dataclass(frozen=True, kw_only=True)
class TakenUp(Event):
    kind = "taken_up"
    list: str


@dataclass(frozen=True, kw_only=True)
class Called(Event):
    kind = "called"
    intervention: str
    limit_s: int


@dataclass(frozen=True, kw_only=True)
class ClockStarted(Event):
    kind = "clock_started"
    intervention: str


@dataclass(frozen=True, kw_only=True)
class ClockPaused(Event):
    kind = "clock_paused"
    intervention: str


@dataclass(frozen=True, kw_only=True)
class ClockResumed(Event):
    kind = "clock_resumed"
    intervention: str


@dataclass(frozen=True, kw_only=True)
class Extended(Event):
    """`limit_s`: the limit from now on."""

    kind = "extended"
    intervention: str
    limit_s: int


@dataclass(frozen=True, kw_only=True)
class SpeechEnded(Event):
    """`spoken_s`: seconds that the clock ran; 0 if it was never started."""

    kind = "speech_ended"
    intervention: str
    spoken_s: float


@dataclass(frozen=True, kw_only=True)
class MarkedAbsent(Event):
    kind = "marked_absent"
    intervention: str


@dataclass(frozen=True, kw_only=True)
class Moved(Event):
    """`rank`: the place between its new neighbours, see precedence.py."""

    kind = "moved"
    intervention: str
    rank: str


@dataclass(frozen=True, kw_only=True)
class LimitSet(Event):
    kind = "limit_set"
    list: str
    category: str
    seconds: int


@dataclass(frozen=True, kw_only=True)
class PolicySet(Event):
    """The list is ordered so from now on."""

    kind = "policy_set"
    list: str
    policy: OrderPolicy


@dataclass(frozen=True, kw_only=True)
class LotsDrawn(Event):
    """`seed`: all that is needed to draw again, see policy.lot_of."""

    kind = "lots_drawn"
    list: str
    seed: str


@dataclass(frozen=True, kw_only=True)
class Told(Event):
    """Words None: the notice is cleared."""

    kind = "told"
    words: str | None = personal()


@dataclass(frozen=True, kw_only=True)
class Suspended(Event):
    kind = "suspended"
    until: datetime | None = None
    words: str | None = personal()


@dataclass(frozen=True, kw_only=True)
class Resumed(Event):
    kind = "resumed"


@dataclass(frozen=True, kw_only=True)
class Adjourned(Event):
    kind = "adjourned"
    until: datetime | None = None
    words: str | None = personal()


@dataclass(frozen=True, kw_only=True)
class Undone(Event):
    """`version`: the last version of the act that is taken back."""

    kind = "undone"
    version: int


EVENTS: dict[str, type[Event]] = {
    event.kind: event
    for event in (
        ProgrammeSet, DelegationSet, Inscribed, Amended, Withdrawn, ListOpened, ClosingAnnounced, ListClosed, TakenUp,
        Called, ClockStarted, ClockPaused, ClockResumed, Extended, SpeechEnded, MarkedAbsent, Moved, LimitSet,
        PolicySet, LotsDrawn, Told, Suspended, Resumed, Adjourned, Undone,
        OrderRaised, OrderHeard, OrderWithdrawn, Ruled, Appealed, VoteRecorded,
    )
}
