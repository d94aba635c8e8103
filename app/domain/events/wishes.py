"""What became of one wish to speak."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.events.base import Event, personal


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
    actions: tuple[int, ...] = ()
    is_draft: bool = False
    speaker: str | None = personal()
    note: str | None = personal()


@dataclass(frozen=True, kw_only=True)
class Submitted(Event):
    """A draft is inscribed, at that time."""

    kind = "submitted"
    intervention: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Preferred(Event):
    """The interventions of a delegation in the order in which it would keep them."""

    kind = "preferred"
    delegation: str
    interventions: tuple[str, ...]


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
    actions: tuple[int, ...] = ()
    speaker: str | None = personal()
    note: str | None = personal()


@dataclass(frozen=True, kw_only=True)
class Withdrawn(Event):
    kind = "withdrawn"
    intervention: str


@dataclass(frozen=True, kw_only=True)
class Refused(Event):
    kind = "refused"
    intervention: str
    words: str | None = personal()


@dataclass(frozen=True, kw_only=True)
class ConvertedToWritten(Event):
    kind = "converted_to_written"
    intervention: str


@dataclass(frozen=True, kw_only=True)
class PlacedBack(Event):
    """`rank`: None for the place that it had, unless somebody was given that meanwhile."""

    kind = "placed_back"
    intervention: str
    rank: str | None = None


@dataclass(frozen=True, kw_only=True)
class RollAnswered(Event):
    """`answer`: ready | not_in_room."""

    kind = "roll_answered"
    intervention: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Yielded(Event):
    """`rank`: the place behind the one that was let go first."""

    kind = "yielded"
    intervention: str
    rank: str


@dataclass(frozen=True, kw_only=True)
class SwapOffered(Event):
    kind = "swap_offered"
    swap: str
    mine: str
    theirs: str


@dataclass(frozen=True, kw_only=True)
class SwapDeclined(Event):
    """By who was asked, or taken back by who asked."""

    kind = "swap_declined"
    swap: str


@dataclass(frozen=True, kw_only=True)
class SwapAccepted(Event):
    """`ranks`: the new places of `mine` and `theirs` of the offer."""

    kind = "swap_accepted"
    swap: str
    ranks: tuple[str, str]
