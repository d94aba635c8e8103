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
from app.domain.commands.orders import Appeal, Hear, RaisePointOfOrder, RecordVote, Rule
from app.domain.commands.sitting import Adjourn, Resume, Suspend, Tell, Undo
from app.domain.commands.wishes import Amend, Delivery, Inscribe, Kind, Withdraw

__all__ = [
    "Adjourn",
    "Amend",
    "AnnounceList",
    "Appeal",
    "COMMANDS",
    "Call",
    "CloseList",
    "Command",
    "Delivery",
    "DrawLots",
    "EndSpeech",
    "Extend",
    "Hear",
    "Inscribe",
    "Kind",
    "MarkAbsent",
    "Move",
    "OpenList",
    "PauseClock",
    "RaisePointOfOrder",
    "RecordVote",
    "Resume",
    "ResumeClock",
    "Rule",
    "SetLimit",
    "SetPolicy",
    "StartClock",
    "Suspend",
    "TakeUp",
    "Tell",
    "Undo",
    "Unset",
    "Withdraw",
]

COMMANDS: dict[str, type[Command]] = {
    command.name: command
    for command in (
        Inscribe, Amend, Withdraw, OpenList, AnnounceList, CloseList, TakeUp, Move, SetLimit, SetPolicy, DrawLots,
        Call, StartClock, PauseClock, ResumeClock, Extend, EndSpeech, MarkAbsent, RaisePointOfOrder, Hear, Rule,
        Appeal, RecordVote, Tell, Suspend, Resume, Adjourn, Undo,
    )
}
