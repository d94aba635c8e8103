"""What is asked of one wish to speak, by whose it is or by the desk."""

from dataclasses import dataclass, fields
from typing import Any, Literal

from app.domain.commands.base import Command, Unset

Kind = Literal["statement", "on_behalf", "comment", "reply"]
Delivery = Literal["spoken", "written"]


@dataclass(frozen=True, kw_only=True)
class Inscribe(Command):
    """`minutes`: how long the delegation expects to speak. `part`, `role`: for the desk only.

    `actions`: numbers of the actions of the plan to which it will speak. `draft`: kept for its delegation, and on no
    list until it is submitted.
    """

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
    actions: tuple[int, ...] = ()
    draft: bool = False
    part: str | None = None
    role: str | None = None


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
    actions: tuple[int, ...] | Unset = Unset.UNSET

    def changes(self) -> dict[str, Any]:
        """The fields that were given, by name."""
        values = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "intervention"}
        return {name: value for name, value in values.items() if value is not Unset.UNSET}


@dataclass(frozen=True, kw_only=True)
class Submit(Command):
    """A draft is inscribed, from now."""

    name = "submit"
    intervention: str


@dataclass(frozen=True, kw_only=True)
class Prefer(Command):
    """The own interventions in the order in which a delegation would keep them, if time were short."""

    name = "prefer"
    is_deed = False
    interventions: tuple[str, ...]
    delegation: str | None = None


@dataclass(frozen=True, kw_only=True)
class Withdraw(Command):
    name = "withdraw"
    intervention: str


@dataclass(frozen=True, kw_only=True)
class Refuse(Command):
    """The desk turns a wish down; `reason`: words that its delegation reads."""

    name = "refuse"
    intervention: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ConvertWritten(Command):
    """To be filed in writing instead of spoken: exactly one of `intervention` and `list` (all who wait on it)."""

    name = "convert_written"
    intervention: str | None = None
    list: str | None = None


@dataclass(frozen=True, kw_only=True)
class PutBack(Command):
    """Back to the place that it had: who was called and has not begun, was absent, refused or turned into writing."""

    name = "put_back"
    intervention: str


@dataclass(frozen=True, kw_only=True)
class AnswerRoll(Command):
    """Whether the speaker is in the room, asked before the turn comes."""

    name = "answer_roll"
    intervention: str
    answer: Literal["ready", "not_in_room"]


@dataclass(frozen=True, kw_only=True)
class YieldPlace(Command):
    """Let the next one go first."""

    name = "yield_place"
    intervention: str


@dataclass(frozen=True, kw_only=True)
class OfferSwap(Command):
    """To exchange the place of `mine` for that of `theirs`."""

    name = "offer_swap"
    mine: str
    theirs: str


@dataclass(frozen=True, kw_only=True)
class AnswerSwap(Command):
    """By who was asked; who asked may take the offer back by not accepting it."""

    name = "answer_swap"
    swap: str
    accept: bool
