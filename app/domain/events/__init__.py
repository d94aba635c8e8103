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
from app.domain.events.members import (
    MemberAmended,
    MemberDeclined,
    MemberGranted,
    MemberRegistered,
    MemberWithdrawn,
)
from app.domain.events.orders import (
    Appealed,
    MotionMoved,
    MotionSpeakerAdded,
    OrderHeard,
    OrderRaised,
    OrderWithdrawn,
    Ruled,
    VoteRecorded,
)
from app.domain.events.people import ContactSet, PersonErased
from app.domain.events.plan import DelegationRemoved, DelegationSet, ProgrammeSet, RecordNoted
from app.domain.events.sitting import Adjourned, DisplayPointed, Redone, Resumed, Suspended, Told, Undone
from app.domain.events.statements import StatementHandedIn, StatementReleased, StatementWithdrawn, TextRequested
from app.domain.events.wishes import (
    Amended,
    ConvertedToWritten,
    Inscribed,
    PlacedBack,
    Preferred,
    Refused,
    RollAnswered,
    Submitted,
    SwapAccepted,
    SwapDeclined,
    SwapOffered,
    Withdrawn,
    Yielded,
)

__all__ = [
    "Adjourned", "Amended", "Appealed", "Called", "ClockPaused", "ClockResumed", "ClockStarted", "ClosingAnnounced",
    "ContactSet", "ConvertedToWritten", "DelegationRemoved", "DelegationSet", "DisplayPointed", "EVENTS", "Event",
    "Extended", "Inscribed", "LimitSet", "ListClosed", "ListOpened", "LotsDrawn", "MarkedAbsent", "MemberAmended",
    "MemberDeclined", "MemberGranted", "MemberRegistered", "MemberWithdrawn", "MotionMoved", "MotionSpeakerAdded",
    "Moved", "OrderHeard", "OrderRaised", "OrderWithdrawn", "PersonErased", "PlacedBack", "PolicySet", "Preferred",
    "ProgrammeSet", "RecordNoted", "Redone", "Refused", "Resumed", "RollAnswered", "Ruled", "SpeechEnded",
    "StatementHandedIn", "StatementReleased", "StatementWithdrawn", "Submitted", "Suspended", "SwapAccepted",
    "SwapDeclined", "SwapOffered", "TakenUp", "TextRequested", "Told", "Undone", "VoteRecorded", "Withdrawn",
    "Yielded", "personal",
]

EVENTS: dict[str, type[Event]] = {
    event.kind: event
    for event in (
        ProgrammeSet, DelegationSet, DelegationRemoved, RecordNoted, MemberRegistered, MemberAmended, MemberWithdrawn,
        MemberGranted, MemberDeclined, StatementHandedIn, StatementWithdrawn, StatementReleased, TextRequested,
        Submitted, Preferred, Inscribed, Amended, Withdrawn, Refused, ConvertedToWritten, PlacedBack,
        RollAnswered, Yielded, SwapOffered, SwapDeclined, SwapAccepted, ListOpened, ClosingAnnounced, ListClosed,
        TakenUp, Moved, LimitSet, PolicySet, LotsDrawn, Called, ClockStarted, ClockPaused, ClockResumed, Extended,
        SpeechEnded, MarkedAbsent, OrderRaised, OrderHeard, OrderWithdrawn, Ruled, Appealed, VoteRecorded,
        MotionMoved, MotionSpeakerAdded, Told, DisplayPointed, Suspended, Resumed, Adjourned, Undone, Redone,
        ContactSet, PersonErased,
    )
}
