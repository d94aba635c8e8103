"""What is asked around points of order."""

from dataclasses import dataclass
from typing import Literal

from app.domain.commands.base import Command


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
class MoveMotion(Command):
    """A procedural motion (GA rules 74 to 76); `delegation`: who moves it, for the desk."""

    name = "move_motion"
    motion: Literal["suspend_meeting", "adjourn_meeting", "adjourn_debate", "close_debate", "time_limit"]
    delegation: str | None = None


@dataclass(frozen=True, kw_only=True)
class SpeakOnMotion(Command):
    """To speak for or against a motion before it is put to the vote; `delegation`: who, for the desk."""

    name = "speak_on_motion"
    intervention: str
    side: Literal["for", "against"]
    delegation: str | None = None
