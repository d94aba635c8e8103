"""What may be asked of a meeting: one frozen dataclass for each command of the protocol."""

from dataclasses import dataclass, fields
from datetime import datetime
from enum import Enum
from typing import Any, ClassVar, Literal

from app.domain.policy import Within

Kind = Literal["statement", "on_behalf", "comment", "reply"]
Delivery = Literal["spoken", "written"]
Words = list[str]
Numbers = list[int]
Lists = list[list[str]]
"""Named here: inside a command, `list` is a field."""


@dataclass(frozen=True, kw_only=True)
class Command:
    """Base of all commands. The edge validates bodies against these types: strictly, nothing unnamed."""

    __pydantic_config__: ClassVar[Any] = {"strict": True, "extra": "forbid"}
    name: ClassVar[str]


@dataclass(frozen=True, kw_only=True)
class Inscribe(Command):
    """`minutes`: how long the delegation expects to speak. `part`, `role`: for the desk only."""

    name = "inscribe"
    list: str
    kind: Kind = "statement"
    delivery: Delivery = "spoken"
    delegation: str | None = None
    speaker: str | None = None
    on_behalf_of: str | None = None
    in_reply_to: str | None = None
    language: str | None = None
    minutes: int | None = None
    level: str | None = None
    speaker_gender: str | None = None
    note: str | None = None
    part: str | None = None
    role: str | None = None


class Unset(Enum):
    """The field was not given, which is not the same as null."""

    UNSET = "\0unset"


@dataclass(frozen=True, kw_only=True)
class Amend(Command):
    """Fields that are left out stay as they are; an empty string or null clears what may be empty."""

    name = "amend"
    intervention: str
    kind: Kind | Unset = Unset.UNSET
    delivery: Delivery | Unset = Unset.UNSET
    speaker: str | None | Unset = Unset.UNSET
    on_behalf_of: str | None | Unset = Unset.UNSET
    in_reply_to: str | None | Unset = Unset.UNSET
    language: str | None | Unset = Unset.UNSET
    minutes: int | None | Unset = Unset.UNSET
    level: str | None | Unset = Unset.UNSET
    speaker_gender: str | None | Unset = Unset.UNSET
    note: str | None | Unset = Unset.UNSET

    def changes(self) -> dict[str, Any]:
        """The fields that were given, by name."""
        values = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "intervention"}
        return {name: value for name, value in values.items() if value is not Unset.UNSET}


@dataclass(frozen=True, kw_only=True)
class Withdraw(Command):
    name = "withdraw"
    intervention: str


@dataclass(frozen=True, kw_only=True)
class RaisePointOfOrder(Command):
    """`delegation`: for the desk, which raises it for anybody whose plate is up."""

    name = "raise_point_of_order"
    delegation: str | None = None


@dataclass(frozen=True, kw_only=True)
class Hear(Command):
    """Give the floor to a point of order."""

    name = "hear"
    intervention: str


@dataclass(frozen=True, kw_only=True)
class Rule(Command):
    name = "rule"
    intervention: str
    ruling: Literal["sustained", "dismissed"]
    words: str | None = None


@dataclass(frozen=True, kw_only=True)
class Appeal(Command):
    """Against the ruling on a point of order; `delegation`: who appeals, for the desk."""

    name = "appeal"
    intervention: str
    delegation: str | None = None


@dataclass(frozen=True, kw_only=True)
class RecordVote(Command):
    """What the room decided; on an appeal, in favour of it is against the ruling."""

    name = "record_vote"
    intervention: str
    in_favour: int
    against: int
    abstaining: int


@dataclass(frozen=True, kw_only=True)
class OpenList(Command):
    name = "open_list"
    list: str


@dataclass(frozen=True, kw_only=True)
class AnnounceList(Command):
    """The closing of the list is announced: the last to ask may still do so (GA rule 73)."""

    name = "announce_list"
    list: str


@dataclass(frozen=True, kw_only=True)
class CloseList(Command):
    """`at`: close at that instant instead of now."""

    name = "close_list"
    list: str
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class TakeUp(Command):
    """Exactly one of `item` (its first list that is not finished) and `list`."""

    name = "take_up"
    item: str | None = None
    list: str | None = None


@dataclass(frozen=True, kw_only=True)
class Call(Command):
    """Give the floor. `ending`: the intervention whose speech this ends, None if the floor is thought empty."""

    name = "call"
    intervention: str
    ending: str | None


@dataclass(frozen=True, kw_only=True)
class StartClock(Command):
    name = "start_clock"
    intervention: str


@dataclass(frozen=True, kw_only=True)
class PauseClock(Command):
    name = "pause_clock"
    intervention: str


@dataclass(frozen=True, kw_only=True)
class ResumeClock(Command):
    name = "resume_clock"
    intervention: str


@dataclass(frozen=True, kw_only=True)
class Extend(Command):
    """Give the speech on the floor `seconds` more, or fewer if negative."""

    name = "extend"
    intervention: str
    seconds: int


@dataclass(frozen=True, kw_only=True)
class EndSpeech(Command):
    name = "end_speech"
    intervention: str


@dataclass(frozen=True, kw_only=True)
class MarkAbsent(Command):
    name = "mark_absent"
    intervention: str


@dataclass(frozen=True, kw_only=True)
class Move(Command):
    """Exactly one of `before` and `after`: another waiting intervention of the same list."""

    name = "move"
    intervention: str
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, kw_only=True)
class SetLimit(Command):
    """`category`: one of the list, or the literal "all"."""

    name = "set_limit"
    list: str
    category: str
    seconds: int


@dataclass(frozen=True, kw_only=True)
class SetPolicy(Command):
    """Order a list anew. `tiers`: categories that speak together; `capacity`: of each of them, 0 for no bound."""

    name = "set_policy"
    list: str
    within: Within = "inscription_time"
    tiers: Lists | None = None
    capacity: Numbers | None = None
    levels: Words | None = None
    language: str | None = None
    begins_with: str | None = None
    not_yet_spoken_first: bool = False
    edit_moves_to_end: bool = False


@dataclass(frozen=True, kw_only=True)
class DrawLots(Command):
    """`seed`: words or numbers named in the room; without it one is made of the state of the meeting."""

    name = "draw_lots"
    list: str
    seed: str | None = None


@dataclass(frozen=True, kw_only=True)
class Tell(Command):
    """A notice on the displays; empty words clear it."""

    name = "tell"
    words: str
    audience: Literal["room"] = "room"


@dataclass(frozen=True, kw_only=True)
class Suspend(Command):
    name = "suspend"
    until: datetime | None = None
    words: str | None = None


@dataclass(frozen=True, kw_only=True)
class Resume(Command):
    name = "resume"


@dataclass(frozen=True, kw_only=True)
class Adjourn(Command):
    name = "adjourn"
    until: datetime | None = None
    words: str | None = None


@dataclass(frozen=True, kw_only=True)
class Undo(Command):
    """Take back the last act of the desk, unless something already rests on it."""

    name = "undo"
    version: int


COMMANDS: dict[str, type[Command]] = {
    command.name: command
    for command in (
        Inscribe, Amend, Withdraw, OpenList, AnnounceList, CloseList, TakeUp, Call, StartClock, PauseClock,
        ResumeClock, Extend, EndSpeech, MarkAbsent, Move, SetLimit, SetPolicy, DrawLots, Tell, Suspend, Resume,
        Adjourn, Undo,
        RaisePointOfOrder, Hear, Rule, Appeal, RecordVote,
    )
}
