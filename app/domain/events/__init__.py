"""What has happened in a meeting: one frozen dataclass for each kind of event.

A field marked PERSONAL holds words about persons: the store keeps them outside the chained log and puts a salted
hash into the event, so that they can be erased. Once erased they read None.
"""

from app.domain.events.base import Event, personal
from app.domain.events.floor import (
    Called,
    ClockPaused,
    ClockResumed,
    ClockStarted,
    Extended,
    MarkedAbsent,
    SpeechEnded,
)
from app.domain.events.lists import (
    ClosingAnnounced,
    LimitSet,
    ListClosed,
    ListOpened,
    LotsDrawn,
    Moved,
    PolicySet,
    TakenUp,
)
from app.domain.events.orders import Appealed, OrderHeard, OrderRaised, OrderWithdrawn, Ruled, VoteRecorded
from app.domain.events.plan import DelegationSet, ProgrammeSet
from app.domain.events.sitting import Adjourned, Resumed, Suspended, Told, Undone
from app.domain.events.wishes import Amended, Inscribed, Withdrawn

__all__ = [
    "Adjourned",
    "Amended",
    "Appealed",
    "Called",
    "ClockPaused",
    "ClockResumed",
    "ClockStarted",
    "ClosingAnnounced",
    "DelegationSet",
    "EVENTS",
    "Event",
    "Extended",
    "Inscribed",
    "LimitSet",
    "ListClosed",
    "ListOpened",
    "LotsDrawn",
    "MarkedAbsent",
    "Moved",
    "OrderHeard",
    "OrderRaised",
    "OrderWithdrawn",
    "PolicySet",
    "ProgrammeSet",
    "Resumed",
    "Ruled",
    "SpeechEnded",
    "Suspended",
    "TakenUp",
    "Told",
    "Undone",
    "VoteRecorded",
    "Withdrawn",
    "personal",
]

EVENTS: dict[str, type[Event]] = {
    event.kind: event
    for event in (
        ProgrammeSet, DelegationSet, Inscribed, Amended, Withdrawn, ListOpened, ClosingAnnounced, ListClosed, TakenUp,
        Moved, LimitSet, PolicySet, LotsDrawn, Called, ClockStarted, ClockPaused, ClockResumed, Extended, SpeechEnded,
        MarkedAbsent, OrderRaised, OrderHeard, OrderWithdrawn, Ruled, Appealed, VoteRecorded, Told, Suspended,
        Resumed, Adjourned, Undone,
    )
}
