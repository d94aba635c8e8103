"""What is asked of a speakers' list."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.commands.base import Command
from app.domain.policy import Within

Words = list[str]
Numbers = list[int]
Lists = list[list[str]]
"""Named here: inside a command, `list` is a field."""


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
