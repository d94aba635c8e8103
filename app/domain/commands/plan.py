"""What the office asks: the programme, the delegations, the words around the record."""

from dataclasses import dataclass

from app.domain.commands.base import Command
from app.domain.programme import Delegation, Programme


@dataclass(frozen=True, kw_only=True)
class SetProgramme(Command):
    """The whole programme, as it is to be from now on. `expected`: the version on which it was judged."""

    name = "set_programme"
    is_deed = False
    programme: Programme
    expected: int


@dataclass(frozen=True, kw_only=True)
class SetDelegations(Command):
    """Delegations that are new or changed, all or none."""

    name = "set_delegations"
    is_deed = False
    delegations: tuple[Delegation, ...]


@dataclass(frozen=True, kw_only=True)
class RemoveDelegation(Command):
    """One that the meeting has by mistake: nobody has asked to speak for it, nobody is registered."""

    name = "remove_delegation"
    is_deed = False
    delegation: str


@dataclass(frozen=True, kw_only=True)
class NoteRecord(Command):
    """Words around what the log says of an item. `place`: before, after, or group: and its key; empty words clear."""

    name = "note_record"
    is_deed = False
    item: str
    place: str
    words: str
