"""What became of one wish to speak."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.events.base import Event, personal


@dataclass(frozen=True, kw_only=True)
class Inscribed(Event):
    """`at`: the time of inscription by which the order goes, which an import gives as the past."""

    kind = "inscribed"
    intervention: str
    list: str
    delegation: str
    intervention_kind: str
    delivery: str
    at: datetime
    part: str | None = None
    role: str | None = None
    on_behalf_of: str | None = None
    in_reply_to: str | None = None
    language: str | None = None
    minutes: int | None = None
    level: str | None = None
    speaker: str | None = personal()
    note: str | None = personal()


@dataclass(frozen=True, kw_only=True)
class Amended(Event):
    """The intervention as it is from now on: all fields that may change, whole."""

    kind = "amended"
    intervention: str
    intervention_kind: str
    delivery: str
    at: datetime
    on_behalf_of: str | None = None
    in_reply_to: str | None = None
    language: str | None = None
    minutes: int | None = None
    level: str | None = None
    speaker: str | None = personal()
    note: str | None = personal()


@dataclass(frozen=True, kw_only=True)
class Withdrawn(Event):
    kind = "withdrawn"
    intervention: str
