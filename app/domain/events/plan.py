"""What an import brings."""

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
