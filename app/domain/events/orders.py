"""Points of order and what was decided on them."""

from dataclasses import dataclass

from app.domain.events.base import Event, personal


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
class MotionMoved(Event):
    kind = "motion_moved"
    order: str
    delegation: str
    motion: str


@dataclass(frozen=True, kw_only=True)
class MotionSpeakerAdded(Event):
    """`side`: for | against."""

    kind = "motion_speaker_added"
    order: str
    delegation: str
    side: str
