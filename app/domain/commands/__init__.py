"""What may be asked of a meeting: one frozen dataclass for each command of the protocol."""

from app.domain.commands.base import Command, Unset
from app.domain.commands.floor import Call, EndSpeech, Extend, MarkAbsent, PauseClock, ResumeClock, StartClock
from app.domain.commands.lists import (
    AnnounceList,
    CloseList,
    DrawLots,
    Move,
    OpenList,
    SetLimit,
    SetPolicy,
    TakeUp,
)
from app.domain.commands.members import AmendMember, DeclineMember, GrantMember, RegisterMember, WithdrawMember
from app.domain.commands.orders import (
    Appeal,
    Hear,
    MoveMotion,
    RaisePointOfOrder,
    RecordVote,
    Rule,
    SpeakOnMotion,
)
from app.domain.commands.people import ErasePerson, SetContact
from app.domain.commands.plan import NoteRecord, RemoveDelegation, SetDelegations, SetProgramme
from app.domain.commands.sitting import Adjourn, PointDisplay, Redo, Resume, Suspend, Tell, Undo
from app.domain.commands.statements import HandIn, ReleaseStatement, RequestText, WithdrawStatement
from app.domain.commands.wishes import (
    Amend,
    AnswerRoll,
    AnswerSwap,
    ConvertWritten,
    Delivery,
    Inscribe,
    Kind,
    OfferSwap,
    Prefer,
    PutBack,
    Refuse,
    Submit,
    Withdraw,
    YieldPlace,
)

__all__ = [
    "Adjourn", "Amend", "AmendMember", "AnnounceList", "AnswerRoll", "AnswerSwap", "Appeal", "COMMANDS", "Call",
    "CloseList", "Command", "ConvertWritten", "DeclineMember", "Delivery", "DrawLots", "EndSpeech", "ErasePerson",
    "Extend", "GrantMember", "HandIn", "Hear", "Inscribe", "Kind", "MarkAbsent", "Move", "MoveMotion", "NoteRecord",
    "OF_THE_OFFICE", "OfferSwap", "OpenList", "PauseClock", "PointDisplay", "Prefer", "PutBack",
    "RaisePointOfOrder", "RecordVote", "Redo", "Refuse", "RegisterMember", "ReleaseStatement", "RemoveDelegation",
    "RequestText", "Resume", "ResumeClock", "Rule", "SetContact", "SetDelegations", "SetLimit", "SetPolicy",
    "SetProgramme", "SpeakOnMotion", "StartClock", "Submit", "Suspend", "TakeUp", "Tell", "Undo", "Unset",
    "WITH_MORE", "Withdraw", "WithdrawMember", "WithdrawStatement", "YieldPlace",
]

COMMANDS: dict[str, type[Command]] = {
    command.name: command
    for command in (
        Inscribe, Amend, Submit, Prefer, Withdraw, Refuse, ConvertWritten, PutBack, AnswerRoll, YieldPlace, OfferSwap,
        AnswerSwap, RegisterMember, AmendMember, WithdrawMember, GrantMember, DeclineMember, WithdrawStatement,
        ReleaseStatement, RequestText, RemoveDelegation, NoteRecord,
        OpenList, AnnounceList, CloseList, TakeUp, Move, SetLimit, SetPolicy, DrawLots, Call, StartClock, PauseClock,
        ResumeClock, Extend, EndSpeech, MarkAbsent, RaisePointOfOrder, Hear, Rule, Appeal, RecordVote, MoveMotion,
        SpeakOnMotion, Tell, PointDisplay, Suspend, Resume, Adjourn, Undo, Redo, SetContact, ErasePerson,
    )
}
"""The commands that a body in JSON can ask for."""

WITH_MORE: dict[str, type[Command]] = {command.name: command for command in (HandIn, SetProgramme, SetDelegations)}
"""Those that come with a file, or are drawn up on a page: the edge has ways of their own for them."""

OF_THE_OFFICE = frozenset(name for name, command in (COMMANDS | WITH_MORE).items() if not command.is_deed)
"""What is no act of the sitting, and not taken back by its undo."""
