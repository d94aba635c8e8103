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
from app.domain.commands.orders import (
    Appeal,
    Hear,
    MoveMotion,
    RaisePointOfOrder,
    RecordVote,
    Rule,
    SpeakOnMotion,
)
from app.domain.commands.sitting import Adjourn, PointDisplay, Redo, Resume, Suspend, Tell, Undo
from app.domain.commands.wishes import (
    Amend,
    AnswerRoll,
    AnswerSwap,
    ConvertWritten,
    Delivery,
    Inscribe,
    Kind,
    OfferSwap,
    PutBack,
    Refuse,
    Withdraw,
    YieldPlace,
)

__all__ = [
    "Adjourn", "Amend", "AnnounceList", "AnswerRoll", "AnswerSwap", "Appeal", "COMMANDS", "Call", "CloseList",
    "Command", "ConvertWritten", "Delivery", "DrawLots", "EndSpeech", "Extend", "Hear", "Inscribe", "Kind",
    "MarkAbsent", "Move", "MoveMotion", "OfferSwap", "OpenList", "PauseClock", "PointDisplay", "PutBack",
    "RaisePointOfOrder", "RecordVote", "Redo", "Refuse", "Resume", "ResumeClock", "Rule", "SetLimit", "SetPolicy",
    "SpeakOnMotion", "StartClock", "Suspend", "TakeUp", "Tell", "Undo", "Unset", "Withdraw", "YieldPlace",
]

COMMANDS: dict[str, type[Command]] = {
    command.name: command
    for command in (
        Inscribe, Amend, Withdraw, Refuse, ConvertWritten, PutBack, AnswerRoll, YieldPlace, OfferSwap, AnswerSwap,
        OpenList, AnnounceList, CloseList, TakeUp, Move, SetLimit, SetPolicy, DrawLots, Call, StartClock, PauseClock,
        ResumeClock, Extend, EndSpeech, MarkAbsent, RaisePointOfOrder, Hear, Rule, Appeal, RecordVote, MoveMotion,
        SpeakOnMotion, Tell, PointDisplay, Suspend, Resume, Adjourn, Undo, Redo,
    )
}
