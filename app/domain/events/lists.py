"""What became of a speakers' list."""

from dataclasses import dataclass, field
from datetime import datetime

from app.domain.events.base import Event
from app.domain.policy import OrderPolicy


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
    """The list is ordered so from now on.

    `places`: what becomes of places that were not given by the policy, by intervention: another, or "" where the policy
    gives it from now on.
    """

    kind = "policy_set"
    list: str
    policy: OrderPolicy
    places: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class LotsDrawn(Event):
    """`seed`: all that is needed to draw again, see policy.lot_of. `places`: as of PolicySet."""

    kind = "lots_drawn"
    list: str
    seed: str
    places: dict[str, str] = field(default_factory=dict)
