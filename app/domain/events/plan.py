"""What the office has drawn up: the programme, the delegations, the words around the record."""

from dataclasses import dataclass

from app.domain.events.base import Event
from app.domain.programme import Delegation, Programme


@dataclass(frozen=True, kw_only=True)
class ProgrammeSet(Event):
    kind = "programme_set"
    programme: Programme


@dataclass(frozen=True, kw_only=True)
class DelegationSet(Event):
    kind = "delegation_set"
    delegation: Delegation


@dataclass(frozen=True, kw_only=True)
class DelegationRemoved(Event):
    kind = "delegation_removed"
    delegation: str


@dataclass(frozen=True, kw_only=True)
class RecordNoted(Event):
    """Words around the record of an item; None where they were cleared."""

    kind = "record_noted"
    item: str
    place: str
    words: str | None = None
